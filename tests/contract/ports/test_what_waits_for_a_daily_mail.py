"""What waits for a daily mail, and what somebody's messages are: the same in memory and in MongoDB."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest

from deploy.local.stores import Stores
from services.notify.adapters.mongo_deliveries import MongoDeliveries
from services.notify.adapters.mongo_digests import MongoDigests
from services.notify.bootstrap import INDEXES
from services.notify.domain.delivery import Audience, Delivery, Recipient, Status, Why
from services.notify.domain.preferences import DIGEST
from services.notify.ports.digests import Digests
from services.notify.ports.messages import Deliveries, Place, Result
from tests.databases import own_database
from tests.factories.notify import ADA_CONTACT, NOON, delivery
from tests.fakes.notify_digests import FakeDigests
from tests.fakes.notify_messages import FakeDeliveries

LATER = NOON + timedelta(hours=5)
MAIL = "digest-ada"


@dataclass(frozen=True, slots=True)
class Keeper:
    deliveries: Deliveries
    digests: Digests

    def ends(self, each: Delivery, status: Status, **changes: object) -> None:
        """Planned, taken by a sender, and ended like this."""
        self.deliveries.plan([each])
        claim = self.deliveries.claim(9, at=each.planned_at)
        fields = {"delivery": each, "status": status, "at": NOON, **changes}
        self.deliveries.settle(claim, [Result(**fields)])  # type: ignore[arg-type]

    def waits(self, event_id: str, **changes: object) -> Delivery:
        each = delivery(event_id, **changes)
        self.ends(each, Status.PENDING, why=Why.IN_DIGEST, next_at=LATER, digest=MAIL)
        return each


@pytest.fixture(params=["in_memory", pytest.param("in_mongodb", marks=pytest.mark.stores)])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    if request.param == "in_memory":
        fake = FakeDeliveries()
        yield Keeper(fake, FakeDigests(fake))
        return
    stores: Stores = request.getfixturevalue("stores")
    with own_database(stores, "notify", INDEXES) as database:
        yield Keeper(MongoDeliveries(database), MongoDigests(database))


def test_what_waits_is_not_due_before_its_time_and_has_not_failed(keeper: Keeper) -> None:
    keeper.waits("a")
    assert keeper.deliveries.claim(9, at=LATER - timedelta(seconds=1)).deliveries == []
    (again,) = keeper.deliveries.claim(9, at=LATER).deliveries
    assert again.attempts == 0


def test_it_is_gathered_once_and_is_then_nobody_elses(keeper: Keeper) -> None:
    keeper.waits("b", planned_at=NOON + timedelta(minutes=1))
    keeper.waits("a", words="as they were written")
    found = keeper.digests.gather(MAIL, at=LATER)
    assert [each.event_id for each in found] == ["a", "b"]
    assert found[0].words == "as they were written"
    assert keeper.deliveries.claim(9, at=LATER).deliveries == []
    assert keeper.digests.gather(MAIL, at=LATER) == found
    assert keeper.digests.gather("another", at=LATER) == []


def test_what_is_just_being_sent_is_not_gathered(keeper: Keeper) -> None:
    keeper.waits("a")
    keeper.deliveries.claim(9, at=LATER)
    assert keeper.digests.gather(MAIL, at=LATER) == []


def test_what_goes_by_itself_after_all_belongs_to_no_daily_mail(keeper: Keeper) -> None:
    each = keeper.waits("a")
    claim = keeper.deliveries.claim(9, at=LATER)
    keeper.deliveries.settle(claim, [Result(delivery=each, status=Status.SENT, at=LATER)])
    assert keeper.digests.gather(MAIL, at=LATER) == []
    (kept,) = keeper.deliveries.page_to("nobody", {ADA_CONTACT: None}, 9)
    assert (kept.delivery.status, kept.delivery.why) == (Status.SENT, None)


def test_what_is_left_out_is_not_said_and_has_its_reason(keeper: Keeper) -> None:
    each = keeper.waits("a")
    keeper.digests.gather(MAIL, at=LATER)
    keeper.digests.leave_out(each.id, Why.SWITCHED_OFF, at=LATER, copy="k.copy")
    assert keeper.digests.of(MAIL) == []
    (kept,) = keeper.deliveries.page_to("nobody", {ADA_CONTACT: None}, 9)
    assert (kept.delivery.why, kept.copy) == (Why.SWITCHED_OFF, "k.copy")


def test_when_the_mail_has_gone_the_copies_stay_and_the_words_go(keeper: Keeper) -> None:
    each = keeper.waits("a", words="as they were written")
    keeper.digests.gather(MAIL, at=LATER)
    keeper.digests.keep({each.id: "k.copy"})
    keeper.digests.delivered(MAIL)
    (told,) = keeper.digests.of(MAIL)
    assert told.words == ""
    assert keeper.deliveries.copies_of([each.id, "unknown"]) == {each.id: "k.copy"}


def test_somebodys_messages_are_theirs_alone_the_newest_first_and_paged(keeper: Keeper) -> None:
    ada = Recipient(person_id="ada")
    for number in range(3):
        at = NOON + timedelta(minutes=number)
        keeper.ends(delivery(f"r{number}", planned_at=at), Status.SENT, copy="k.copy")
        keeper.ends(delivery(f"p{number}", planned_at=at, to=ada, audience=Audience.HELPER), Status.SENT, copy="k.c")
    keeper.ends(delivery("eve", to=Recipient(person_id="eve"), audience=Audience.HELPER), Status.SENT, copy="k.copy")
    keeper.ends(delivery("other", to=Recipient(contact_id="d1" * 32)), Status.SENT, copy="k.copy")
    keeper.ends(delivery("daily", message=DIGEST, to=ada, audience=Audience.PERSON), Status.SENT)
    keeper.ends(delivery("code", message="sign_in", audience=Audience.PERSON), Status.SENT)
    keeper.ends(delivery("withdrawn"), Status.SUPPRESSED, why=Why.WITHDRAWN)
    keeper.deliveries.plan([delivery("waits", planned_at=NOON + timedelta(hours=1))])
    first = keeper.deliveries.page_to("ada", {ADA_CONTACT: None}, 4)
    assert [each.delivery.event_id for each in first] == ["waits", "r2", "p2", "r1"]
    last = first[-1].delivery
    rest = keeper.deliveries.page_to(
        "ada", {ADA_CONTACT: None}, 4, before=Place(planned_at=last.planned_at, id=last.id)
    )
    assert [each.delivery.event_id for each in rest] == ["p1", "r0", "p0"]


def test_a_message_that_is_in_trouble_keeps_what_its_reader_would_have_read(keeper: Keeper) -> None:
    each = delivery("a")
    keeper.deliveries.plan([each])
    claim = keeper.deliveries.claim(9, at=NOON)
    keeper.deliveries.begin(each, claim, [])
    failed = Result(delivery=replace(each), status=Status.FAILED, at=NOON, why="smtp_550", copy="k.copy")
    keeper.deliveries.settle(claim, [failed])
    assert keeper.deliveries.copies_of([each.id]) == {each.id: "k.copy"}
