"""Photos come to a report, are seen by few, and go with its words."""

from dataclasses import replace

import pytest

from services.intake.domain.moves import empty, erase, withdraw
from services.intake.domain.photos import Photo
from shared.errors import IllegalMove, NotFound
from shared.events.intake import ReportPhotosAdded
from shared.events.triage import CaseClosed, CaseStatus, CloseReason, ReportStatus
from shared.events.triage_people import Grant, Role
from shared.ids import ReportId
from shared.repository import change
from shared.retention import Data
from tests.factories.reports import case_state, told
from tests.fakes.photos import FakePhotos, photo_of
from tests.unit.intake.album import DESK, HELPER, LAMP, LAMPS_ID, Album
from tests.unit.intake.house import ID, SECRET


@pytest.fixture
def album() -> Album:
    return Album()


def test_a_photo_is_in_the_store_before_it_is_told_and_told_by_its_id_alone(album: Album) -> None:
    album.add(LAMP)
    assert album.reports.happened[-1] == ReportPhotosAdded(photo_ids=[LAMPS_ID])
    assert album.photos.of(ID) == album.report.photos == [LAMPS_ID]
    assert album.mine_shown() == LAMP.full


def test_nobody_looks_at_photos_of_what_is_over(album: Album) -> None:
    album.closes(CloseReason.CONFIRMED)
    with pytest.raises(IllegalMove, match="case_over"):
        album.add(LAMP)
    assert album.photos.of(ID) == []


def test_a_report_that_was_taken_back_takes_none_and_shows_none(album: Album) -> None:
    album.add(LAMP)
    album.is_with("mina")
    change(album.reports, ID, withdraw, by="reporter")
    with pytest.raises(IllegalMove, match="report_withdrawn"):
        album.add(photo_of(b"more"))
    with pytest.raises(NotFound):
        album.mine_shown()
    with pytest.raises(NotFound):
        album.shown(HELPER)


def test_who_was_forgotten_leaves_no_picture(album: Album) -> None:
    album.add(LAMP)
    assert album.forgets()
    assert album.photos.of(ID) == album.report.photos == []
    with pytest.raises(NotFound):
        album.add(LAMP)
    assert album.photos.of(ID) == []


def test_who_was_forgotten_while_they_sent_it_leaves_none_either(album: Album) -> None:
    class Slow(FakePhotos):
        def put(self, report_id: str, photo_id: str, photo: Photo) -> None:
            super().put(report_id, photo_id, photo)
            change(album.reports, ID, erase, by="erasure")

    album.photos = Slow()
    with pytest.raises(IllegalMove):
        album.add(LAMP)
    assert album.photos.of(ID) == []


def test_photos_are_kept_as_long_as_the_words(album: Album) -> None:
    album.add(LAMP)
    change(album.reports, ID, lambda report: empty(report, Data.PLACE), by="retention")
    assert album.report.photos == [LAMPS_ID]
    change(album.reports, ID, lambda report: empty(report, Data.WORDS), by="retention")
    assert album.report.photos == []


def test_R5_the_helper_sees_it_while_assigned_and_not_on_the_next_request_after(album: Album) -> None:
    album.add(LAMP)
    with pytest.raises(NotFound):
        album.shown(HELPER)
    album.is_with("mina")
    assert album.shown(HELPER) == LAMP.small
    for somebody in (replace(HELPER, person_id="else"), replace(HELPER, as_helper=False)):
        with pytest.raises(NotFound):
            album.shown(somebody)
    album.is_with(None, version=4)
    with pytest.raises(NotFound):
        album.shown(HELPER)


@pytest.mark.parametrize(
    "status", [ReportStatus.DONE_UNCONFIRMED, ReportStatus.CLOSED, ReportStatus.REOPENED, ReportStatus.WITH_TEAM]
)
def test_R5_whoever_has_done_it_sees_it_no_more_though_they_are_still_named(album: Album, status: ReportStatus) -> None:
    album.add(LAMP)
    album.is_with("mina")
    album.is_with("mina", version=4, status=status)
    with pytest.raises(NotFound):
        album.shown(HELPER)


@pytest.mark.parametrize(
    "role, team, may",
    [
        (Role.CASEWORKER, "works", True),
        (Role.CASEWORKER, "care", False),
        (Role.SAFEGUARDING_LEAD, None, True),
        (Role.AUDITOR, None, True),
        (Role.COORDINATOR, None, False),
        (Role.ADMINISTRATOR, None, False),
        (Role.HELPER, None, False),
    ],
)
def test_R5_at_the_desk_the_team_sees_it(album: Album, role: Role, team: str | None, *, may: bool) -> None:
    album.add(LAMP)
    album.is_with(None)
    album.people.keep_roles("aino", [Grant(role=role, team=team)], version=1)
    if may:
        assert album.shown(DESK) == LAMP.small
        return
    with pytest.raises(NotFound):
        album.shown(DESK)


def test_R14_what_was_taken_back_stays_open_for_professionals_where_somebody_may_be_in_danger(album: Album) -> None:
    album.add(LAMP)
    album.is_with(None, sensitive=True)
    album.people.keep_roles("aino", [Grant(role=Role.CASEWORKER, team="works")], version=1)
    change(album.reports, ID, withdraw, by="reporter")
    assert album.shown(DESK) == LAMP.small
    with pytest.raises(NotFound):
        album.mine_shown()


def test_what_is_not_there_is_not_found(album: Album) -> None:
    album.add(LAMP)
    album.is_with("mina")
    for photo, secret in (("another", SECRET), (LAMPS_ID, "another")):
        with pytest.raises(NotFound):
            album.mine_shown(photo, secret)
    with pytest.raises(NotFound):
        album.shown(HELPER, "another")
    with pytest.raises(NotFound):
        album.add(LAMP, to=ReportId("another"))


def test_closing_is_not_forgetting(album: Album) -> None:
    album.add(LAMP)
    state = case_state(ReportStatus.CLOSED, close_reason=CloseReason.CONFIRMED)
    album.hears(
        told(CaseClosed(reason=CloseReason.CONFIRMED), version=7, state=replace(state, status=CaseStatus.CLOSED))
    )
    assert album.mine_shown() == LAMP.full
