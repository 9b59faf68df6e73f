"""Intake's worker on a real broker: reports go out with their words, and what triage and notify tell comes in."""

from collections.abc import Iterator
from dataclasses import replace
from socket import socket

import pytest

from deploy.local.stores import Stores
from services.intake.entrypoints.worker import make_spine
from shared.events.codec import dump, to_document, to_wire
from shared.events.event import Received
from shared.events.intake import ReportReceived
from shared.events.notify_sign_ins import SessionRevoked, SessionState
from shared.events.topics import INTAKE_REPORTS, NOTIFY_PEOPLE, TRIAGE_CASES, TRIAGE_PEOPLE
from shared.events.triage import CaseOpened, ReportStatus
from shared.events.triage_people import Grant, HelperPaused, HelperState, Role, RoleGranted, RolesState
from shared.ids import Reference, case_of
from shared.kafka.broker import Broker
from shared.sealing import Opener
from shared.spine import loops
from tests.factories.reports import NOW, case_state, told
from tests.integration.intake.office import REPORTS, Office
from tests.integration.spine.stage import in_background, reading, until, write


@pytest.fixture
def broker(stores: Stores) -> Broker:
    """Signed in as the administrator, who may read and write any topic."""
    return Broker(servers=stores.kafka, user="broker", password=stores.secret("platform", "kafka_password"))


@pytest.fixture
def working(office: Office) -> Iterator[Office]:
    """With a worker that runs."""
    common = replace(office.settings.common, worker_bind=f"127.0.0.1:{_free_port()}")
    spine = make_spine(replace(office.settings, common=common), office.stores, office.intake)
    with in_background(*loops(spine).values()):
        yield office


def _free_port() -> int:
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wire(event: Received) -> bytes:
    return to_wire(
        to_document(event.recorded),
        subject=event.subject,
        source="/tests",
        state=dump(event.state),
        state_version=event.state_version,
    )


def test_a_report_goes_out_with_its_words_and_its_box_and_is_then_forgotten_as_pending(
    working: Office, broker: Broker
) -> None:
    with reading(broker, INTAKE_REPORTS) as reader:
        taken = working.tell(contact={"email": "ada@resident.example"}, text="Dark since Monday")
        (event,) = until("the report is published", lambda: reader.events([taken["id"]]))
    happened = event.happened
    assert isinstance(happened, ReportReceived)
    assert (happened.text, happened.reference) == ("Dark since Monday", taken["reference"])
    assert Opener(working.private_keys).open(happened.sealed_contact or "")["address"] == "ada@resident.example"
    assert (event.state.reference, event.state_version) == (taken["reference"], 2)
    until("nothing is pending", lambda: not working.document(taken["id"])["pending"])
    filed = list(working.stores.database["reports.history"].find({"of": taken["id"]}))
    assert [each["version"] for each in filed] == [1, 2]
    assert "Monday" not in str(filed)


def test_what_triage_tells_of_a_case_is_shown(working: Office, broker: Broker) -> None:
    taken = working.tell()
    opened = CaseOpened(report_id=taken["id"], reference=taken["reference"], category="street_light", deadline_at=NOW)
    state = case_state(ReportStatus.IN_TRIAGE, report_id=taken["id"])
    event = told(opened, subject=case_of(taken["id"]), state=state)
    write(broker, TRIAGE_CASES, [(event.subject, wire(event)), (event.subject, wire(event))])

    def status() -> bool:
        followed = working.client().get(f"{REPORTS}/{taken['id']}", buffered=True).get_json()
        return [turn["status"] for turn in followed["history"]] == ["received", "in_triage"]

    until("the case is known", status)


def test_roles_names_and_revoked_sessions_are_mirrored(working: Office, broker: Broker) -> None:
    granted = told(
        RoleGranted(role=Role.CASEWORKER, team="works"),
        subject="eva",
        state=RolesState(grants=[Grant(role=Role.CASEWORKER, team="works")]),
    )
    paused = told(HelperPaused(), subject="bo", state=HelperState(first_name="Bo", language="da"))
    revoked = told(SessionRevoked(session_id="s-1", person_id="eva"), subject="eva", state=SessionState())
    write(broker, TRIAGE_PEOPLE, [("eva", wire(granted)), ("bo", wire(paused))])
    write(broker, NOTIFY_PEOPLE, [("eva", wire(revoked))])
    until("the role is known", lambda: working.intake.roles_of("eva") == {"caseworker"})
    until("the name is known", lambda: working.intake.people.names(["bo"]) == {"bo": "Bo"})
    until("the session is known to be over", lambda: working.intake.people.is_revoked("s-1"))


def test_the_whole_way_can_be_traced(office: Office) -> None:
    taken = office.tell()
    opened = CaseOpened(report_id=taken["id"], reference=taken["reference"], category="street_light", deadline_at=NOW)
    state = case_state(ReportStatus.IN_TRIAGE, report_id=taken["id"])
    office.intake.project_case(told(opened, subject=case_of(taken["id"]), state=state))
    steps = list(office.stores.traces.of(taken["reference"]))
    assert [step["what"] for step in steps] == [
        "intake.report.received.v1",
        "intake.report.filed.v1",
        "waits to be published",
        "heard: opened",
    ]
    assert "The lamp" not in str(steps)
    assert list(office.stores.traces.of(Reference("N-0000-0000-0"))) == []
