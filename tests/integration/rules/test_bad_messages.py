"""Whatever stands on a topic has its documented answer or is set aside with a reason; nothing is lost or stops."""

import json
from uuid import uuid4

import pytest
from kafka.consumer.fetcher import ConsumerRecord

from deploy.local.waiting import wait_until
from shared.events.topics import dead_letters_of
from shared.ids import case_of, new_reference
from tests.e2e.town.reports import Told
from tests.e2e.town.stores import all_of, broker_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import Tell
from tests.integration.spine.poison import POISON, Wire, altered
from tests.integration.spine.stage import reading, write

REPORTS = "intake.reports"
GOOD_FOR_EACH = 19


@pytest.fixture
def received(town: Town, tell: Tell) -> Wire:
    """A report's first event, as intake sent it."""
    with reading(broker_of(town), REPORTS) as sent:
        told = tell("pothole", text="An example.")
        told.becomes("with_team")
        found = wait_until(
            lambda: next((each for each in sent.read() if each.key == told.id.encode()), None),
            seconds=30,
            what="the report is on the topic",
        )
    wire: Wire = json.loads(found.value)
    return wire


def test_what_cannot_be_read_is_set_aside_once_with_its_reason(town: Town, received: Wire) -> None:
    """Among so many others that it is no sign of a fault of ours."""
    good = json.dumps(received).encode()
    of_kind = {f"{name} {uuid4()}".encode(): (spoil(good), reason) for name, (spoil, reason) in POISON.items()}
    records = [(key.decode(), value) for key, (bad, _) in of_kind.items() for value in (bad, *[good] * GOOD_FOR_EACH)]
    with reading(broker_of(town), dead_letters_of("triage")) as letters:
        write(broker_of(town), REPORTS, records)

        def look() -> list[ConsumerRecord] | None:
            found = [each for each in letters.read() if each.key in of_kind]
            return found if len(found) >= len(of_kind) else None

        found = wait_until(look, seconds=30, what="all are set aside")
    told = {each.key: dict(each.headers) for each in found}
    assert {key: headers["reason"].decode() for key, headers in told.items()} == {
        key: reason for key, (_, reason) in of_kind.items()
    }
    assert len(found) == len(of_kind)
    assert all(headers["origin"].decode().startswith(f"{REPORTS}:") for headers in told.values())


def test_fields_from_the_future_are_overlooked(town: Town, received: Wire) -> None:
    def from_the_future(it: Wire) -> None:
        it["hologram"] = {"colour": "teal"}
        it["data"]["happened"].update(mood="hopeful", reference=a_reference())
        it["data"]["state"].update(karma=7)

    value = altered(json.dumps(received).encode(), from_the_future)
    subject = json.loads(value)["subject"]
    write(broker_of(town), REPORTS, [(subject, value)])
    assert the_case_of(town, subject)["of_report"] == subject


def test_a_message_that_comes_twice_is_one_case(town: Town, tell: Tell, received: Wire) -> None:
    again = json.dumps(received).encode()
    write(broker_of(town), REPORTS, [(received["subject"], again), (received["subject"], again)])
    nothing_waits(tell)
    reference = received["data"]["happened"]["reference"]
    cases = [each for name, each in all_of(town, "triage") if name == "cases" and each["reference"] == reference]
    assert [each["_id"] for each in cases] == [case_of(received["subject"])]


def test_what_comes_before_its_subject_waits_and_then_goes_its_way(town: Town, received: Wire) -> None:
    """A withdrawal before the report, which then comes by another lane, as when it is replayed."""
    subject = str(uuid4())
    first = as_subject(received, subject, version=1)
    gone = as_subject(received, subject, version=2, kind="intake.report.withdrawn.v1", happened={})
    write(broker_of(town), REPORTS, [(subject, gone)])
    wait_until(lambda: is_parked(town, subject), seconds=30, what="it waits")
    write(broker_of(town), REPORTS, [(f"{subject} replayed", first)])
    wait_until(lambda: not is_parked(town, subject), seconds=30, what="it waits no more")
    assert the_case_of(town, subject)["status"] in {"withdrawn", "closed"}


def test_an_old_message_after_a_new_one_changes_nothing(town: Town, tell: Tell, received: Wire) -> None:
    subject = str(uuid4())
    reference = a_reference()
    first = as_subject(received, subject, version=1, reference=reference)
    words = {"text": "New words", "danger_signs": [], "floor_signs": []}
    second = as_subject(received, subject, version=2, kind="intake.report.edited.v1", happened=words)
    write(broker_of(town), REPORTS, [(subject, first), (subject, second), (subject, first)])
    nothing_waits(tell)
    case = the_case_of(town, subject)
    assert "New words" in json.dumps(case, default=str)


def test_the_consumer_goes_on_after_all_of_them(tell: Tell) -> None:
    assert nothing_waits(tell).letter().subject


def nothing_waits(tell: Tell) -> Told:
    """A report told now has its case: what was written to the topics before has been dealt with, lane by lane."""
    told = tell("pothole", text="After the others.")
    told.becomes("with_team")
    return told


def is_parked(town: Town, subject: str) -> bool:
    """Whether anything about it is; other tests' messages may wait beside it."""
    return any(subject.encode() in each["value"] for _, each in all_of(town, "triage", named="parked"))


def a_reference() -> str:
    return str(new_reference())


def as_subject(
    wire: Wire,
    subject: str,
    *,
    version: int,
    kind: str = "",
    happened: Wire | None = None,
    reference: str = "",
) -> bytes:
    copy: Wire = json.loads(json.dumps(wire))
    copy.update(id=str(uuid4()), subject=subject, aggregateversion=version, type=kind or copy["type"])
    copy["data"]["state_version"] = version
    if happened is not None:
        copy["data"]["happened"] = happened
    else:
        copy["data"]["happened"]["reference"] = reference or a_reference()
    return json.dumps(copy).encode()


def the_case_of(town: Town, report_id: str) -> Wire:
    def look() -> Wire | None:
        found = [each for name, each in all_of(town, "triage") if name == "cases" and each["_id"] == case_of(report_id)]
        return found[0] if found else None

    case = wait_until(look, seconds=30, what="the case is open")
    return {**case, "of_report": report_id, "status": case.get("state", case).get("status")}
