"""Who was asked to help on a case, and where each of them stands."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import LazyString, lazy_gettext

from services.triage.domain.assignment import Assignment, AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.invitation import Invitation, InvitationStatus
from services.triage.entrypoints.web.shown.moments import spoken
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words.speech import _

ASSIGNMENT: Mapping[AssignmentStatus, LazyString] = {
    AssignmentStatus.ASSIGNED: lazy_gettext("has said yes"),
    AssignmentStatus.ON_WAY: lazy_gettext("is on the way"),
    AssignmentStatus.ON_SITE: lazy_gettext("is there"),
    AssignmentStatus.COMPLETED: lazy_gettext("has done it"),
    AssignmentStatus.HANDED_BACK: lazy_gettext("handed it back"),
    AssignmentStatus.REFUSED: lazy_gettext("is not on it any more"),
    AssignmentStatus.ABORTED_UNSAFE: lazy_gettext("stopped: it was not safe"),
    AssignmentStatus.NO_SHOW: lazy_gettext("was not heard of"),
}
INVITATION: Mapping[InvitationStatus, LazyString] = {
    InvitationStatus.PENDING: lazy_gettext("is asked"),
    InvitationStatus.SEEN: lazy_gettext("has read the question"),
    InvitationStatus.WILLING: lazy_gettext("would do it"),
    InvitationStatus.ACCEPTED: lazy_gettext("has said yes"),
    InvitationStatus.DECLINED: lazy_gettext("said no, thank you"),
    InvitationStatus.EXPIRED: lazy_gettext("did not answer in time"),
    InvitationStatus.WITHDRAWN: lazy_gettext("is no longer asked"),
    InvitationStatus.STOOD_DOWN: lazy_gettext("need not answer any more"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Helping:
    """kind: of the tag that says where they stand."""

    person_id: str
    who: str
    standing: str
    kind: str = ""
    until: str = ""


def helping_on(case: Case, people: People) -> list[Helping]:
    """Those who have or had the slot first, then those who were asked."""
    had = [_with_slot(person, one, people) for person, one in case.assignments.items()]
    return [*had, *_others(case, people)]


def _others(case: Case, people: People) -> Iterator[Helping]:
    for person, one in case.invitations.items():
        if person not in case.assignments:
            yield _asked(person, one, people)


def _with_slot(person: str, one: Assignment, people: People) -> Helping:
    is_unsafe = one.status is AssignmentStatus.ABORTED_UNSAFE
    kind = "error" if is_unsafe else "success" if one.is_active else ""
    until = _("until %(when)s", when=spoken().moment(one.expected_by)) if one.is_active else ""
    return Helping(
        person_id=person, who=people.begins(person), standing=str(ASSIGNMENT[one.status]), kind=kind, until=until
    )


def _asked(person: str, one: Invitation, people: People) -> Helping:
    until = _("answers by %(when)s", when=spoken().moment(one.expires_at)) if one.is_awaited else ""
    return Helping(
        person_id=person,
        who=people.begins(person),
        standing=str(INVITATION[one.status]),
        kind="info" if one.stands else "",
        until=until,
    )
