"""A gateway is away or refuses us: what protects somebody goes by mail, and people are told where it cannot."""

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace
from typing import cast

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from services.notify.bootstrap import Notify
from services.notify.domain.delivery import Audience, Channel, Delivery, Priority, Recipient, Status, Why
from services.notify.domain.detours import LEFT_WAITING, PATIENCE, goes_by_mail, protects
from services.notify.domain.sending import Reader
from services.notify.entrypoints.noting import note
from services.notify.handlers.send_messages import SendMessages, send_messages
from services.notify.ports.channels import ChannelAway, Deferred, RefusesUs
from services.notify.ports.messages import Result
from tests.factories.notify import NOON, delivery, matter, reader
from tests.unit.notify.texting import NUMBER, PHONE_BOX, Texting

STOOD_DOWN = delivery(
    "stood-down",
    message="stood_down",
    audience=Audience.HELPER,
    to=Recipient(person_id="alma"),
    channel=Channel.SMS,
)
REFUSES = RefusesUs(30)


def texting(*planned: Delivery, has_mail: bool = True) -> Texting:
    made = Texting()
    made.deliveries.plan(planned)
    made.archive.readers["alma"] = alma(has_mail=has_mail)
    return made


def alma(**known: object) -> Reader:
    return reader(**{"box": PHONE_BOX, "person_id": "alma", "by": Channel.SMS, **known})


def results(made: Texting) -> list[Result]:
    return send_messages(SendMessages(), office=made.office)


def test_a_helper_who_is_not_to_come_hears_it_by_mail_where_the_gateway_refuses_us_R7() -> None:
    made = texting(STOOD_DOWN)
    made.channel.falls[NUMBER] = REFUSES
    (result,) = results(made)
    assert (result.status, result.why, result.is_stuck) == (Status.PENDING, Why.CHANNEL_REFUSES, False)
    assert (made.only.channel, made.only.is_by_mail, made.only.id) == (Channel.EMAIL, True, STOOD_DOWN.id)
    assert results(made) == []


def test_a_gateway_that_is_busy_is_asked_once_more_before() -> None:
    made = texting(STOOD_DOWN)
    made.channel.falls[NUMBER] = Deferred(5)
    results(made)
    assert (made.only.channel, made.only.attempts) == (Channel.SMS, 1)
    made.clock.advance(timedelta(seconds=30))
    results(made)
    assert made.only.channel is Channel.EMAIL


def test_a_gateway_that_is_away_is_waited_for_two_minutes() -> None:
    made = texting(STOOD_DOWN)
    made.channel.refuses[NUMBER] = ChannelAway(2)
    made.clock.advance(PATIENCE - timedelta(seconds=1))
    with pytest.raises(ChannelAway):
        results(made)
    assert (made.only.channel, made.only.status) == (Channel.SMS, Status.PENDING)
    made.clock.advance(timedelta(seconds=1))
    (result,) = results(made)
    assert (made.only.channel, result.is_by_mail) == (Channel.EMAIL, True)


BO_BOX = "kind=phone;address=+4520999999;language=da"


def with_bo_before(**fields: object) -> Texting:
    """Bo has a phone alone, and his message is the first; alma has a mailbox besides."""
    bo = Recipient(person_id="bo")
    first = replace(STOOD_DOWN, id="bo", to=bo, planned_at=NOON - timedelta(seconds=1), **fields)  # type: ignore[arg-type]
    made = texting(first, STOOD_DOWN)
    made.archive.readers["bo"] = alma(box=BO_BOX, person_id="bo", has_mail=False)
    made.channel.refuses["+4520999999"] = made.channel.refuses[NUMBER] = ChannelAway(2)
    return made


@pytest.mark.parametrize("message", ["stood_down", "refused", "confirmed"])
def test_whoever_has_a_phone_alone_hides_nobody_who_has_a_mailbox_while_a_gateway_is_away_R7(message: str) -> None:
    made = with_bo_before(message=message)
    made.clock.advance(PATIENCE)
    (result,) = results(made)
    assert (result.delivery.id, result.is_by_mail) == (STOOD_DOWN.id, True)
    assert [each.status for each in made.deliveries.all] == [Status.PENDING, Status.PENDING]
    with pytest.raises(ChannelAway):
        results(made)


def test_neither_do_more_messages_than_are_sent_at_once_R7() -> None:
    made = with_bo_before(message="confirmed")
    made.clock.advance(PATIENCE)
    (result,) = send_messages(SendMessages(limit=1), office=made.office)
    assert result.is_by_mail
    assert {each.status for each in made.deliveries.all} == {Status.PENDING}


def test_whoever_waits_for_a_gateway_that_is_away_is_a_matter_for_people_after_minutes() -> None:
    made = texting(STOOD_DOWN, has_mail=False)
    made.channel.refuses[NUMBER] = ChannelAway(2)
    made.clock.advance(LEFT_WAITING)
    (result,) = results(made)
    assert (result.is_stuck, made.only.attempts, made.only.status) == (True, 0, Status.PENDING)
    assert results(made) == [], "it is said once a minute"
    made.clock.advance(timedelta(minutes=1))
    assert [each.is_stuck for each in results(made)] == [True]
    made.channel.refuses.clear()
    made.clock.advance(timedelta(minutes=1))
    assert [each.status for each in results(made)] == [Status.SENT], "no back-off is left from before"


def test_what_nobody_wants_any_more_is_no_matter_for_people() -> None:
    late = replace(STOOD_DOWN, id="late", expires_at=NOON + LEFT_WAITING)
    made = texting(STOOD_DOWN, late, has_mail=False)
    made.channel.refuses[NUMBER] = ChannelAway(2)
    made.clock.advance(LEFT_WAITING)
    found = {each.delivery.id: (each.status, each.why, each.is_stuck) for each in results(made)}
    assert found["late"] == (Status.SUPPRESSED, Why.TOO_LATE, False)


def test_whoever_is_reached_by_mail_by_now_waits_for_no_gateway() -> None:
    made = texting(STOOD_DOWN, replace(STOOD_DOWN, id="other", to=Recipient(person_id="bo")))
    made.archive.readers["bo"] = alma(by=Channel.EMAIL, person_id="bo")
    made.channel.refuses[NUMBER] = ChannelAway(2)
    (result,) = results(made)
    assert (result.delivery.id, result.channel, result.is_by_mail) == ("other", Channel.EMAIL, False)


def test_what_was_found_out_before_the_channel_went_away_is_told_all_the_same() -> None:
    """A gateway that refused one rests; whoever runs this must hear of that one whatever else waits."""
    thanks = delivery(
        "thanks", message="confirmed", audience=Audience.HELPER, to=Recipient(person_id="bo"), channel=Channel.SMS
    )
    made = texting(STOOD_DOWN, thanks)
    other = "+4520999999"
    made.archive.readers["bo"] = alma(box=f"kind=phone;address={other};language=da")
    made.channel.falls[NUMBER], made.channel.refuses[other] = REFUSES, ChannelAway(30)
    (result,) = results(made)
    assert result.why == Why.CHANNEL_REFUSES
    assert [each.status for each in made.deliveries.all] == [Status.PENDING, Status.PENDING]
    with pytest.raises(ChannelAway):
        results(made)


def test_whoever_has_a_phone_alone_is_a_matter_for_people() -> None:
    made = texting(STOOD_DOWN, has_mail=False)
    made.channel.falls[NUMBER] = REFUSES
    (result,) = results(made)
    assert (result.why, result.is_stuck, made.only.channel) == (Why.CHANNEL_REFUSES, True, Channel.SMS)


def test_where_there_is_no_other_way_the_third_time_is_a_matter_for_people() -> None:
    made = texting(STOOD_DOWN, has_mail=False)
    made.channel.falls[NUMBER] = Deferred(5)
    stuck = []
    for _ in range(3):
        (result,) = results(made)
        stuck.append(result.is_stuck)
        made.clock.advance(timedelta(minutes=2))
    assert stuck == [False, False, True]


def test_news_waits_for_the_phone_that_they_chose() -> None:
    made = texting(
        delivery(
            "thanks", message="confirmed", audience=Audience.HELPER, to=Recipient(person_id="alma"), channel=Channel.SMS
        )
    )
    made.channel.falls[NUMBER] = REFUSES
    (result,) = results(made)
    assert (result.is_stuck, made.only.channel) == (False, Channel.SMS)


def counted(name: str) -> float:
    return REGISTRY.get_sample_value(name) or 0.0


@pytest.mark.parametrize(
    "fields, metric, logged",
    [
        ({"why": Why.CHANNEL_REFUSES}, "nabo_channel_refusals_total", "channel_refuses_us"),
        ({"is_stuck": True}, "nabo_safety_put_off_total", "safety_put_off"),
    ],
)
def test_the_first_one_is_counted_and_said(fields: dict[str, object], metric: str, logged: str) -> None:
    notify = cast("Notify", SimpleNamespace(unheard_calls=lambda _: ()))
    before = counted(metric)
    result = Result(delivery=STOOD_DOWN, status=Status.PENDING, at=NOON, next_at=NOON, **fields)  # type: ignore[arg-type]
    with capture_logs() as logs:
        note(notify, [result, Result(delivery=STOOD_DOWN, status=Status.SENT, at=NOON)])
    assert counted(metric) == before + 1
    assert [each["event"] for each in logs].count(logged) == 1


@pytest.mark.parametrize(
    "told, does",
    [
        ({"message": "stood_down", "audience": Audience.HELPER}, True),
        ({"message": "refused", "audience": Audience.HELPER}, True),
        ({"message": "invited", "audience": Audience.HELPER, "priority": Priority.ASKED}, False),
        ({"message": "accepted"}, True),
        ({"message": "routed", "facts": {"is_urgent": True}}, True),
        ({"message": "routed"}, False),
        ({"message": "unsafe", "audience": Audience.COORDINATOR, "priority": Priority.SAFETY}, True),
        ({"message": "undelivered", "audience": Audience.COORDINATOR}, False),
        ({"message": "ways_changed", "audience": Audience.PERSON, "priority": Priority.SAFETY}, False),
        ({"message": "sign_in", "audience": Audience.PERSON, "priority": Priority.SIGN_IN}, False),
    ],
)
def test_what_protects_somebody(told: dict[str, object], *, does: bool) -> None:
    assert protects(delivery(**told), matter()) is does  # type: ignore[arg-type]  # fields of a delivery


def test_whatever_is_about_danger_or_the_floor_protects_R1_R2() -> None:
    assert protects(delivery(message="resolved"), matter(is_sensitive=True))


@pytest.mark.parametrize(
    "changes", [{"person_id": ""}, {"has_mail": False}], ids=["an address that is nobody's", "no mailbox"]
)
def test_where_there_is_no_other_way_it_stays(changes: dict[str, object]) -> None:
    who = reader(**{"person_id": "alma", **changes})
    assert not goes_by_mail(STOOD_DOWN, who, None, at=NOON, is_refused=True)
