"""R16: what got a 2xx is never lost, and nobody is told the same thing twice."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from threading import Event
from uuid import uuid4

import pytest
import requests

from deploy.local.waiting import wait_until
from shared.events.codec import from_wire
from tests.e2e.town.neighbours import all_asked, are_asked
from tests.e2e.town.reports import post
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.stores import all_of, broker_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import PLACE, Desks, Tell
from tests.integration.spine.stage import reading, write

TWENTY = 20


def body(**fields: object) -> dict[str, object]:
    return {"category": "litter", "text": "A bag by the tree.", "location": PLACE, **fields}


def test_R16_twenty_at_once_with_one_key_are_one_report(town: Town) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    with ThreadPoolExecutor(TWENTY) as pool:
        answers = list(pool.map(lambda _: post(town, body(), key), range(TWENTY)))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.json()["id"] for answer in answers}) == 1
    assert len({answer.text for answer in answers}) == 1


def test_R16_twenty_at_once_with_one_key_are_one_report_though_the_process_dies_midway(town: Town) -> None:
    key, first = {"Idempotency-Key": str(uuid4())}, Event()

    def until_answered(_: int) -> str:
        def ask() -> str | None:
            first.set()
            with suppress(requests.RequestException):
                answer = post(town, body(text="One bag."), key)
                assert answer.status_code == 201 or answer.status_code >= 500
                return answer.text if answer.status_code == 201 else None
            return None

        return wait_until(ask, seconds=60, what="it is answered")

    with ThreadPoolExecutor(TWENTY) as pool:
        answers = pool.map(until_answered, range(TWENTY))
        first.wait()
        town.stack.kill("web-intake")
        assert len(set(answers)) == 1
    kept = [each for name, each in all_of(town, "intake") if name == "reports" and each["state"]["text"] == "One bag."]
    assert len(kept) == 1
    town.stack.wait_ready()


def test_R16_the_same_key_with_another_body_is_refused(town: Town) -> None:
    key = {"Idempotency-Key": str(uuid4())}
    first = post(town, body(), key)
    assert post(town, body(text="Another bag."), key).status_code == 422
    assert post(town, body(), key).json() == first.json()


def test_R16_pressing_the_forms_button_twice_sends_once(town: Town) -> None:
    from bench.replay.browser import Browser  # noqa: PLC0415

    browser = Browser(town.url)
    page = browser.get("/report")
    form, typed = page.form("/report"), {"category": "pothole", "text": "A hole.", "address": "Vuorikatu 5"}
    first, second = browser.submit(page, form, typed), browser.submit(page, form, typed)
    assert first.status == second.status == 200
    assert first.path == second.path == "/report/done"
    assert first.text.count("N-") == second.text.count("N-")
    assert reference_in(first.text) == reference_in(second.text)


def reference_in(text: str) -> str:
    import re  # noqa: PLC0415

    found = re.search(r"N-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]", text)
    assert found
    return found[0]


@pytest.mark.parametrize("service", ["intake", "triage", "notify"])
def test_R16_what_was_accepted_while_a_worker_dies_goes_its_way(town: Town, tell: Tell, service: str) -> None:
    town.stack.kill(f"worker-{service}")
    told = tell("street_light")
    told.becomes("with_team", seconds=40)
    told.letter(having=told.reference)


def test_R16_the_same_event_twice_on_a_topic_tells_nobody_twice(town: Town, tell: Tell, desk: Desks) -> None:
    with reading(broker_of(town), "triage.cases") as cases, reading(broker_of(town), "intake.reports") as sent:
        told = tell("snow_clearing", neighbour_consent=True)
        asked = are_asked(told, count=3)
        told.letter(having="/my/")
        jesper = desk("jesper")
        jesper.waits_for(told.reference)
        jesper.does(told.reference, "messages", text="We keep an eye on it.")
        mark = town.mailbox.now()
        before = len(town.mailbox.to(told.email))
        again = [each for each in cases.read_to_the_end() if told.id.encode() in (each.value or b"")]
        twice = [each for each in sent.read_to_the_end() if each.key == told.id.encode()]
    assert len(again) > 3
    assert twice
    write(broker_of(town), "intake.reports", [(each.key.decode(), each.value) for each in twice])
    write(broker_of(town), "triage.cases", [(each.key.decode(), each.value) for each in again])
    after_that = tell("street_light")  # Whatever came before it on the topics has been dealt with when this is told.
    after_that.letter()
    reporter_of(told).needs_it_no_longer()
    told.becomes("closed")
    assert len(all_asked(told)) == 3
    heard = [each for each in town.mailbox.to(told.email) if each.number > mark]
    assert len({each.subject + each.text for each in heard}) == len(heard)
    assert before >= 1
    assert {each.email for each in asked}


def test_R16_every_letter_has_a_name_of_its_own(town: Town, tell: Tell) -> None:
    tell("street_light").letter()
    names = Counter(letter.message_id for letter in town.mailbox.letters)
    assert [name for name, count in names.items() if count > 1] == []


def test_R16_every_accepted_report_has_its_case(town: Town, tell: Tell) -> None:
    sent = [tell("pothole", text=f"Hole number {number}.") for number in range(10)]
    for each in sent:
        each.becomes("with_team")
    reports = {each["_id"] for name, each in all_of(town, "intake") if name == "reports"}
    assert {each.id for each in sent} <= reports


def test_R16_events_on_the_wire_can_be_read_by_everybody(town: Town, tell: Tell) -> None:
    with reading(broker_of(town), "triage.cases") as cases:
        told = tell("street_light")
        told.becomes("with_team")
        mine = [each for each in cases.read_to_the_end() if told.id.encode() in (each.value or b"")]
    assert mine
    assert [from_wire(each.value).recorded.version for each in mine] == sorted(
        from_wire(each.value).recorded.version for each in mine
    )
