"""What is heard leads to messages once: replayed, after a crash, and in whatever order the topics come."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from services.notify.bootstrap import Notify
from services.notify.domain.delivery import Status
from services.notify.entrypoints.consumers import intake_reports
from services.notify.handlers.hear_report import HearReport
from services.notify.handlers.receive_report import ReceiveReport, receive_report
from shared.errors import UnknownSubject
from shared.events import triage
from shared.events.event import Received, Recorded
from shared.events.intake import ReportEdited, ReporterWrote, ReportNoLongerNeeded
from shared.events.triage_people import Grant, Role
from tests.factories.notify import ADA_CONTACT, NOON, REPORT, matter, report_state, seen
from tests.fakes.ears import Room
from tests.fakes.notify_people import GlassMailboxes


def test_a_case_of_an_unknown_report_waits() -> None:
    with pytest.raises(UnknownSubject):
        Room().hear()


def test_an_event_leads_to_one_delivery_however_often_it_comes_R16() -> None:
    room = Room(matter())
    for _ in range(3):
        room.hear()
    assert list(room.deliveries.kept) == [f"event-2:{ADA_CONTACT}:email"]


def test_after_a_crash_between_planning_and_remembering_it_is_planned_once_R16() -> None:
    room = Room(matter())
    room.hear()
    room.matters.known[REPORT] = matter()  # As if the memory had never been written.
    room.hear()
    assert len(room.deliveries.kept) == 1


def test_an_older_event_that_comes_again_says_nothing() -> None:
    room = Room(matter())
    room.hear(version=5)
    room.hear(triage.CaseEscalated(reason="deadline_passed", team="lighting"), version=4, event_id="older")
    assert len(room.deliveries.kept) == 1


def test_a_reporter_without_an_address_is_not_forgotten_silently() -> None:
    room = Room(matter(contact_id=None))
    room.hear()
    (delivery,) = room.deliveries.all
    assert (delivery.status, delivery.why) == (Status.SUPPRESSED, "no_contact")


def received(*, version: int = 1) -> ReceiveReport:
    return ReceiveReport(matter=matter(case=None, heard=version), at=NOON, sealed_contact="box")


def test_receiving_a_report_twice_is_receiving_it_once() -> None:
    room = Room()
    for _ in range(2):
        receive_report(
            received(),
            matters=room.matters,
            subscriptions=room.subscriptions,
            mailboxes=GlassMailboxes(),
            ledger=room.ledger,
        )
    assert list(room.matters.known) == [REPORT]
    assert [each.box for each in room.subscriptions.known.values()] == ["box"]


def test_a_report_received_late_does_not_undo_what_was_heard_of_it() -> None:
    room = Room(matter(is_withdrawn=True, version=3, heard=3))
    receive_report(
        received(),
        matters=room.matters,
        subscriptions=room.subscriptions,
        mailboxes=GlassMailboxes(),
        ledger=room.ledger,
    )
    assert room.matters.known[REPORT].is_withdrawn


def heard(**changes: object) -> HearReport:
    command = HearReport(
        report_id=REPORT,
        event_id="event-9",
        version=2,
        at=NOON,
        state=report_state(withdrawn=True),
        state_version=2,
        correlation_id="correlation-1",
    )
    return replace(command, **changes)  # type: ignore[arg-type]


def test_what_happened_to_an_unknown_report_waits() -> None:
    room = Room()
    with pytest.raises(UnknownSubject):
        room.hear_report(heard())


def test_a_withdrawal_is_remembered_R14() -> None:
    room = Room(matter())
    room.hear_report(heard())
    assert room.matters.known[REPORT].is_withdrawn


def test_what_the_reporter_wrote_is_told_once_even_if_the_case_is_taken_later_R16() -> None:
    room = Room(matter())
    written = heard(state=report_state(), has_written=True)
    room.hear_report(written)
    room.hear(triage.CaseTaken(person_id="kim"))
    room.employ("kim", Grant(role=Role.CASEWORKER, team="lighting"))
    room.hear_report(written)
    assert room.deliveries.all == []
    room.hear_report(heard(state=report_state(), has_written=True, version=3, event_id="event-10"))
    assert [each.to.person_id for each in room.deliveries.all] == ["kim"]


@pytest.mark.parametrize("sensitive", [True, False])
def test_that_a_report_is_in_other_words_is_told_once_to_whoever_took_it_R16(*, sensitive: bool) -> None:
    room = Room(matter(is_sensitive=sensitive, case=seen(taken_by="kim", helpers=("anna",))))
    for _ in range(2):
        room.hear_report(heard(state=report_state(sensitive=sensitive), is_reworded=True))
    assert [(each.message, each.to.person_id) for each in room.deliveries.all] == [("reworded", "kim")]


def test_what_is_needed_no_longer_is_told_once_to_whoever_took_it_whether_it_closes_or_not_R16() -> None:
    said = heard(state=report_state(sensitive=True), is_needed_no_longer=True)
    for room in (Room(matter(is_sensitive=True, case=seen(taken_by="kim"))), Room(matter(case=seen(taken_by="kim")))):
        for _ in range(2):
            room.hear_report(said)
            if not room.deliveries.all:
                room.hear(triage.CaseClosed(reason=triage.CloseReason.NO_LONGER_NEEDED), version=2, event_id="e2")
        assert [(each.message, each.to.person_id) for each in room.deliveries.all] == [("no_longer_needed", "kim")]


def test_a_report_that_is_taken_back_and_erased_is_told_once_to_whoever_took_it_R16() -> None:
    room = Room(matter(is_withdrawn=True, case=seen(taken_by="kim")))
    for _ in range(2):
        room.hear(triage.CaseWithdrawn(stays_open=False), version=2, event_id="e2")
        room.hear(triage.CaseClosed(reason=triage.CloseReason.WITHDRAWN), version=3, event_id="e3")
        room.hear(triage.ReporterForgotten(), version=4, event_id="e4")
    (delivery,) = room.deliveries.all
    assert (delivery.message, delivery.to.person_id, delivery.words) == ("taken_back", "kim", "")


def test_what_nobody_is_told_of_costs_nothing_and_waits_for_nothing() -> None:
    room = Room()
    room.hear(triage.CaseOpened(report_id=REPORT, reference="N", category="litter", deadline_at=NOON))
    room.hear(triage.InvitationDeclined(person_id="bo"))
    assert (room.matters.known, room.deliveries.all) == ({}, [])


def test_a_neighbour_who_is_stood_down_is_told_once_although_nothing_is_remembered_of_it_R16() -> None:
    room = Room(matter())
    for _ in range(3):
        room.hear(triage.InvitationStoodDown(person_id="bo", reason="x"))
    assert [each.to.person_id for each in room.deliveries.all] == ["bo"]


WROTE = "event-of-the-reporter"
REOPENED = triage.CaseReopened(reason="sign_noticed")
REFUSED = triage.AssignmentRefused(person_id="anna", reason="protection_raised")


@pytest.mark.parametrize("sensitive, mails", [(True, 1), (False, 2)])
def test_of_one_word_and_what_it_led_to_a_caseworker_is_hushed_once(*, sensitive: bool, mails: int) -> None:
    room = Room(matter(is_sensitive=sensitive, case=seen(taken_by="kim", team="lighting", told_team="lighting")))
    written = heard(event_id=WROTE, has_written=True, state=report_state(sensitive=sensitive))
    room.hear_report(written)
    room.hear(REOPENED, version=2, event_id="e2", cause=WROTE, sensitive=sensitive)
    assert len([each for each in room.deliveries.all if each.to.person_id == "kim"]) == mails


@pytest.mark.parametrize("was_lifted", [False, True])
def test_neighbours_who_leave_because_of_what_was_written_hear_of_their_leaving_alone(*, was_lifted: bool) -> None:
    room = Room(matter(is_sensitive=was_lifted, case=seen(helpers=("anna",))))
    alarmed = heard(event_id=WROTE, has_written=True, bears_sign=True, state=report_state(sensitive=True))
    room.hear_report(alarmed)
    room.hear(REFUSED, version=2, event_id="e2", cause=WROTE, sensitive=True)
    assert [each.message for each in room.deliveries.all if each.to.person_id == "anna"] == ["refused"]


def test_of_what_came_by_text_message_neighbours_hear_nothing() -> None:
    room = Room(matter(case=seen(taken_by="kim", helpers=("anna",))))
    wrote = heard(state=report_state(), has_written=True, is_for_team=True)
    room.hear_report(wrote)
    assert [(each.to.person_id, each.message) for each in room.deliveries.all] == [("kim", "reporter_wrote")]


def test_news_of_different_causes_is_told_apart_also_where_it_is_hushed() -> None:
    room = Room(matter(is_sensitive=True, case=seen(told_team="lighting")))
    room.hear(REOPENED, version=2, event_id="e2", cause=WROTE, sensitive=True)
    room.hear(REOPENED, version=3, event_id="e3", cause="another", sensitive=True)
    room.hear(REOPENED, version=4, event_id="e4", sensitive=True)
    assert len([each for each in room.deliveries.all if each.to.contact_id]) == 3


def test_what_is_urgent_is_told_besides() -> None:
    room = Room(matter(is_sensitive=True, case=seen()))
    room.employ("kirsten", Grant(role=Role.COORDINATOR))
    room.hear(triage.AssignmentOverdue(person_id="anna"), version=2, event_id="e2", cause=WROTE, sensitive=True)
    room.hear(triage.AbortedUnsafe(person_id="anna"), version=3, event_id="e3", cause=WROTE, sensitive=True)
    assert [each.message for each in room.deliveries.all if each.to.person_id == "kirsten"] == ["overdue", "unsafe"]


@pytest.mark.parametrize("written_in, hear", [("fi", ["kim"]), ("da", ["kim", "anna"]), (None, ["kim", "anna"])])
def test_a_helper_who_leaves_because_of_words_that_nobody_reads_hears_that_they_are_stood_down_alone_R3(
    written_in: str | None, hear: list[str]
) -> None:
    room = Room(matter(case=seen(taken_by="kim", helpers=("anna",))))
    wrote = heard(state=report_state(), has_written=True, written_in=written_in)
    room.hear_report(wrote)
    assert [each.to.person_id for each in room.deliveries.all] == hear
    room.hear(triage.AssignmentRefused(person_id="anna", reason="language_unread"), cause="event-9")
    told = [each.message for each in room.deliveries.all if each.to.person_id == "anna"]
    assert told == (["refused"] if written_in == "fi" else ["reporter_wrote", "refused"])


@pytest.mark.parametrize(
    "happened, heard_as",
    [
        (ReporterWrote(text="Isä", written_in="fi"), (True, False, False, False, "fi")),
        (ReporterWrote(text="Far"), (True, False, False, False, None)),
        (ReporterWrote(text="Far", by_sms=True), (True, True, False, False, None)),
        (ReportEdited(text="Isä", written_in="fi"), (False, False, True, False, None)),
        (ReportNoLongerNeeded(), (False, False, False, True, None)),
    ],
)
def test_what_the_reporter_did_is_heard_with_the_language_of_their_words_R3(
    happened: object, heard_as: tuple[bool, bool, bool, bool, str | None]
) -> None:
    commands: list[HearReport] = []
    handlers = intake_reports.handlers(cast("Notify", SimpleNamespace(hear_report=commands.append)))
    recorded = Recorded(id="e", version=2, at=NOON, by="reporter", correlation_id="c", happened=happened)
    handlers[type(happened)](Received(subject=REPORT, recorded=recorded, state=report_state(), state_version=2))
    (said,) = commands
    did = (said.has_written, said.is_for_team, said.is_reworded, said.is_needed_no_longer)
    assert (*did, said.written_in) == heard_as
