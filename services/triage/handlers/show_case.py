"""Somebody of the team reads the case; a protected one is logged first."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.triage.domain import professionals
from services.triage.domain.authority import require_reader
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.ports import Cases, RolesOfPeople
from shared.clock import Clock
from shared.ids import CaseId, PersonId
from shared.repository import Found, change


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowCase:
    """with_place: of a protected case, too; whoever signed in long ago sees it without.

    known: the case as it was just read, to save reading it again.
    """

    case_id: CaseId
    by: PersonId
    with_place: bool
    known: Found[Case] | None = None


def show_case(command: ShowCase, *, cases: Cases, roles: RolesOfPeople, clock: Clock) -> Found[Case]:
    """Every reading of protected facts is a Disclosure, written first; an open place needs none (rule R5).

    Raises: NotFound for whoever is neither of the team nor lead nor auditor.
    """
    at = clock.now()
    mine = roles.find(command.by).state

    def decide(case: Case) -> Events:
        require_reader(mine, case, at)
        if not case.is_protected:
            return ()
        what = shown_of(case, with_place=command.with_place)
        return professionals.disclose(case, to=command.by, what=what, why="works_on_it", at=at)

    return change(cases, command.case_id, decide, by=command.by, known=command.known)


def shown_of(case: Case, *, with_place: bool) -> tuple[str, ...]:
    """Photos may show where it is: of a protected case they are shown with the place alone."""
    if not with_place:
        return ("words",)
    return ("place", "words", "photos") if photos_shown(case, with_place=with_place) else ("place", "words")


def photos_shown(case: Case, *, with_place: bool) -> Sequence[str]:
    """None of what was taken back, unless professionals go on with it (rule R14)."""
    is_gone = case.is_withdrawn and case.is_over
    return () if is_gone or not with_place else case.told.photos
