"""What docs/runbook.md says of a lost database, done as it stands there, on the whole stack."""

import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest

from deploy.local.trouble import Trouble
from shared.mongo.manifest import BadBackup, read_manifest, require_whole
from tests.e2e.town.reports import Told, tell
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.stores import all_of, database_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import PLACE

PROCESSES = ("web-intake", "worker-intake")
Steps = Sequence[Mapping[str, Any]]


@pytest.fixture
def stopped(town: Town) -> Iterator[None]:
    """Intake's processes, as the runbook wants it; started again at the end, whatever happened."""
    for name in PROCESSES:
        town.stack.stop(name)
    yield
    for name in PROCESSES:
        town.stack.start(name)
    town.stack.wait_ready()


def cli(town: Town, *words: str) -> Steps:
    return [json.loads(line) for line in town.stack.cli("intake", *words).splitlines()]


@pytest.fixture
def early(town: Town) -> Told:
    told = tell(town, "pothole", text="Told before the backup.", location=PLACE)
    told.becomes("with_team")
    return told


@pytest.fixture
def folder(town: Town, early: Told, tmp_path: Path) -> Path:  # noqa: ARG001 -- it is in the backup
    cli(town, "backup", str(tmp_path / "backup"))
    return tmp_path / "backup"


@pytest.fixture
def late(town: Town, early: Told, folder: Path) -> Told:  # noqa: ARG001 -- it is not in the backup
    told = tell(town, "litter", text="Told after the backup.", location=PLACE)
    told.becomes("with_team")
    assert told.personal_page
    reporter_of(early).writes("Written after the backup.")
    return told


def lose(town: Town) -> None:
    database = database_of(town, "intake")
    with database.client:
        for name in database.list_collection_names():
            database.drop_collection(name)


def state_of(town: Town) -> Mapping[str, Any]:
    """All that intake holds, but for what only its machinery needs."""
    kept = ("reports", "reports.history", "stories", "roles", "helper_names")
    found: dict[str, dict[str, Any]] = {name: {} for name in kept}
    for name, each in all_of(town, "intake"):
        if name in found:
            each.pop("schema", None)
            key = f"{each['of']}:{each['version']}" if name == "reports.history" else each["_id"]
            found[name][key] = {field: each.get(field) for field in ("state", "public", "version", "type", "grants")}
    return found


def test_reports_from_before_and_after_the_backup_are_there_again(
    town: Town, early: Told, folder: Path, late: Told, request: pytest.FixtureRequest
) -> None:
    before, pages = state_of(town), (early.personal_page, late.personal_page)
    request.getfixturevalue("stopped")
    lose(town)
    with pytest.raises(Trouble, match="missing or damaged"):
        cli(town, "restore", str(damaged(folder)))
    steps = cli(town, "restore", str(folder))
    assert [each for each in steps if "lost" in each] == []
    assert state_of(town)["reports"] == before["reports"]
    recovered = {each["id"]: each for each in steps if "recovered" in each}
    assert recovered[late.id]["had"] == 0
    assert recovered[early.id]["had"] < recovered[early.id]["has"]
    assert not any("recovered_in_part" in each for each in steps)
    with pytest.raises(Trouble, match="--replace"):
        cli(town, "restore", str(folder))

    for name in PROCESSES:
        town.stack.start(name)
    town.stack.wait_ready()
    for told, page in zip((early, late), pages, strict=True):
        told.becomes("with_team")
        assert told.personal_page == page
        reporter_of(told).writes("Still there?")
    after = state_of(town)
    assert set(after["stories"]) == set(before["stories"])
    assert (after["roles"], after["helper_names"]) == (before["roles"], before["helper_names"])


def damaged(folder: Path) -> Path:
    copy = folder.with_name("damaged")
    shutil.copytree(folder, copy)
    file = copy / "reports.bson.gz"
    file.write_bytes(file.read_bytes()[:-9])
    return copy


def test_a_backup_that_is_not_whole_or_of_another_version_is_refused_in_one_sentence(folder: Path) -> None:
    require_whole(folder, read_manifest(folder))
    with pytest.raises(BadBackup, match=r"reports.bson.gz of this backup is missing or damaged"):
        require_whole(damaged(folder), read_manifest(folder))
    manifest = json.loads((folder / "manifest.json").read_text())
    for change, sentence in (
        ({"format": 99}, "of another version: format 99"),
        ({"at": "yesterday"}, "manifest in .* is damaged"),
    ):
        (folder / "manifest.json").write_text(json.dumps({**manifest, **change}))
        with pytest.raises(BadBackup, match=sentence):
            read_manifest(folder)
    (folder / "manifest.json").unlink()
    with pytest.raises(BadBackup, match="no finished backup"):
        read_manifest(folder)


def test_nothing_is_touched_while_the_worker_runs(town: Town, folder: Path) -> None:
    with pytest.raises(Trouble, match="worker of intake runs"):
        cli(town, "restore", str(folder), "--replace")
    assert state_of(town)["reports"]
