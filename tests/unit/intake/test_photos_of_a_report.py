"""Photos come to a report, are seen by few, and go with its words."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.intake.domain.adding import AT_FIRST, ONLY_SENDER, Shows
from services.intake.domain.draft import Unacceptable
from services.intake.domain.moves import empty, erase, withdraw
from services.intake.domain.photos import MOST_IN_ALL, Photo, Size, photo_id
from services.intake.domain.report import Report
from services.intake.domain.wrong import Wrong
from services.intake.handlers.add_photos import AddPhotos, add_photos
from services.intake.handlers.forget import forget
from services.intake.handlers.sweep_photos import sweep_photos
from services.intake.queries.my_photo import my_photo
from services.intake.queries.photo_at_work import WorkingOnIt, photo_at_work
from shared.clock import StoppedClock
from shared.erasure import Erasure, Of
from shared.errors import IllegalMove, NotFound
from shared.events.intake import ReportPhotosAdded
from shared.events.triage import CaseClosed, CaseStatus, CloseReason, HelperOnWay, ReportStatus
from shared.events.triage_people import Grant, Role
from shared.ids import ReportId
from shared.repository import change
from shared.retention import Data
from tests.factories.reports import CATALOGUE, NOW, REPORT_ID, case_state, received, told
from tests.fakes.intake import FakeReports
from tests.fakes.ledger import FakeLedger
from tests.fakes.photos import FakePhotoEncoder, FakePhotos, photo_of
from tests.unit.intake.house import ID, SECRET, House

LAMP = photo_of(b"the lamp")
LAMPS_ID = photo_id(REPORT_ID, LAMP.content)
HELPER, DESK = WorkingOnIt(person_id="mina", as_helper=True), WorkingOnIt(person_id="aino", as_helper=False)


class Leftovers:
    """Nothing else is left."""

    def of_person(self, person_id: str) -> None: ...

    def of_report(self, report_id: str) -> bool:  # noqa: ARG002 -- the port's shape
        return True


class Album(House):
    """A report that takes photos, and who works on it."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = StoppedClock(NOW)
        self.photos = FakePhotos(self.clock)
        self.encoder = FakePhotoEncoder()
        self.catalogue = CATALOGUE

    def add(self, *photos: Photo | bytes, to: ReportId = ID, **shows: Any) -> None:  # noqa: ANN401 -- any field
        add_photos(
            AddPhotos(report_id=to, photos=photos, shows=Shows(**shows)),
            reports=self.reports,
            stories=self.stories,
            photos=self.photos,
            encoder=self.encoder,
            catalogue=self.catalogue,
            clock=self.clock,
        )

    def forgets(self) -> bool:
        erasure = Erasure(of=Of.REPORT, id=ID, at=NOW + timedelta(hours=1))
        return forget(erasure, reports=self.reports, leftovers=Leftovers(), photos=self.photos, ledger=FakeLedger())

    def sweep(self) -> int:
        return sweep_photos(reports=self.reports, photos=self.photos, clock=self.clock)

    @property
    def report(self) -> Report:
        return self.reports.get(ID).state

    def mine_shown(self, photo: str = LAMPS_ID, secret: str = SECRET) -> bytes:
        return my_photo(secret, photo, Size.FULL, reports=self.reports, photos=self.photos)

    def shown(self, reader: WorkingOnIt, photo: str = LAMPS_ID) -> bytes:
        return photo_at_work(
            photo,
            Size.SMALL,
            reader,
            reports=self.reports,
            stories=self.stories,
            people=self.people,
            photos=self.photos,
            now=NOW,
        )

    def is_with(
        self,
        helper: str | None,
        version: int = 3,
        *,
        sensitive: bool = False,
        status: ReportStatus = ReportStatus.NEIGHBOUR_ON_IT,
    ) -> None:
        state = replace(case_state(status), assigned_to=helper, team="works", sensitive=sensitive)
        self.hears(told(HelperOnWay(person_id=helper or "mina"), version=version, state=state))


@pytest.fixture
def album() -> Album:
    return Album()


def test_a_photo_is_in_the_store_before_it_is_told_and_told_by_its_id_alone(album: Album) -> None:
    album.add(LAMP)
    assert album.reports.happened[-1] == ReportPhotosAdded(photo_ids=[LAMPS_ID])
    assert album.photos.of(ID) == album.report.photos == [LAMPS_ID]
    assert album.mine_shown() == LAMP.full


def test_the_same_file_again_is_the_same_photo(album: Album) -> None:
    album.add(LAMP)
    before = len(album.reports.happened)
    album.add(LAMP, LAMP)
    assert len(album.reports.happened) == before
    album.add(LAMP, photo_of(b"another"))
    assert len(album.report.photos) == 2


def test_the_same_file_of_another_report_is_another_photo() -> None:
    assert photo_id(REPORT_ID, LAMP.content) != photo_id("another", LAMP.content)


def test_there_is_an_end_of_photos(album: Album) -> None:
    album.add(*(photo_of(bytes([each])) for each in range(MOST_IN_ALL)))
    with pytest.raises(IllegalMove, match="too_many_photos"):
        album.add(photo_of(b"one more"))
    assert len(album.photos.of(ID)) == MOST_IN_ALL


def test_a_category_without_photos_takes_none(album: Album) -> None:
    lamps = replace(CATALOGUE.categories["street_light"], takes_photos=False)
    album.catalogue = replace(CATALOGUE, categories={"street_light": lamps})
    with pytest.raises(Unacceptable) as refused:
        album.add(LAMP)
    assert [each.wrong for each in refused.value.problems] == [Wrong.NOT_TAKEN]
    assert album.photos.of(ID) == []


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


class Killed(Exception):
    """The process ends here."""


class Killing(FakePhotos):
    """Ends whoever keeps a photo, right after that."""

    def put(self, report_id: str, photo_id: str, photo: Photo) -> None:
        super().put(report_id, photo_id, photo)
        raise Killed


def test_what_was_kept_and_never_told_goes_after_an_hour(album: Album) -> None:
    album.add(photo_of(b"told"))
    album.photos = Killing(album.clock)
    with pytest.raises(Killed):
        album.add(LAMP)
    assert (album.sweep(), album.photos.of(ID)) == (0, [LAMPS_ID])
    album.clock.advance(timedelta(hours=1))
    assert (album.sweep(), album.photos.of(ID)) == (1, [])
    assert album.sweep() == 0


def test_what_was_told_before_it_was_settled_stays(album: Album) -> None:
    class Unsettling(FakePhotos):
        def settle(self, report_id: str, photo_ids: Sequence[str]) -> None: ...

    album.photos = Unsettling(album.clock)
    album.add(LAMP)
    album.clock.advance(timedelta(hours=1))
    assert (album.sweep(), album.photos.of(ID)) == (0, [LAMPS_ID])


def test_forgetting_looks_again_while_somebody_may_still_be_writing(album: Album) -> None:
    album.photos = Killing(album.clock)
    with pytest.raises(Killed):
        album.add(LAMP)
    assert not album.forgets()
    album.clock.advance(timedelta(hours=1))
    album.sweep()
    assert album.forgets()


def test_what_costs_nothing_is_asked_before_a_photo_is_looked_at(album: Album) -> None:
    album.add(*(photo_of(bytes([each])) for each in range(MOST_IN_ALL)))
    with pytest.raises(IllegalMove, match="too_many_photos"):
        album.add(b"one more")
    album.add(bytes([0]))
    album.closes(CloseReason.CONFIRMED)
    with pytest.raises(IllegalMove, match="case_over"):
        album.add(b"one more")
    assert album.encoder.looked_at == []


def test_of_what_is_sent_again_only_the_new_is_looked_at(album: Album) -> None:
    album.add(b"the lamp")
    album.add(b"the lamp", b"the pole", b"the pole")
    assert album.encoder.looked_at == [b"the lamp", b"the pole"]
    assert album.report.photos == album.photos.of(ID) == [LAMPS_ID, photo_id(ID, photo_of(b"the pole").content)]


def test_what_is_no_picture_is_kept_by_nobody(album: Album) -> None:
    with pytest.raises(Unacceptable) as refused:
        album.add(b"the lamp", b"no picture")
    assert [each.wrong for each in refused.value.problems] == [Wrong.NOT_A_PICTURE]
    assert album.photos.of(ID) == album.report.photos == []


OF_SENDER = [{"own_page": True}, {"key_id": "nabo_key_1"}, {"request": "4711"}]


@pytest.mark.parametrize("shows", OF_SENDER)
def test_whoever_told_it_adds_photos_at_any_time(shows: dict[str, Any]) -> None:
    album = Album()
    album.reports = told_with(api_key="nabo_key_1", request="4711")
    album.clock.advance(timedelta(days=3))
    album.add(LAMP, **shows)
    assert album.photos.of(ID) == [LAMPS_ID]
    assert album.reports.recorded[-1].by == shows.get("key_id", "reporter")


@pytest.mark.parametrize("shows", [{}, {"key_id": "nabo_key_2"}, {"request": "4712"}])
@pytest.mark.parametrize("filed", [{}, {"api_key": "nabo_key_1", "request": "4711"}])
def test_whoever_knows_its_id_alone_fills_no_report_later(shows: dict[str, Any], filed: dict[str, Any]) -> None:
    album = Album()
    album.reports = told_with(**filed)
    album.clock.advance(AT_FIRST - timedelta(seconds=1))
    album.add(LAMP, **shows)
    album.clock.advance(timedelta(seconds=1))
    with pytest.raises(IllegalMove, match=ONLY_SENDER):
        album.add(photo_of(b"more"), **shows)
    assert album.photos.of(ID) == [LAMPS_ID]


def told_with(**filed: Any) -> FakeReports:  # noqa: ANN401 -- any field
    reports = FakeReports(clock=StoppedClock(NOW))
    event, as_filed = received()
    reports.given(ID, event, replace(as_filed, **filed))
    return reports


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
