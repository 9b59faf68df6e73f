"""What operators can ask of intake at the machine's own terminal: keys of partners' systems."""

import json
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pymongo.database import Database

from deploy.local.layout import PYTHON, REPO
from deploy.local.stores import Stores
from services.intake.bootstrap import make_intake, make_stores
from services.intake.domain.api_key import ApiKeyRefused
from services.intake.settings import read_settings
from shared.clock import SystemClock
from shared.mongo.connect import Document
from shared.mongo.last_backup import last_backup

BY = ("--by", "kim", "--reason", "new_partner")
NOBODYS = f"nabo_key_{1:012x}"


@pytest.fixture(scope="module")
def environment(stores: Stores) -> dict[str, str]:
    found = stores.environment("intake")
    told = {name: value for name, value in found.items() if "METRICS" not in name and "PROMETHEUS" not in name}
    assert cli(told, "create-indexes")[0] == 0
    return told


def cli(environment: dict[str, str], *arguments: str) -> tuple[int, str, str]:
    """Exit status, what was printed, and what was said."""
    command = (str(PYTHON), "-m", "services.intake.entrypoints.cli", *arguments)
    done = subprocess.run(command, cwd=REPO, env=environment, capture_output=True, text=True, check=False, timeout=90)
    return done.returncode, done.stdout, done.stderr


def issued(environment: dict[str, str], owner: str, *options: str) -> dict[str, str]:
    status, printed, said = cli(environment, "issue-api-key", owner, *BY, *options)
    assert status == 0, said
    assert "only time" in said
    shown: dict[str, str] = json.loads(printed)
    assert shown["key"] not in said
    return shown


def test_a_key_is_shown_once_listed_without_its_secret_and_revoked(environment: dict[str, str]) -> None:
    until = (datetime.now(UTC).replace(microsecond=0) + timedelta(days=30)).isoformat()
    shown = issued(environment, "Port authority", "--until", until, "--per-minute", "7")
    status, printed, _ = cli(environment, "list-api-keys")
    assert status == 0
    assert shown["key"].removeprefix(shown["id"]) not in printed
    (line,) = [each for each in map(json.loads, printed.splitlines()) if each["id"] == shown["id"]]
    assert (line["owner"], line["standing"], line["per_minute"]) == ("Port authority", "valid", 7)
    assert datetime.fromisoformat(line["expires_at"]) == datetime.fromisoformat(until)
    assert line["last_used_at"] is None
    assert [(each["by"], each["reason"]) for each in line["history"]] == [("kim", "new_partner")]
    gone = ("revoke-api-key", shown["key"], "--by", "lou", "--reason", "key_leaked")
    for _twice in range(2):
        assert cli(environment, *gone) == (0, "", f"{shown['id']} opens nothing any more.\n")
    (line,) = [
        each for each in map(json.loads, cli(environment, "list-api-keys")[1].splitlines()) if each["id"] == shown["id"]
    ]
    assert line["standing"] == "revoked"
    assert [(each["by"], each["reason"]) for each in line["history"]] == [("kim", "new_partner"), ("lou", "key_leaked")]


def test_what_a_command_issues_a_web_process_takes_until_a_command_revokes_it(
    environment: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("NABO_GAZETTEERS", str(tmp_path))
    settings = read_settings()
    stores = make_stores(settings, SystemClock())
    intake = make_intake(settings, stores, SystemClock())
    shown = issued(environment, "Call centre")
    assert intake.admit_program(shown["key"]).key_id == shown["id"]
    assert cli(environment, "revoke-api-key", shown["id"], *BY)[0] == 0
    with pytest.raises(ApiKeyRefused, match="api_key_revoked"):
        intake.admit_program(shown["key"])
    stores.database.client.close()


@pytest.mark.parametrize(
    "status, said, words",
    [
        (1, "Error: An owner has a name of 1 to 100 characters", ("issue-api-key", " ", *BY)),
        (1, "Error: An owner has a name of 1 to 100 characters", ("issue-api-key", "a\nb", *BY)),
        (1, "has passed already", ("issue-api-key", "Port", "--until", "2020-01-01T00:00:00+00:00", *BY)),
        (2, "is no instant", ("issue-api-key", "Port", "--until", "tomorrow", *BY)),
        (2, "is not in the range 1<=x<=6000", ("issue-api-key", "Port", "--per-minute", "0", *BY)),
        (2, "is not a code", ("issue-api-key", "Port", "--by", "kim", "--reason", "Because")),
        (2, "Missing option '--by'", ("issue-api-key", "Port", "--reason", "new_partner")),
        (2, "Missing argument 'OWNER'", ("issue-api-key", *BY)),
        (1, "Error: There is no such key", ("revoke-api-key", NOBODYS, *BY)),
        (1, "Error: There is no such key", ("revoke-api-key", "Port", *BY)),
    ],
)
def test_a_mistake_is_one_sentence(environment: dict[str, str], status: int, said: str, words: tuple[str, ...]) -> None:
    ended, printed, told = cli(environment, *words)
    assert (ended, printed) == (status, "")
    assert said in told.splitlines()[-1]


def test_a_key_that_is_not_known_is_not_repeated(environment: dict[str, str]) -> None:
    secret = "2" * 48
    assert secret not in "".join(map(str, cli(environment, "revoke-api-key", f"{NOBODYS}_{secret}", *BY)))


def test_a_database_that_is_away_is_one_sentence_and_another_exit_code(environment: dict[str, str]) -> None:
    elsewhere = {**environment, "NABO_MONGO_URL": "mongodb://127.0.0.1:1/"}
    for words in (("issue-api-key", "Port", *BY), ("list-api-keys",), ("revoke-api-key", NOBODYS, *BY)):
        status, printed, said = cli(elsewhere, *words)
        assert (status, printed) == (3, "")
        assert said.splitlines()[-1].startswith("Error: The database does not answer now")


def test_backups_lie_beside_each_other_and_the_old_ones_go(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "intake-2020-01-01T000000Z").mkdir()
    status, printed, said = cli(environment, "backup", "--keep-days", "7", str(tmp_path))
    assert status == 0, said
    made, gone = map(json.loads, printed.splitlines())
    assert (Path(made["backup"]) / "manifest.json").is_file()
    assert gone == {"thrown_away": str(tmp_path / "intake-2020-01-01T000000Z")}
    assert list(tmp_path.iterdir()) == [Path(made["backup"])]
    assert "last_backup" not in {each["collection"] for each in parts_in(Path(made["backup"]))}


@pytest.fixture
def intakes_own(stores: Stores) -> Iterator[Database[Document]]:
    """The database that the commands work on."""
    with stores.database_administrator() as client:
        yield client["intake"]


def parts_in(folder: Path) -> list[dict[str, str]]:
    parts: list[dict[str, str]] = json.loads((folder / "manifest.json").read_text())["parts"]
    return parts


def test_whoever_watches_learns_when_the_last_whole_backup_was_made(
    environment: dict[str, str], intakes_own: Database[Document], tmp_path: Path
) -> None:
    intakes_own.drop_collection("last_backup")
    (tmp_path / "file").write_text("no folder")
    cli(environment, "backup", str(tmp_path / "file" / "today"))
    assert last_backup(intakes_own) is None
    for name in ("one", "two"):
        _, printed, said = cli(environment, "backup", str(tmp_path / name))
        assert printed, said
        (made,) = map(json.loads, printed.splitlines())
        assert last_backup(intakes_own) == datetime.fromisoformat(made["at"])


def test_a_backup_that_cannot_be_written_throws_none_away(environment: dict[str, str], tmp_path: Path) -> None:
    """Nothing can be made below a file."""
    (tmp_path / "shelf").write_text("no folder")
    status, printed, said = cli(environment, "backup", str(tmp_path / "shelf" / "today"))
    assert (status, printed) == (1, "")
    assert said == f"Error: {tmp_path}/shelf/today cannot be written: Not a directory. What is in it is no backup.\n"
