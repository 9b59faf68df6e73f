"""From what the topics tell to what stands on a phone, whatever a gateway does and tells afterwards."""

from datetime import timedelta

import pytest

from services.notify.domain.delivery import Channel, Status, Why
from services.notify.ports.messages import Result
from shared.events.triage_people import Grant, Role
from tests.contract.ports.sms_server import BEHAVIOURS, OK, RETRY_AFTER
from tests.factories.notify import NOON, REPORT
from tests.integration.notify.house import SECRET
from tests.integration.notify.news import RESOLVED, message
from tests.integration.notify.phones import Phones
from tests.integration.notify.texting import gateway, phones, settings

__all__ = ["gateway", "phones", "settings"]


def test_whoever_reported_with_a_number_reads_who_has_it_and_comes_to_their_page(phones: Phones) -> None:
    phones.report()
    assert phones.house.send() == [], "mail has no part in it"
    assert phones.send() == [(Status.SENT, None)]
    (text,) = phones.texts
    assert f"/my/{SECRET}" in text
    assert "Thursday 28 May" in text
    assert phones.gateway.taken[0]["to"] == OK


def test_a_number_far_away_that_nobody_showed_to_be_theirs_is_not_texted(phones: Phones) -> None:
    phones.report("+16195550123")
    assert phones.send() == [(Status.SUPPRESSED, Why.FAR_AWAY)]
    assert phones.texts == []
    assert phones.kept["why"] == "far_away"


def test_R1_words_of_danger_from_far_away_are_answered_all_the_same(phones: Phones) -> None:
    assert phones.answer("It smells of gas.", of="+16195550123") == 204
    assert phones.send() == [(Status.SENT, None)]
    assert "112" in phones.texts[0]


def test_the_same_events_again_send_nothing_R16(phones: Phones) -> None:
    for _ in range(3):
        phones.report()
        phones.house.hear_of_its_case(RESOLVED, version=3)
        phones.send()
    assert len(phones.texts) == 2
    assert len({each["reference"] for each in phones.gateway.taken}) == 2


def test_sensitive_text_messages_say_nothing_and_no_words_are_ever_in_one_R14(phones: Phones) -> None:
    phones.report(sensitive=True)
    phones.house.hear_of_its_case(message("Words for nobody else."), version=3, sensitive=True)
    phones.send()
    for text in phones.texts:
        assert text.startswith("There is news about your report.")
        assert "lamp" not in text.lower()
        assert "Words" not in text


def test_nothing_goes_out_after_withdrawal_R14(phones: Phones) -> None:
    phones.report()
    phones.house.database["matters"].update_one({"_id": REPORT}, {"$set": {"is_withdrawn": True}})
    assert phones.send() == [(Status.SUPPRESSED, "withdrawn")]
    assert phones.texts == []


@pytest.mark.parametrize(
    "how, status, why, arrives",
    [
        ("ok", Status.SENT, None, 1),
        ("refused", Status.FAILED, "sms_400", 0),
        ("too_many", Status.PENDING, None, 0),
        ("busy", Status.PENDING, None, 0),
        ("broken_before", Status.UNKNOWN, "sms_500", 0),
        ("broken_after", Status.UNKNOWN, "sms_500", 1),
        ("reset_before", Status.UNKNOWN, "connection_lost", 0),
        ("reset_after", Status.UNKNOWN, "connection_lost", 1),
        ("garbage", Status.UNKNOWN, "unreadable_answer", 1),
    ],
)
def test_whatever_a_gateway_does_each_message_goes_once_or_says_how_it_stands(
    phones: Phones, how: str, status: Status, why: str | None, arrives: int
) -> None:
    phones.report(BEHAVIOURS[how])
    assert phones.send() == [(status, why)]
    assert phones.send() == []
    if status is not Status.PENDING:
        phones.house.clock.advance(timedelta(days=7))
        phones.house.notify.recover_abandoned(Channel.SMS)
        assert phones.send() == [], "nobody tries again by themselves"
    assert (len(phones.texts), phones.gateway.asked) == (arrives, 1)
    assert phones.kept["status"] == status
    told = [each["type"] for each in phones.kept.get("pending", ())]
    expected = {Status.FAILED: ["notify.delivery.failed.v1"], Status.UNKNOWN: ["notify.delivery.unknown.v1"]}
    assert told == expected.get(status, [])


def test_after_429_it_waits_as_long_as_the_gateway_wants(phones: Phones) -> None:
    phones.report(BEHAVIOURS["too_many"])
    (result,) = phones.results()
    assert result.next_at == NOON + timedelta(seconds=RETRY_AFTER)


@pytest.mark.parametrize("how, says", [("broken_after", "delivered"), ("broken_before", "failed")])
def test_a_receipt_tells_how_it_went_with_what_nobody_knew(phones: Phones, how: str, says: str) -> None:
    phones.report(BEHAVIOURS[how])
    phones.send()
    assert phones.receipt(says) == 204
    assert phones.kept["status"] == ("sent" if says == "delivered" else "failed")
    assert phones.house.notify.deliveries.count_unknown() == 0


def test_receipts_twice_late_and_reordered_change_it_once(phones: Phones) -> None:
    phones.house.register("kirsten", "+4520999999", kind="phone")
    phones.house.grant("kirsten", Grant(role=Role.COORDINATOR))
    phones.report()
    phones.send()
    reference = phones.gateway.taken[0]["reference"]
    for _ in range(2):
        assert phones.receipt("failed", reference) == 204
    failed = phones.house.database["deliveries"].find_one({"reference": reference})
    assert failed is not None
    assert (failed["status"], failed["why"], len(failed["pending"])) == ("failed", "not_delivered", 1)
    assert phones.house.database["deliveries"].count_documents({"message": "undelivered"}) == 1
    phones.house.clock.advance(timedelta(days=3))
    for says in ("sent", "delivered", "failed", "expired", "delivered"):
        assert phones.receipt(says, reference) == 204
    after = phones.house.database["deliveries"].find_one({"reference": reference})
    assert after is not None
    assert (after["status"], len(after["pending"])) == ("sent", 1)
    assert "trouble_at" not in after


def test_a_receipt_that_comes_before_our_commit_is_not_lost(phones: Phones) -> None:
    phones.report()
    deliveries = phones.house.database["deliveries"]
    claim = phones.house.notify.deliveries.claim(1, at=NOON, channel=Channel.SMS)
    phones.house.notify.deliveries.begin(claim.deliveries[0], claim, [])
    assert phones.receipt("failed") == 204
    assert list(phones.house.notify.texting.take_up_receipts()) == []
    done = [Result(delivery=claim.deliveries[0], status=Status.SENT, at=NOON)]
    phones.house.notify.deliveries.settle(claim, done)
    assert [each.status for each in phones.house.notify.texting.take_up_receipts()] == [Status.FAILED]
    assert deliveries.count_documents({"status": "failed"}) == 1
