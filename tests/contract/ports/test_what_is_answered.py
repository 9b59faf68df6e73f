"""Mails that come in are kept, and the mails that they answer found, the same way in memory and in MongoDB."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from deploy.local.stores import Stores
from services.notify.adapters.mongo_deliveries import MongoDeliveries
from services.notify.adapters.mongo_replies import MongoAsked, MongoReplies
from services.notify.bootstrap import INDEXES
from services.notify.domain.delivery import Audience, Recipient, Status, delivery_id
from services.notify.domain.delivery import Channel as Way
from services.notify.domain.mail_reply import Outcome, asked_as, set_aside, take
from services.notify.ports.messages import Deliveries, Result
from services.notify.ports.replies import Asked, Replies
from shared.clock import StoppedClock
from shared.events.notify_replies import ReplyReceived
from tests.databases import own_database
from tests.factories.notify import NOON, REPORT, delivery
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_replies import FakeAsked, FakeReplies

TO_ALMA = Recipient(person_id="alma")
MAIL = delivery("e1", message="routed", audience=Audience.REPORTER, report_id=REPORT)
SIGN_IN = delivery("e3", message="sign_in", audience=Audience.PERSON, report_id=None)
TASK = delivery(
    "e2",
    id=delivery_id("e2", TO_ALMA, Way.EMAIL),
    to=TO_ALMA,
    message="message",
    audience=Audience.HELPER,
    report_id=REPORT,
)


@dataclass(frozen=True, slots=True)
class Keeper:
    deliveries: Deliveries
    asked: Asked
    replies: Replies


@pytest.fixture(params=["in_memory", pytest.param("in_mongodb", marks=pytest.mark.stores)])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    clock = StoppedClock(NOON)
    if request.param == "in_memory":
        fake = FakeDeliveries()
        yield Keeper(fake, FakeAsked(fake), FakeReplies(clock=clock))
        return
    stores: Stores = request.getfixturevalue("stores")
    with own_database(stores, "notify", INDEXES) as database:
        yield Keeper(MongoDeliveries(database), MongoAsked(database), MongoReplies(database, clock=clock))


def test_a_mail_is_found_by_its_reference_also_after_it_was_sent(keeper: Keeper) -> None:
    keeper.deliveries.plan([MAIL, TASK])
    claim = keeper.deliveries.claim(5, at=NOON)
    keeper.deliveries.settle(claim, [Result(delivery=each, status=Status.SENT, at=NOON) for each in claim.deliveries])
    for each in (MAIL, TASK):
        found = keeper.asked.by_reference(asked_as(each.id))
        assert found is not None
        assert (found.id, found.to, found.report_id, found.status) == (each.id, each.to, REPORT, Status.SENT)


@pytest.mark.stores
def test_a_mail_that_was_planned_before_mails_could_be_answered_is_found_once_it_goes_out(stores: Stores) -> None:
    with own_database(stores, "notify", INDEXES) as database:
        deliveries = MongoDeliveries(database)
        deliveries.plan([MAIL, SIGN_IN])
        database["deliveries"].update_many({}, {"$unset": {"asked_as": ""}})
        claim = deliveries.claim(5, at=NOON)
        for each in claim.deliveries:
            deliveries.begin(each, claim, [])
        found = MongoAsked(database).by_reference(asked_as(MAIL.id))
        assert found is not None
        assert found.id == MAIL.id
        assert database["deliveries"].count_documents({"asked_as": {"$exists": True}}) == 1


@pytest.mark.parametrize("reference", ["", "0" * 32, asked_as("other")])
def test_what_nobody_knows_is_not_found(keeper: Keeper, reference: str) -> None:
    keeper.deliveries.plan([MAIL])
    assert keeper.asked.by_reference(reference) is None


def test_a_mail_that_came_in_is_heard_once(keeper: Keeper) -> None:
    told = ReplyReceived(report_id=REPORT, audience="helper", person_id="alma", text="words")
    found = keeper.replies.find("mail-1")
    assert not found.state.is_heard
    keeper.replies.append(found, take(found.state, told), by="alma")
    again = keeper.replies.find("mail-1").state
    assert (again.is_heard, again.person_id) == (True, "alma")
    assert take(again, told) == set_aside(again, Outcome.EMPTY) == ()
