"""A damaged jar is fetched anew whenever that happened; a damaged lock, or a jar that stays wrong, is one sentence."""

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from deploy.local import kafka_jars
from deploy.local.kafka_jars import are_whole, fetch_jars
from deploy.local.trouble import Code, Trouble

GOOD = {"broker": b"a broker's jar", "logs": b"a jar that logs"}


class Registry:
    """Gives each jar once for all: what lies there already is not fetched again, as jgo does it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.fetched: list[str] = []
        self.gives: Mapping[str, bytes] = GOOD

    def resolve(self, name: str) -> Path:
        path = self.folder / f"{name}.jar"
        if not path.exists():
            self.fetched.append(name)
            path.write_bytes(self.gives[name])
        return path

    def project(self, _group: str, name: str) -> Any:  # noqa: ANN401 -- as jgo's
        artifact = SimpleNamespace(resolve=lambda: self.resolve(name))
        return SimpleNamespace(at_version=lambda _version: SimpleNamespace(artifact=lambda *_: artifact))


def lock_of(jars: Mapping[str, bytes]) -> str:
    return "".join(
        f'[[dependencies]]\ngroupId = "example"\nartifactId = "{name}"\nversion = "1"\npackaging = "jar"\n'
        f'sha256 = "{hashlib.sha256(jar).hexdigest()}"\n'
        for name, jar in jars.items()
    )


@pytest.fixture
def registry(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Registry:
    made = Registry(tmp_path)
    (tmp_path / "lock.toml").write_text(lock_of(GOOD))
    monkeypatch.setattr(kafka_jars, "LOCK", tmp_path / "lock.toml")
    monkeypatch.setattr(kafka_jars, "CLASS_PATH", tmp_path / "classpath")
    monkeypatch.setattr(kafka_jars, "MavenContext", lambda **_: made)
    return made


def fetch() -> str:
    return fetch_jars(lambda _: None)


def cut(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:-5])


def test_what_was_fetched_is_whole_and_is_not_fetched_again(registry: Registry) -> None:
    assert fetch() == fetch() == "2 files, checksums right"
    assert are_whole()
    assert sorted(registry.fetched) == sorted(GOOD)


@pytest.mark.parametrize("damage", [cut, Path.unlink])
def test_a_jar_that_is_damaged_later_is_noticed_and_fetched_anew(
    registry: Registry, damage: Callable[[Path], None]
) -> None:
    fetch()
    damage(registry.folder / "broker.jar")
    assert not are_whole()
    fetch()
    assert are_whole()
    assert registry.fetched.count("broker") == 2
    assert registry.fetched.count("logs") == 1


def test_without_its_list_nothing_is_whole(registry: Registry) -> None:
    fetch()
    cut(registry.folder / "classpath")
    assert not are_whole()


def test_a_jar_that_always_arrives_damaged_is_named_and_never_used(registry: Registry) -> None:
    registry.gives = {**GOOD, "logs": b"something else"}
    with pytest.raises(Trouble, match=r"^logs 1 arrives with another checksum than the lock's\.$") as refused:
        fetch()
    assert refused.value.code is Code.SETUP_FAILED
    assert not (registry.folder / "classpath").exists()
    assert not (registry.folder / "logs.jar").exists()


@pytest.mark.parametrize(
    "damaged", [lock_of(GOOD)[:-20], "", lock_of(GOOD).replace("sha256", "sha1")], ids=["cut", "empty", "without sums"]
)
def test_a_damaged_lock_is_named_and_nothing_is_fetched_by_it(registry: Registry, damaged: str) -> None:
    lock = registry.folder / "lock.toml"
    lock.write_text(damaged)
    with pytest.raises(Trouble, match=rf"^{lock} is damaged: bring it back with git checkout {lock}\.$") as refused:
        fetch()
    assert refused.value.code is Code.SETUP_FAILED
    assert registry.fetched == []
