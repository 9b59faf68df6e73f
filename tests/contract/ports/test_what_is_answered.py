"""What comes in by mail and by text message is kept, and what it answers found, in memory as in MongoDB."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from deploy.local.stores import Stores
from services.notify.adapters.mongo_answers import MongoAnswers
from services.notify.adapters.mongo_deliveries import MongoDeliveries
from services.notify.adapters.mongo_questions import MongoTexted
from services.notify.adapters.mongo_replies import MOST_AT_ONCE, MongoAsked, MongoReplies
from services.notify.bootstrap import INDEXES
from services.notify.domain import answer as an_answer
from services.notify.domain.delivery import Audience, Delivery, Recipient, Status, delivery_id
from services.notify.domain.delivery import Channel as Way
from services.notify.domain.mail_reply import Outcome, asked_as, set_aside, take
from services.notify.domain.sms_answer import Question, Says
from services.notify.ports.messages import Deliveries, Result
from services.notify.ports.replies import Asked, Replies
from services.notify.ports.texts import Answers, Texted
from shared.clock import StoppedClock
from shared.events.notify_replies import PhotoReceived, ReplyReceived
from shared.mongo.aggregates import Aggregates
from shared.operators.migrating import migrate
from tests.databases import own_database
from tests.factories.notify import ADA_CONTACT, NOON, REPORT, delivery
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_replies import FakeAsked, FakeReplies
from tests.fakes.notify_texts import FakeAnswers, FakeTexted

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
    texted: Texted
    replies: Replies
    answers: Answers
    clock: StoppedClock


@pytest.fixture(params=["in_memory", pytest.param("in_mongodb", marks=pytest.mark.stores)])
def keeper(request: pytest.FixtureRequest) -> Iterator[Keeper]:
    clock = StoppedClock(NOON)
    if request.param == "in_memory":
        fake = FakeDeliveries()
        yield Keeper(fake, FakeAsked(fake), FakeTexted(fake), FakeReplies(clock=clock), FakeAnswers(clock=clock), clock)
        return
    stores: Stores = request.getfixturevalue("stores")
    with own_database(stores, "notify", INDEXES) as database:
        replies, answers = MongoReplies(database, clock=clock), MongoAnswers(database, clock=clock)
        deliveries, asked, texted = MongoDeliveries(database), MongoAsked(database), MongoTexted(database)
        yield Keeper(deliveries, asked, texted, replies, answers, clock)


def test_a_mail_is_found_by_its_reference_also_after_it_was_sent(keeper: Keeper) -> None:
    keeper.deliveries.plan([MAIL, TASK])
    claim = keeper.deliveries.claim(5, at=NOON)
    for each in claim.deliveries:
        keeper.deliveries.begin(each, claim, [])
    keeper.deliveries.settle(claim, [Result(delivery=each, status=Status.SENT, at=NOON) for each in claim.deliveries])
    for each in (MAIL, TASK):
        found = keeper.asked.by_reference(asked_as(each.id))
        assert found is not None
        assert (found.id, found.to, found.report_id, found.status) == (each.id, each.to, REPORT, Status.SENT)


def test_what_was_texted_to_somebody_is_found_the_newest_first_once_they_got_it(keeper: Keeper) -> None:
    texted = [_texted(number, TO_ADA, Audience.REPORTER) for number in range(3)]
    tasks = [_texted(3, TO_ALMA, Audience.HELPER), _texted(4, Recipient(person_id="bo"), Audience.HELPER)]
    others = [_texted(5, Recipient(contact_id="other"), Audience.REPORTER), _texted(6, TO_ADA, Audience.PERSON)]
    keeper.deliveries.plan([MAIL, *texted, *tasks, *others])
    assert keeper.texted.newest([ADA_CONTACT], "alma", 5, since=NOON) == []
    claim = keeper.deliveries.claim(20, at=NOON + timedelta(days=1), channel=Way.SMS)
    sent = [Result(delivery=each, status=Status.SENT, at=NOON) for each in claim.deliveries]
    keeper.deliveries.settle(claim, sent)
    found = [keeper.texted.newest(*asked, since=NOON + timedelta(hours=1)) for asked in LOOKED_FOR]
    assert [[each.id for each in some] for some in found] == [[tasks[0].id, texted[2].id], [texted[2].id], []]


def test_however_much_was_texted_about_one_report_the_others_are_found(keeper: Keeper) -> None:
    many = [_texted(1 + number, TO_ADA, Audience.REPORTER) for number in range(30)]
    other, tasks = (
        _texted(0, TO_ADA, Audience.REPORTER, report_id="other"),
        [_texted(40, TO_ALMA, Audience.HELPER), _texted(41, TO_ALMA, Audience.HELPER, message="invited")],
    )
    keeper.deliveries.plan([*many, other, *tasks])
    claim = keeper.deliveries.claim(50, at=NOON + timedelta(days=3), channel=Way.SMS)
    keeper.deliveries.settle(claim, [Result(delivery=each, status=Status.SENT, at=NOON) for each in claim.deliveries])
    for limit, found in ((3, [tasks[0], many[-1], other]), (2, [tasks[0], many[-1]])):
        newest = keeper.texted.newest([ADA_CONTACT], "alma", limit, since=NOON)
        assert [each.id for each in newest] == [each.id for each in found]
    assert keeper.texted.newest([ADA_CONTACT], None, 5, since=NOON + timedelta(hours=31)) == []


TO_ADA = Recipient(contact_id=ADA_CONTACT)
LOOKED_FOR: Sequence[tuple[Sequence[str], str | None, int]] = (
    ([ADA_CONTACT], "alma", 5),
    ([ADA_CONTACT], None, 1),
    (["nobody"], None, 5),
)


def _texted(
    hour: int, to: Recipient, audience: Audience, *, report_id: str = REPORT, message: str = "message"
) -> Delivery:
    return delivery(
        f"t{hour}",
        id=delivery_id(f"t{hour}", to, Way.SMS),
        to=to,
        channel=Way.SMS,
        message=message,
        audience=audience,
        report_id=report_id,
        planned_at=NOON + timedelta(hours=hour),
    )


@pytest.mark.stores
def test_a_mail_is_called_something_for_its_answers_once_it_goes_out_if_anybody_would_read_them(
    stores: Stores,
) -> None:
    with own_database(stores, "notify", INDEXES) as database:
        deliveries = MongoDeliveries(database)
        deliveries.plan([MAIL, SIGN_IN])
        claim = deliveries.claim(5, at=NOON)
        for each in claim.deliveries:
            deliveries.begin(each, claim, [])
        named = database["deliveries"].find({"asked_as": {"$exists": True}}, {"asked_as": 1})
        assert {each["_id"]: each["asked_as"] for each in named} == {MAIL.id: asked_as(MAIL.id)}


@pytest.mark.parametrize("reference", ["", "0" * 32, asked_as("other")])
def test_what_nobody_knows_is_not_found(keeper: Keeper, reference: str) -> None:
    keeper.deliveries.plan([MAIL])
    assert keeper.asked.by_reference(reference) is None


def test_a_mail_that_came_in_is_heard_once(keeper: Keeper) -> None:
    told = ReplyReceived(report_id=REPORT, audience="helper", person_id="alma", text="words")
    found = keeper.replies.find("mail-1")
    assert not found.state.is_heard
    keeper.replies.append(found, take(found.state, [told]), by="alma")
    again = keeper.replies.find("mail-1").state
    assert (again.is_heard, again.person_id) == (True, "alma")
    assert take(again, [told]) == set_aside(again, Outcome.EMPTY) == ()


def answered(answers: Answers, name: str, at: datetime) -> None:
    question = Question(person_id="alma", case_id="case-1", invitation_id=name, number="1234", is_open=True)
    found = answers.find(name)
    answers.append(found, an_answer.take(found.state, question, Says.YES, at=at), by="alma")


def test_what_somebody_answered_by_text_message_comes_the_oldest_first(keeper: Keeper) -> None:
    instants = [NOON + timedelta(hours=2), NOON, NOON + timedelta(hours=1)]
    for number, at in enumerate(instants):
        answered(keeper.answers, f"in-{number}", at)
    assert [each.heard_at for each in keeper.answers.of_person("alma")] == sorted(instants)
    assert keeper.answers.of_person("bo") == []


def test_what_somebody_answered_by_mail_comes_the_oldest_first_and_without_its_words(keeper: Keeper) -> None:
    told = ReplyReceived(report_id=REPORT, audience="helper", person_id="alma", text="words")
    for name in ("mail-1", "mail-2"):
        found = keeper.replies.find(name)
        keeper.replies.append(found, take(found.state, [told]), by="alma")
        keeper.clock.advance(timedelta(hours=1))
    assert [each.heard_at for each in keeper.replies.of_person("alma")] == [NOON, NOON + timedelta(hours=1)]
    assert keeper.replies.of_person("bo") == []


@pytest.mark.stores
def test_those_of_which_nobody_knows_when_come_first_and_count_from_when_they_are_migrated(stores: Stores) -> None:
    clock = StoppedClock(NOON)
    with own_database(stores, "notify", INDEXES) as database:
        answers = MongoAnswers(database, clock=clock)
        for name in ("in-1", "in-2"):
            answered(answers, name, NOON)
        older = {"$set": {"schema": 1}, "$unset": {"heard_at": "", "state.heard_at": ""}}
        database["answers"].update_one({"_id": "in-2"}, older)
        assert [each.heard_at for each in answers.of_person("alma")] == [None, NOON]
        clock.advance(timedelta(days=1))
        assert [each.renewed for each in migrate(answers)] == [1]
        assert [each.heard_at for each in answers.of_person("alma")] == [NOON, NOON + timedelta(days=1)]


@pytest.mark.stores
def test_few_mails_with_their_pictures_are_read_at_once_to_be_published(stores: Stores) -> None:
    with own_database(stores, "notify", INDEXES) as database:
        replies = MongoReplies(database, clock=StoppedClock(NOON))
        for number in range(MOST_AT_ONCE + 2):
            found = replies.find(f"mail-{number}")
            photo = PhotoReceived(report_id=REPORT, sealed_photo="k1.AAAA")
            replies.append(found, take(found.state, [photo, photo]), by="mail")
        waiting = Aggregates(database, "replies", most_at_once=MOST_AT_ONCE)
        first = waiting.pending(500)
        waiting.file(first)
        waiting.clear(first)
        assert (len(first), len(waiting.pending(500))) == (MOST_AT_ONCE, 2)


@pytest.mark.stores
def test_storing_them_anew_makes_no_answer_younger(stores: Stores) -> None:
    clock = StoppedClock(NOON)
    told = ReplyReceived(report_id=REPORT, audience="helper", person_id="alma", text="words")
    with own_database(stores, "notify", INDEXES) as database:
        answers, replies = MongoAnswers(database, clock=clock), MongoReplies(database, clock=clock)
        answered(answers, "in-1", NOON)
        found = replies.find("mail-1")
        replies.append(found, take(found.state, [told]), by="alma")
        clock.advance(timedelta(days=300))
        for name, repository in (("answers", answers), ("replies", replies)):
            database[name].update_many({}, {"$set": {"schema": 0}})
            (document,) = repository.of_older_form(after="", limit=2)
            assert repository.renew(document)
            assert [each["heard_at"] for each in database[name].find()] == [NOON], name
