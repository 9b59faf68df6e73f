"""Who hears of what, from the first decision to the reporter's thanks."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from services.notify.domain.delivery import Audience, Priority, Recipient
from services.notify.domain.matter import CaseSeen, Matter
from services.notify.domain.note import Everybody, Note
from services.notify.domain.scene import Scene
from services.notify.domain.seeing import seen_after
from services.notify.domain.telling import notes_for, when_the_reporter_wrote
from shared.events import triage
from shared.events.place import Place
from shared.events.triage import CaseState, CloseReason, ReportStatus, Route
from tests.factories.notify import ADA_CONTACT, NOON, case_state, matter, seen

REPORTER = Recipient(contact_id=ADA_CONTACT)
SOON = NOON + timedelta(hours=3)


def routed(route: Route = Route.PROFESSIONAL, team: str = "lighting") -> triage.CaseRouted:
    return triage.CaseRouted(
        decision_id="d", route=route, team=team, reason_codes=["why"], policy="p", rule="r", is_urgent=False,
        deadline_at=SOON,
    )  # fmt: skip


def invited() -> triage.HelperInvited:
    return triage.HelperInvited(
        invitation_id="i1", person_id="alma", wave=1, expires_at=SOON, task="Could you?", minutes=30, why_me=["turn"],
        area=triage.Circle(centre=Place(lat=60.17, long=24.94), radius_m=300), distance_band_m=[200, 400],
    )  # fmt: skip


def told(
    happened: object,
    *,
    state: CaseState | None = None,
    known: Matter | None = None,
    remembered: CaseSeen | None = None,
    by: str = "triage",
) -> Sequence[Note]:
    scene = Scene(state=state or case_state(), matter=known or matter(), seen=remembered or seen(), by=by)
    return notes_for(happened, scene)


def said(notes: Sequence[Note]) -> list[tuple[str, str, object]]:
    return [(note.message, note.audience.value, note.to) for note in notes]


def test_the_first_decision_tells_the_reporter_who_has_it() -> None:
    (note,) = told(routed())
    assert (note.message, note.to) == ("routed", REPORTER)
    assert note.facts["team"] == "lighting"
    assert note.facts["deadline_at"] == SOON
    assert note.facts["reason_codes"] == ["why"]


def test_the_first_decision_for_neighbours_says_that_they_are_asked() -> None:
    assert said(told(routed(Route.NEIGHBOURS))) == [("asking", "reporter", REPORTER)]


def test_deciding_again_without_another_outcome_is_no_news_R16() -> None:
    remembered = seen(told_route=Route.PROFESSIONAL, told_team="lighting")
    assert told(routed(), remembered=remembered) == ()


def test_the_reporter_hears_that_a_team_has_it_when_no_neighbour_could() -> None:
    remembered = seen(told_route=Route.NEIGHBOURS, told_team="lighting")
    (note,) = told(routed(), remembered=remembered)
    assert (note.message, note.facts["was"]) == ("rerouted", "neighbours")


def test_a_yes_is_told_to_the_reporter_and_to_whoever_said_it() -> None:
    notes = told(triage.InvitationAccepted(person_id="alma", expected_by=SOON))
    assert said(notes) == [
        ("accepted", "reporter", REPORTER),
        ("accepted", "helper", Recipient(person_id="alma")),
    ]


def test_a_neighbour_is_asked_until_the_invitation_expires_and_before_mere_news() -> None:
    (note,) = told(invited())
    assert note.expires_at == SOON
    assert note.priority < Priority.NEWS
    assert note.facts["invitation_id"] == "i1"


def test_a_neighbour_is_told_when_to_come_where_that_was_said() -> None:
    (silent,), (told_when,) = told(invited()), told(replace(invited(), come_at=SOON))
    assert "come_at" not in silent.facts
    assert told_when.facts["come_at"] == SOON


def test_those_who_were_not_needed_are_stood_down() -> None:
    notes = told(triage.InvitationStoodDown(person_id="bo", reason="somebody_else_said_yes"))
    assert said(notes) == [("stood_down", "helper", Recipient(person_id="bo"))]


def test_declining_and_ignoring_is_answered_by_silence() -> None:
    assert told(triage.InvitationDeclined(person_id="bo")) == ()
    assert told(triage.InvitationExpired(person_id="bo")) == ()


def test_a_task_that_comes_back_is_told_to_the_reporter_while_neighbours_are_asked() -> None:
    handed_back = triage.TaskHandedBack(person_id="alma")
    (note,) = told(handed_back, state=case_state(route=Route.NEIGHBOURS))
    assert (note.message, note.to) == ("handed_back", REPORTER)
    assert note.facts == {}, "who it was is nobody's business (rule R10)"
    assert told(handed_back, state=case_state(route=Route.PROFESSIONAL)) == ()


def test_revoked_vetting_is_told_to_helper_resident_and_coordinator_R7() -> None:
    refused = triage.AssignmentRefused(person_id="alma", reason="revoked")
    notes = told(refused, state=case_state(route=Route.NEIGHBOURS))
    assert [(note.message, note.audience) for note in notes] == [
        ("refused", Audience.HELPER),
        ("handed_back", Audience.REPORTER),
        ("revoked", Audience.COORDINATOR),
    ]


@pytest.mark.parametrize("reason", ["revoked", "no_show", "claim_lapsed", "named_in_case"])
def test_where_the_team_has_it_then_the_decision_says_so_and_nothing_else(reason: str) -> None:
    refused = triage.AssignmentRefused(person_id="alma", reason=reason)
    by_neighbours = told(refused, state=case_state(route=Route.NEIGHBOURS))
    by_the_team = told(refused, state=case_state(route=Route.PROFESSIONAL))
    assert ("handed_back", "reporter", REPORTER) in said(by_neighbours)
    assert not [note for note in by_the_team if note.audience is Audience.REPORTER]


def test_a_reporter_who_wanted_somebody_else_is_not_told_so() -> None:
    assert said(told(triage.AssignmentRefused(person_id="alma", reason="reporter_refused"))) == [
        ("refused", "helper", Recipient(person_id="alma"))
    ]


def test_unsafe_reaches_the_coordinators_before_everything_but_sign_ins_R8() -> None:
    (note,) = told(triage.AbortedUnsafe(person_id="alma"))
    assert (note.to, note.priority) == (Everybody.COORDINATORS, Priority.SAFETY)
    assert note.otherwise is not None
    assert (note.otherwise.to, note.otherwise.priority) == (Everybody.CASEWORKERS, Priority.SAFETY)


def test_whoever_is_overdue_is_reminded_and_the_coordinators_know_R8() -> None:
    notes = told(triage.AssignmentOverdue(person_id="alma"), state=case_state(expected_by=NOON))
    assert [(note.message, note.audience) for note in notes] == [
        ("overdue", Audience.HELPER),
        ("overdue", Audience.COORDINATOR),
    ]


def test_what_is_done_is_asked_about() -> None:
    resolved = triage.CaseResolved(action="repaired", answer_by=SOON, words="New lamp.")
    (note,) = told(resolved)
    assert (note.message, note.words, note.facts["team"]) == ("resolved", "New lamp.", "lighting")


def test_what_a_neighbour_did_names_the_neighbour() -> None:
    resolved = triage.CaseResolved(action="done_by_neighbour", answer_by=SOON, by_helper=True)
    (note,) = told(resolved, remembered=seen(helped=("alma",)))
    assert note.facts["helper"] == "alma"


def test_the_reporters_yes_thanks_whoever_helped() -> None:
    closed = triage.CaseClosed(reason=CloseReason.CONFIRMED)
    assert said(told(closed, remembered=seen(helped=("alma",)))) == [
        ("confirmed", "helper", Recipient(person_id="alma"))
    ]


def test_silence_closes_and_the_reporter_is_told() -> None:
    closed = triage.CaseClosed(reason=CloseReason.UNCONFIRMED)
    assert said(told(closed)) == [("closed_unconfirmed", "reporter", REPORTER)]


@pytest.mark.parametrize("reason", [CloseReason.NO_LONGER_NEEDED, CloseReason.WITHDRAWN])
def test_nobody_is_told_what_they_did_themselves(reason: CloseReason) -> None:
    assert told(triage.CaseClosed(reason=reason)) == ()


def test_a_dispute_reaches_the_reporter_and_whoever_took_the_case() -> None:
    notes = told(triage.CaseReopened(reason="not_fixed"), remembered=seen(taken_by="kim"))
    assert said(notes) == [
        ("reopened", "reporter", REPORTER),
        ("reopened", "caseworker", Recipient(person_id="kim")),
    ]


def test_lateness_is_admitted_and_whoever_took_it_must_look() -> None:
    late = triage.CaseEscalated(reason="deadline_passed", team="lighting")
    assert said(told(late, remembered=seen(taken_by="kim", told_team="lighting"))) == [
        ("escalated", "reporter", REPORTER),
        ("escalated", "caseworker", Recipient(person_id="kim")),
    ]


def test_of_what_is_late_and_nobodys_the_whole_team_hears() -> None:
    late = triage.CaseEscalated(reason="deadline_passed", team="lighting")
    assert said(told(late)) == [
        ("escalated", "reporter", REPORTER),
        ("escalated", "caseworker", Everybody.CASEWORKERS),
    ]


def test_a_message_to_the_reporter_carries_its_words() -> None:
    (note,) = told(triage.MessageWritten(to="reporter", text="We come at noon."), by="kim")
    assert (note.message, note.words) == ("message", "We come at noon.")


def test_a_message_to_a_helper_carries_no_words_R5() -> None:
    (note,) = told(triage.MessageWritten(to="alma", text="Flat 3, second floor."))
    assert (note.audience, note.words) == (Audience.HELPER, "")
    assert "Flat" not in str(note.facts)


def test_nobody_is_told_what_they_wrote_themselves() -> None:
    written = triage.MessageWritten(to="team", text="Noted.")
    assert told(written, remembered=seen(taken_by="kim"), by="kim") == ()
    assert len(told(written, remembered=seen(taken_by="kim"), by="alma")) == 1


def test_what_the_reporter_writes_reaches_those_who_work_on_it_without_its_words_R5() -> None:
    notes = when_the_reporter_wrote(matter(case=seen(taken_by="kim", helpers=("alma",))))
    assert [(note.message, note.audience, note.words) for note in notes] == [
        ("reporter_wrote", Audience.CASEWORKER, ""),
        ("reporter_wrote", Audience.HELPER, ""),
    ]


@pytest.mark.parametrize(
    "happened",
    [
        routed(),
        triage.InvitationAccepted(person_id="alma", expected_by=SOON),
        triage.CaseResolved(action="repaired", answer_by=SOON),
        triage.CaseReopened(reason="not_fixed"),
        triage.CaseEscalated(reason="deadline_passed", team="lighting"),
        triage.CaseClosed(reason=CloseReason.UNCONFIRMED),
        triage.MessageWritten(to="reporter", text="x"),
        triage.TaskHandedBack(person_id="alma"),
    ],
    ids=lambda each: type(each).__name__,
)
def test_nothing_reaches_a_reporter_who_withdrew_R14(happened: object) -> None:
    known_by_report = told(happened, known=matter(is_withdrawn=True), state=case_state(route=Route.NEIGHBOURS))
    known_by_case = told(happened, state=case_state(report_status=ReportStatus.WITHDRAWN, route=Route.NEIGHBOURS))
    assert not [note for note in (*known_by_report, *known_by_case) if note.audience is Audience.REPORTER]


def test_helpers_are_stood_down_also_when_the_reporter_withdrew() -> None:
    stood_down = triage.InvitationStoodDown(person_id="bo", reason="withdrawn_by_reporter")
    assert len(told(stood_down, known=matter(is_withdrawn=True))) == 1


def test_a_case_is_remembered_by_its_newest_state_and_by_each_event_once() -> None:
    state = case_state(team="streets")
    after = seen_after(seen(version=3), routed(), version=4, state=state, state_version=5)
    assert (after.version, after.heard, after.team, after.told_team) == (5, 4, "streets", "lighting")
    older = seen_after(after, triage.CaseTaken(person_id="kim"), version=5, state=case_state(), state_version=4)
    assert (older.version, older.team, older.taken_by) == (5, "streets", "kim")


def test_whoever_took_it_is_forgotten_when_another_team_has_it() -> None:
    taken = seen(taken_by="kim", told_route=Route.PROFESSIONAL, told_team="lighting")
    same = seen_after(taken, routed(), version=1, state=case_state(), state_version=1)
    assert same.taken_by == "kim"
    elsewhere = case_state(team="streets")
    other = seen_after(taken, routed(team="streets"), version=1, state=elsewhere, state_version=1)
    assert other.taken_by is None
    assert when_the_reporter_wrote(matter(case=other)) == ()


def test_of_a_case_that_opens_again_with_another_team_the_first_hears_that_it_is_theirs_no_more() -> None:
    reopened = triage.CaseReopened(reason="not_fixed")
    taken, elsewhere = seen(taken_by="kim", told_team="lighting"), case_state(team="streets")
    assert said(told(reopened, state=elsewhere, remembered=taken)) == [
        ("reopened", "reporter", REPORTER),
        ("another_team", "caseworker", Recipient(person_id="kim")),
    ]
    after = seen_after(taken, reopened, version=1, state=elsewhere, state_version=2)
    assert (after.taken_by, after.told_team) == (None, "streets")


def test_it_is_remembered_who_is_on_it_and_who_did_it() -> None:
    state = case_state()
    on_it = seen_after(
        seen(), triage.InvitationAccepted(person_id="alma", expected_by=SOON), version=1, state=state, state_version=1
    )
    assert on_it.helpers == ("alma",)
    done = seen_after(on_it, triage.TaskCompleted(person_id="alma"), version=2, state=state, state_version=2)
    assert (done.helpers, done.helped) == ((), ("alma",))
    again = seen_after(done, triage.CaseReopened(reason="not_fixed"), version=3, state=state, state_version=3)
    assert (again.helped, again.told_team) == ((), "lighting")
