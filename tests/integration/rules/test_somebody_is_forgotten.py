"""On the whole stack: who asks to be forgotten is gone from every database within a minute, and stays away."""

import json
from collections.abc import Iterator

import pytest

from bench.replay.browser import Browser
from deploy.local.waiting import wait_until
from shared.events.topics import SERVICES, TOPICS, heard_by
from shared.ids import case_of
from shared.kafka.connect import producer
from shared.kafka.offsets import ends, heard
from shared.kafka.publisher import Message, Publisher
from shared.kafka.reading import read_topic
from tests.e2e.town.neighbours import are_asked, takes_it
from tests.e2e.town.reports import tell
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.stores import all_of, broker_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import PLACE, Desks

A_MINUTE = 60.0
NAME = "Canarina"
WORDS = ("reporttobeforgotten", "messagetobeforgotten", "childtobeforgotten")
"""Nobody else in the town says these."""

ADDRESS = "Vuorikatu 5"


def traces(town: Town, *wanted: str) -> list[str]:
    """Where in the three databases any of these stands, but for the ledgers."""
    found = (
        (service, name, json.dumps(each, default=str)) for service in SERVICES for name, each in all_of(town, service)
    )
    return [
        f"{service}.{name}: {word}"
        for service, name, kept in found
        if name != "erased"
        for word in wanted
        if word in kept
    ]


def wait_until_gone(town: Town, *wanted: str) -> None:
    wait_until(lambda: not traces(town, *wanted), seconds=A_MINUTE, what=f"{wanted} stand nowhere")


def about(town: Town, *ids: str) -> Iterator[Message]:
    """Everything that the topics still tell of these."""
    for topic in TOPICS:
        for record in read_topic(broker_of(town), topic.name):
            if any(each.encode() in (record.value or b"") for each in ids):
                yield Message(topic=topic.name, key=record.key or b"", value=record.value or b"")


def all_is_heard(town: Town) -> bool:
    broker = broker_of(town)
    return all(heard(broker, each, heard_by(each)) == ends(broker, heard_by(each)) for each in SERVICES)


def contact_of(town: Town, report_id: str) -> str:
    (report,) = [each for name, each in all_of(town, "intake", named="reports") if each["_id"] == report_id]
    return str(report["state"]["contact_id"])


def erase(town: Town, email: str) -> str:
    """On their page, with a name that they told before; who they were."""
    browser = signed_in(town, email)
    page = browser.get("/me")
    browser.submit(page, page.form("/me"), {"name": NAME})
    mine = json.loads(browser.get("/me/data/notify.json").text)
    page = browser.get("/me/data/erase")
    assert browser.submit(page, page.form("/me/data/erase"), {}).status == 200
    return str(mine["person_id"])


@pytest.mark.usefixtures("a_new_week")
def test_a_reporter_is_forgotten_everywhere_and_does_not_come_back(town: Town, desk: Desks) -> None:
    told = tell(
        town,
        "snow_clearing",
        text=f"It is {WORDS[0]}.",
        neighbour_consent=True,
        location={**PLACE, "address": ADDRESS},
    )
    helper = takes_it(are_asked(told, count=3)[0])
    reporter_of(told).writes(f"My {WORDS[1]}.")
    jesper = desk("jesper")
    jesper.waits_for(told.reference)
    helper.says("on-way")
    contact, page = contact_of(town, told.id), told.personal_page
    person_id = erase(town, told.email)
    wait_until_gone(town, *WORDS[:2], NAME, told.email, contact)
    assert Browser(town.url).get(page).status == 404
    assert Browser(town.url).get(f"/api/intake/v1/reports/{told.id}").status == 404
    assert Browser(town.url).get(f"/r/{told.reference}").status == 404
    histories = [each for service in SERVICES for _, each in all_of(town, service, named="history")]
    kinds = {each["type"] for each in histories if each["of"] in {told.id, case_of(told.id), person_id}}
    assert kinds >= {"intake.report.erased.v1", "triage.case.reporter_forgotten.v1", "notify.person.erased.v1"}
    replayed = list(about(town, told.id, person_id, contact))
    assert any(WORDS[0].encode() in each.value for each in replayed)
    publisher = Publisher(producer(broker_of(town)))
    assert not any(publisher.publish(replayed))
    wait_until(lambda: all_is_heard(town), seconds=A_MINUTE, what="all that was told again is heard")
    wait_until_gone(town, *WORDS[:2], NAME, told.email, contact)


def test_somebody_in_need_is_looked_after_when_who_told_it_is_forgotten(town: Town, desk: Desks) -> None:
    told = tell(town, "child_at_risk", text=f"The {WORDS[2]} is alone.")
    told.becomes("with_team")
    contact = contact_of(town, told.id)
    erase(town, told.email)
    wait_until_gone(town, NAME, told.email, contact)
    page = desk("henriette").waits_for(told.reference)
    assert WORDS[2] in page.text
    assert any(form.action.endswith(("/resolve", "/take")) for form in page.forms)
    assert [each for each in traces(town, WORDS[2]) if not each.startswith("triage.cases")] == []
