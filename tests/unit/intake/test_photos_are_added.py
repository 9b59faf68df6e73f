"""Who adds photos to a report, what is asked before one is looked at, and what goes that was never told."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from services.intake.domain.adding import AT_FIRST, ONLY_SENDER
from services.intake.domain.draft import Unacceptable
from services.intake.domain.photos import MOST_IN_ALL, Photo, photo_id
from services.intake.domain.wrong import Wrong
from shared.clock import StoppedClock
from shared.errors import IllegalMove
from shared.events.triage import CloseReason
from tests.factories.reports import CATALOGUE, NOW, REPORT_ID, received
from tests.fakes.intake import FakeReports
from tests.fakes.photos import FakePhotos, photo_of
from tests.unit.intake.album import LAMP, LAMPS_ID, Album
from tests.unit.intake.house import ID


@pytest.fixture
def album() -> Album:
    return Album()


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
