"""Where photos are kept: what the fake promises to unit tests, GridFS keeps."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from services.intake.adapters.gridfs_photos import CHUNKS, FILES, UNSETTLED, GridFsPhotos, all_of
from services.intake.bootstrap import INDEXES
from services.intake.domain.photos import Photo, Size
from services.intake.ports.photo_store import PhotoStore
from shared.clock import StoppedClock
from shared.errors import NotFound, TryAgain
from shared.mongo.connect import Document
from tests.databases import own_database
from tests.factories.reports import NOW
from tests.fakes.photos import FakePhotos, photo_of

BOTH = pytest.mark.parametrize("kind", ["fake", pytest.param("gridfs", marks=pytest.mark.stores)])
ONE, OTHER = "0b6a2c57-4e5e-4f0a-9d1c-2f6d6f3d7a01", "0b6a2c57-4e5e-4f0a-9d1c-2f6d6f3d7a02"


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    with own_database(stores, "intake", INDEXES) as made:
        yield made


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def photos(kind: str, clock: StoppedClock, request: pytest.FixtureRequest) -> PhotoStore:
    return FakePhotos(clock) if kind == "fake" else GridFsPhotos(request.getfixturevalue("database"), clock=clock)


@BOTH
def test_a_photo_is_there_in_both_sizes(photos: PhotoStore) -> None:
    large = Photo(content="x", full=bytes(range(256)) * 12_000, small=b"small")
    photos.put(ONE, "p", large)
    assert photos.get(ONE, "p", Size.FULL) == large.full
    assert photos.get(ONE, "p", Size.SMALL) == large.small


@BOTH
def test_what_is_not_there_is_not_found(photos: PhotoStore) -> None:
    photos.put(ONE, "p", photo_of())
    for report_id, photo_id in ((ONE, "q"), (OTHER, "p"), ("", "p")):
        with pytest.raises(NotFound):
            photos.get(report_id, photo_id, Size.FULL)


@BOTH
def test_kept_twice_is_kept_once(photos: PhotoStore) -> None:
    for sent in (b"first", b"second"):
        photos.put(ONE, "p", photo_of(sent))
    assert photos.get(ONE, "p", Size.FULL) == photo_of(b"first").full


@BOTH
def test_all_of_a_report_goes_and_nothing_of_another(photos: PhotoStore) -> None:
    for report_id in (ONE, OTHER):
        for photo_id in "ab":
            photos.put(report_id, photo_id, photo_of())
    for _ in range(2):
        photos.remove(ONE)
    for photo_id in "ab":
        with pytest.raises(NotFound):
            photos.get(ONE, photo_id, Size.SMALL)
        assert photos.get(OTHER, photo_id, Size.SMALL) == photo_of().small
    photos.put(ONE, "a", photo_of(b"anew"))
    assert photos.get(ONE, "a", Size.FULL) == photo_of(b"anew").full


@BOTH
def test_until_it_is_settled_it_is_found_again_and_can_be_discarded(photos: PhotoStore, clock: StoppedClock) -> None:
    photos.put(ONE, "a", photo_of())
    clock.advance(timedelta(hours=1))
    for photo_id in "bc":
        photos.put(ONE, photo_id, photo_of())
    assert photos.unsettled(NOW) == [(ONE, "a")]
    assert (photos.is_settled(ONE), photos.is_settled(OTHER)) == (False, True)
    photos.settle(ONE, ["a"])
    assert [photos.discard(ONE, each, NOW) for each in "abc"] == [False, False, False]
    assert photos.discard(ONE, "b", clock.now())
    assert not photos.discard(ONE, "b", clock.now())
    with pytest.raises(NotFound):
        photos.get(ONE, "b", Size.FULL)
    assert photos.get(ONE, "a", Size.FULL) == photos.get(ONE, "c", Size.FULL) == photo_of().full
    photos.settle(ONE, ["c"])
    assert (photos.is_settled(ONE), photos.unsettled(clock.now())) == (True, [])


@BOTH
def test_who_was_forgotten_is_not_settled_before_whoever_was_writing(photos: PhotoStore) -> None:
    photos.put(ONE, "a", photo_of())
    photos.remove(ONE)
    assert not photos.is_settled(ONE)


@pytest.mark.stores
def test_a_piece_whose_writer_was_killed_goes_and_who_sends_it_meanwhile_comes_again(
    database: Database[Document],
) -> None:
    photos = GridFsPhotos(database, clock=StoppedClock(NOW))
    database[UNSETTLED].insert_one({"_id": f"{ONE}/p", "at": NOW, "is_going": True})
    database[CHUNKS].insert_one({"files_id": f"{ONE}/p/full", "n": 0, "data": b"half a pic"})
    with pytest.raises(TryAgain):
        photos.put(ONE, "p", photo_of())
    assert photos.discard(ONE, "p", NOW)
    assert [database[each].count_documents({}) for each in (CHUNKS, FILES, UNSETTLED)] == [0, 0, 0]


@pytest.mark.stores
def test_what_was_cut_off_is_written_anew_and_goes_with_the_rest(database: Database[Document]) -> None:
    database[CHUNKS].insert_one({"files_id": f"{ONE}/p/full", "n": 0, "data": b"half a pic"})
    database[CHUNKS].insert_one({"files_id": f"{ONE}/q/full", "n": 0, "data": b"half a pic"})
    photos = GridFsPhotos(database, clock=StoppedClock(NOW))
    photos.put(ONE, "p", photo_of())
    assert photos.get(ONE, "p", Size.FULL) == photo_of().full
    photos.remove(ONE)
    assert database[CHUNKS].count_documents({}) == database[FILES].count_documents({}) == 0


@pytest.mark.stores
def test_each_is_found_by_an_index(database: Database[Document]) -> None:
    GridFsPhotos(database, clock=StoppedClock(NOW)).put(ONE, "p", photo_of())
    for collection, question in (
        (FILES, {"_id": all_of(ONE)}),
        (CHUNKS, {"files_id": all_of(ONE)}),
        (UNSETTLED, {"_id": all_of(ONE)}),
        (UNSETTLED, {"at": {"$lte": NOW}}),
    ):
        plan = database[collection].find(question).explain()["queryPlanner"]["winningPlan"]
        assert "COLLSCAN" not in str(plan)
