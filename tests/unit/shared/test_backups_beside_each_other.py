"""A shelf of backups keeps so many days of one service's, and touches nothing else that lies there."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from shared.operators.obstacle import Obstacle
from shared.operators.shelf import clear, place_for

NOW = datetime(2026, 5, 11, 2, 17, tzinfo=UTC)
WEEK = timedelta(days=7)


def put(shelf: Path, *names: str) -> None:
    for name in names:
        (shelf / name).mkdir()
        (shelf / name / "reports.bson.gz").write_text("a report")


def names(folders: Sequence[Path]) -> list[str]:
    return sorted(each.name for each in folders)


def test_each_has_a_place_named_by_its_service_and_time(tmp_path: Path) -> None:
    in_helsinki = NOW.astimezone(timezone(timedelta(hours=3)))
    assert place_for(tmp_path, "intake", in_helsinki) == tmp_path / "intake-2026-05-11T021700Z"


def test_those_that_are_older_go_and_the_last_of_the_days_stays(tmp_path: Path) -> None:
    put(tmp_path, "intake-2026-05-03T021700Z", "intake-2026-05-04T021659Z", "intake-2026-05-04T021700Z")
    gone = clear(tmp_path, "intake", older_than=NOW - WEEK)
    assert names(gone) == ["intake-2026-05-03T021700Z", "intake-2026-05-04T021659Z"]
    assert names(list(tmp_path.iterdir())) == ["intake-2026-05-04T021700Z"]


def test_nothing_goes_that_is_not_a_backup_of_this_service_with_its_time(tmp_path: Path) -> None:
    put(tmp_path, "triage-2020-01-01T000000Z", "intake-2020-01-01", "intake-before-the-move", "2020-01-01T000000Z")
    elsewhere = tmp_path / "elsewhere"
    put(tmp_path, elsewhere.name)
    (tmp_path / "intake-2020-01-01T000000Z").symlink_to(elsewhere)
    (tmp_path / "intake-2020-01-02T000000Z").write_text("a file")
    before = names(list(tmp_path.iterdir()))
    assert clear(tmp_path, "intake", older_than=NOW) == []
    assert names(list(tmp_path.iterdir())) == before


def test_one_that_cannot_be_thrown_away_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_folder: Path) -> None:
        raise PermissionError(13, "Permission denied")

    put(tmp_path, "intake-2020-01-01T000000Z")
    monkeypatch.setattr("shutil.rmtree", refuse)
    with pytest.raises(Obstacle, match=r"new backup is whole, but .*intake-2020-01-01T000000Z .* Permission denied"):
        clear(tmp_path, "intake", older_than=NOW)
