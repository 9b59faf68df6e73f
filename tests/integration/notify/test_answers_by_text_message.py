"""What comes back from phones: who may tell it, what an answer leads to, and that no words are kept."""

import json
from collections.abc import Callable, Sequence

import pytest
from werkzeug.test import TestResponse

from services.notify.adapters.mongo_leftovers import MongoLeftovers
from services.notify.domain.delivery import Status
from services.notify.entrypoints.web.signed import FRESH_SECONDS
from shared.events.triage import ReportStatus
from tests.contract.ports.sms_server import OK
from tests.integration.notify.news import RESOLVED, message
from tests.integration.notify.phones import INBOUND, RECEIPTS, Phones, invited
from tests.integration.notify.texting import gateway, phones, settings

__all__ = ["gateway", "phones", "settings"]


FORGED: Sequence[Callable[[Phones, str, bytes], TestResponse]] = (
    lambda phones, path, body: phones.house.app.test_client().post(path, data=body, buffered=True),
    lambda phones, path, body: phones.post(path, body, key=b"x" * 32),
    lambda phones, path, body: phones.post(path, body, webhook_id="w-2"),
    lambda phones, path, body: phones.post(path, body, webhook_signature="v1,"),
    lambda phones, path, body: phones.post(path, body, webhook_signature="v1,\xe6"),
    lambda phones, path, body: phones.post(path, body, webhook_timestamp="now"),
    lambda phones, path, body: phones.post(path, body, at=-FRESH_SECONDS - 2),
    lambda phones, path, body: phones.post(path, body, at=FRESH_SECONDS + 2),
)


@pytest.mark.parametrize("forged", range(len(FORGED)))
@pytest.mark.parametrize("path", [RECEIPTS, INBOUND])
def test_what_is_not_signed_by_the_gateway_is_refused_and_changes_nothing(
    phones: Phones, path: str, forged: int
) -> None:
    phones.report()
    phones.send()
    body = {"reference": phones.kept["reference"], "status": "failed", "id": "x", "from": OK, "text": "STOP"}
    answer = FORGED[forged](phones, path, json.dumps(body).encode())
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert phones.kept["status"] == "sent"
    assert phones.house.database["sms_stopped"].count_documents({}) == 0


@pytest.mark.parametrize(
    "path, body, status",
    [
        (RECEIPTS, {"reference": "nobody-knows", "status": "delivered"}, 404),
        (RECEIPTS, {"reference": "x"}, 422),
        (RECEIPTS, {"reference": "x", "status": "eaten"}, 422),
        (RECEIPTS, {"reference": {"$gt": ""}, "status": "delivered"}, 422),
        (RECEIPTS, [], 422),
        (INBOUND, {"id": "1", "text": "STOP"}, 422),
        (INBOUND, {"id": "1", "from": OK, "text": "x" * 40_001}, 422),
        (INBOUND, {"id": "1", "from": "Nabo", "text": "STOP"}, 204),
    ],
)
def test_what_the_gateway_gets_wrong_is_told_to_it(phones: Phones, path: str, body: object, status: int) -> None:
    assert phones.tell(path, body) == status


def test_what_is_no_json_is_told_so_too(phones: Phones) -> None:
    for body in (b"", b"{", b"\xff", b"NaN"):
        assert phones.post(RECEIPTS, body).status_code == 422


def test_a_helper_answers_by_text_message_and_triage_hears_of_it_once(phones: Phones) -> None:
    number = invited(phones)
    for _ in range(3):
        assert phones.answer(f"ja {number}") == 204
    (answer,) = phones.house.database["answers"].find()
    (event,) = answer["pending"]
    assert event["type"] == "notify.answer.received.v1"
    assert {name: event["data"][name] for name in ("person_id", "invitation_id", "says")} == {
        "person_id": "alma",
        "invitation_id": "i-1",
        "says": "yes",
    }
    assert phones.send() == [(Status.SENT, None)]
    assert phones.texts[-1].startswith("Thank you! We see whether it is still free")
    (relayed,) = [each for each in phones.house.stores.relayed if each.name == "answers"]
    assert [each.aggregate_id for each in relayed.pending(10)] == [answer["_id"]]


def test_from_another_phone_the_same_words_are_answered_kindly_and_nothing_else_happens(phones: Phones) -> None:
    number = invited(phones)
    for turn in range(3):
        assert phones.answer(f"JA {number}", of="+45 20 77 77 77", name=f"in-{turn}") == 204
    assert phones.house.database["answers"].count_documents({"pending.type": "notify.answer.received.v1"}) == 0
    phones.send()
    assert [each["to"] for each in phones.gateway.taken[1:]] == ["+4520777777"]
    assert "112" in phones.texts[-1]


def test_stop_stops_and_start_begins_again(phones: Phones) -> None:
    phones.report()
    phones.send()
    phones.answer("Stop")
    assert phones.send() == [(Status.SENT, None)]
    assert "No more texts" in phones.texts[-1]
    phones.house.hear_of_its_case(RESOLVED, version=3)
    assert phones.send() == [(Status.SUPPRESSED, "stopped")]
    phones.answer("START", name="in-2")
    phones.house.hear_of_its_case(message("x"), version=4)
    assert [status for status, _ in phones.send()] == [Status.SENT, Status.SENT]


def test_no_words_of_an_answer_are_kept_anywhere(phones: Phones) -> None:
    phones.answer("Min nabo Bo bor Nygade 1")
    phones.send()
    for name in ("deliveries", "answers", "answers.history", "sms_stopped", "day_places"):
        assert not [each for each in phones.house.database[name].find() if "Nygade" in str(each) or OK in str(each)]


def test_R1_danger_told_by_text_message_goes_to_the_case_and_is_answered_each_time(phones: Phones) -> None:
    phones.report()
    phones.send()
    assert phones.answer("Thank you so much") == 204
    for name in ("in-2", "in-3", "in-3"):
        assert phones.answer("It smells of gas", name=name) == 204
    events = [event for each in phones.house.database["replies"].find() for event in each["pending"]]
    assert [event["type"] for event in events] == ["notify.reply.received.v1"] * 3
    assert [event["data"]["text"] for event in events] == ["Thank you so much", "It smells of gas", "It smells of gas"]
    assert {event["data"]["audience"] for event in events} == {"reporter"}
    assert [status for status, _ in phones.send()] == [Status.SENT] * 3
    assert [("112" in each, "on their way to the team" in each) for each in phones.texts[-3:]] == [(True, True)] * 3
    assert sum(each.startswith("In danger now? Call 112") for each in phones.texts) == 2


def test_R1_a_long_one_is_taken_as_far_as_a_case_takes_it_and_its_danger_answered(phones: Phones) -> None:
    phones.report()
    phones.send()
    assert phones.answer(f"{'The lamp is out. ' * 2300}It smells of gas") == 204
    (event,) = [event for each in phones.house.database["replies"].find() for event in each["pending"]]
    assert event["data"]["text"].endswith("It smells of gas")
    assert len(event["data"]["text"]) <= 4000
    assert event["data"]["by_sms"] is True
    phones.send()
    assert phones.texts[-1].startswith("In danger now? Call 112")


def test_a_no_to_whether_it_is_fixed_is_told_to_intake(phones: Phones) -> None:
    phones.report()
    phones.house.hear_of_its_case(RESOLVED, version=3, report_status=ReportStatus.DONE_UNCONFIRMED)
    phones.send()
    assert phones.answer("No") == 204
    (event,) = [event for each in phones.house.database["replies"].find() for event in each["pending"]]
    assert (event["data"]["is_no"], event["data"]["by_sms"]) == (True, True)
    phones.send()
    assert "is not fixed" in phones.texts[-1]


def test_R1_after_stop_too_danger_is_answered_and_nothing_else_is(phones: Phones) -> None:
    phones.report()
    phones.send()
    phones.answer("STOP")
    phones.send()
    phones.answer("And another thing", name="in-2")
    phones.answer("It smells of gas", name="in-3")
    assert sorted(why or "" for _, why in phones.send()) == ["", "stopped"]
    assert phones.texts[-1].startswith("In danger now? Call 112")


def test_a_helper_who_is_erased_leaves_no_answer_behind(phones: Phones) -> None:
    number = invited(phones)
    phones.answer(f"ja {number}")
    (relayed,) = [each for each in phones.house.stores.relayed if each.name == "answers"]
    pending = list(relayed.pending(10))
    relayed.file(pending)
    relayed.clear(pending)
    phones.house.database["people"].update_many({}, {"$unset": {"pending_since": ""}})
    assert MongoLeftovers(phones.house.database).of_person("alma")
    assert phones.house.database["answers"].count_documents({}) == 0
    assert "alma" not in str(list(phones.house.database["answers.history"].find()))
