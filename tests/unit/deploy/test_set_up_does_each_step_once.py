"""Set-up remembers what it did, does again what changed, and says what is wrong in one sentence."""

from dataclasses import replace
from pathlib import Path

import pytest

from deploy.local.bootstrap import SETUP_LOG, explained, only_one_set_up, refuse_without_space
from deploy.local.progress import Step, Tell, carry_out, fingerprint
from deploy.local.trouble import Code, Trouble


class Work:
    """Counts how often it was done."""

    def __init__(self, makes: Path) -> None:
        self.times = 0
        self._makes = makes

    def __call__(self, tell: Tell) -> str:
        self.times += 1
        tell("half way")
        self._makes.touch()
        return "there"


def step(folder: Path, work: Work, key: str = "one") -> Step:
    return Step(title="Thing", key=key, stamp=folder / "stamp", work=work, makes=(folder / "made",))


def test_what_is_done_is_not_done_again(tmp_path: Path) -> None:
    work = Work(tmp_path / "made")
    for _ in range(2):
        carry_out(step(tmp_path, work), number=1, of=2)
    assert work.times == 1


def test_whoever_threw_away_what_set_up_wrote_can_set_up_again() -> None:
    with only_one_set_up():
        assert SETUP_LOG.parent.is_dir()


def test_what_changed_is_done_again(tmp_path: Path) -> None:
    work = Work(tmp_path / "made")
    carry_out(step(tmp_path, work, "one"), number=1, of=2)
    carry_out(step(tmp_path, work, "two"), number=1, of=2)
    assert work.times == 2


def test_what_somebody_deleted_is_made_again(tmp_path: Path) -> None:
    work = Work(tmp_path / "made")
    carry_out(step(tmp_path, work), number=1, of=2)
    (tmp_path / "made").unlink()
    carry_out(step(tmp_path, work), number=1, of=2)
    assert work.times == 2


def test_what_was_damaged_is_made_again(tmp_path: Path) -> None:
    work, said = Work(tmp_path / "made"), iter((True, False, True))
    for _ in range(4):
        carry_out(replace(step(tmp_path, work), is_whole=lambda: next(said)), number=1, of=2)
    assert work.times == 2


def test_what_failed_is_tried_again(tmp_path: Path) -> None:
    def fail(_tell: Tell) -> str:
        raise Trouble(Code.SETUP_FAILED, "no")

    failing = Step(title="Thing", key="one", stamp=tmp_path / "stamp", work=fail)
    with pytest.raises(Trouble):
        carry_out(failing, number=1, of=1)
    assert not failing.is_done


def test_it_says_which_step_of_how_many(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    carry_out(step(tmp_path, Work(tmp_path / "made")), number=2, of=5)
    assert capsys.readouterr().out.splitlines() == ["[2 of 5] Thing …", "[2 of 5] Thing: there (0 s)"]


def test_a_fingerprint_tells_contents_and_names_apart(tmp_path: Path) -> None:
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("a")
    second.write_text("a")
    assert fingerprint([first]) != fingerprint([second])
    before = fingerprint([first])
    first.write_text("b")
    assert fingerprint([first]) != before


def test_a_full_disk_is_one_sentence() -> None:
    with pytest.raises(Trouble, match="GB free, and Nabo needs") as refused:
        refuse_without_space(10**18)
    assert refused.value.code is Code.NO_SPACE


@pytest.mark.parametrize("word", ["NewConnectionError", "NameResolutionError", "ProxyError", "ConnectTimeoutError"])
def test_a_registry_out_of_reach_is_one_sentence(word: str) -> None:
    trouble = explained(f"WARNING: Retrying after {word}: something long\nERROR: No matching distribution")
    assert trouble.code is Code.REGISTRY_UNREACHABLE
    assert str(trouble).count(".") == 1


def test_any_other_failure_names_the_log() -> None:
    trouble = explained("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES")
    assert trouble.code is Code.SETUP_FAILED
    assert "setup.log" in str(trouble)
