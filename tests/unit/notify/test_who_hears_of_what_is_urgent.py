"""A case that cannot wait reaches its team at once, and each team once."""

from collections.abc import Sequence

from services.notify.domain.delivery import Audience, Priority, Recipient
from services.notify.domain.matter import CaseSeen
from services.notify.domain.note import Everybody, Note
from services.notify.domain.scene import Scene
from services.notify.domain.seeing import seen_after
from services.notify.domain.telling import notes_for
from shared.events import triage
from shared.events.triage import Route
from tests.factories.notify import NOON, case_state, matter, seen


def urgent(route: Route = Route.PROFESSIONAL, team: str = "lighting") -> triage.CaseRouted:
    return triage.CaseRouted(
        decision_id="d", route=route, team=team, reason_codes=["danger_sign"], policy="p", rule="r", is_urgent=True,
        deadline_at=NOON,
    )  # fmt: skip


def told(happened: object, remembered: CaseSeen | None = None, *, is_withdrawn: bool = False) -> Sequence[Note]:
    known = matter(is_withdrawn=is_withdrawn)
    return notes_for(happened, Scene(state=case_state(), matter=known, seen=remembered or seen(), by="triage"))


def said(notes: Sequence[Note]) -> list[tuple[str, object]]:
    return [(note.message, note.to) for note in notes if note.audience is not Audience.REPORTER]


TEAM_HEARS = [("urgent", Everybody.CASEWORKERS)]


def test_of_what_is_urgent_the_whole_team_hears_at_once_and_its_coordinators_if_it_cannot_R1() -> None:
    reporter, team = told(urgent())
    assert reporter.message == "routed"
    assert (team.message, team.to, team.priority) == ("urgent", Everybody.CASEWORKERS, Priority.SAFETY)
    assert team.otherwise is not None
    assert (team.otherwise.to, team.otherwise.priority) == (Everybody.COORDINATORS, Priority.SAFETY)


def test_what_turns_urgent_later_is_told_although_the_reporter_hears_nothing_new_R1() -> None:
    notes = told(urgent(), seen(told_route=Route.PROFESSIONAL, told_team="lighting"))
    assert (len(notes), said(notes)) == (1, TEAM_HEARS)


def test_whoever_took_what_turns_urgent_hears_of_it_and_nobody_else_of_the_team() -> None:
    (note,) = told(urgent(), seen(told_route=Route.PROFESSIONAL, told_team="lighting", taken_by="kim"))
    assert (note.message, note.to, note.facts) == ("urgent", Recipient(person_id="kim"), {"is_taken": True})
    assert note.priority < Priority.NEWS


def test_whoever_took_it_for_another_team_hears_that_and_is_not_who_must_look() -> None:
    before = seen(told_route=Route.PROFESSIONAL, told_team="works", taken_by="kim")
    assert said(told(urgent(), before)) == [*TEAM_HEARS, ("another_team", Recipient(person_id="kim"))]


def test_a_team_hears_once_that_a_case_is_urgent_and_again_when_it_is_opened_again_R16() -> None:
    remembered = seen_after(seen(), urgent(), version=2, state=case_state(), state_version=2)
    assert told(urgent(), remembered) == ()
    assert said(told(urgent(team="works"), remembered)) == TEAM_HEARS
    opened = triage.CaseReopened(reason="sign_noticed")
    again = seen_after(remembered, opened, version=3, state=case_state(), state_version=3)
    assert said(told(urgent(), again)) == TEAM_HEARS


def test_neighbours_alone_have_what_is_urgent_and_the_team_hears_nothing() -> None:
    assert said(told(urgent(Route.NEIGHBOURS))) == []


def test_of_what_is_urgent_the_team_hears_also_when_the_reporter_withdrew_R14() -> None:
    notes = told(urgent(), is_withdrawn=True)
    assert (len(notes), said(notes)) == (1, TEAM_HEARS)
