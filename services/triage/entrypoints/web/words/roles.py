"""Roles and why they are given and taken back, in words."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.triage.domain.reasons import Ended, RoleGiven, RoleTaken
from services.triage.entrypoints.web.words.reasons import ENDED
from shared.events.triage_people import ProposalDropped, Role, RoleGranted, RoleProposed, RoleRevoked

ROLES: Mapping[Role, LazyString] = {
    Role.CASEWORKER: _("Caseworker"),
    Role.COORDINATOR: _("Coordinator"),
    Role.SAFEGUARDING_LEAD: _("Safeguarding lead"),
    Role.ADMINISTRATOR: _("Administrator"),
    Role.AUDITOR: _("Auditor"),
    Role.HELPER: _("Helper"),
}

GIVEN: Mapping[RoleGiven, LazyString] = {
    RoleGiven.JOINED_TEAM: _("They joined the team"),
    RoleGiven.NEW_DUTY: _("It is a new duty of theirs"),
    RoleGiven.STANDS_IN: _("They stand in for somebody"),
    RoleGiven.GOES_ON: _("They had it, and it goes on"),
}

TAKEN: Mapping[RoleTaken, LazyString] = {
    RoleTaken.LEFT_TEAM: _("They left the team"),
    RoleTaken.DUTY_ENDED: _("It is their duty no more"),
    RoleTaken.ON_LEAVE: _("They are away for a while"),
    RoleTaken.BY_MISTAKE: _("It was given by mistake"),
    RoleTaken.TO_BE_SAFE: _("To be on the safe side"),
}

HAPPENED: Mapping[type, LazyString] = {
    RoleProposed: _("Proposed: %(role)s, %(until)s."),
    ProposalDropped: _("Not to be given: %(role)s."),
    RoleGranted: _("Given: %(role)s, %(until)s."),
    RoleRevoked: _("Taken back: %(role)s."),
}


_REASONS: Mapping[str, LazyString] = {
    **{code.value: said for words in (GIVEN, TAKEN) for code, said in words.items()},
    Ended.STOPPED_HELPING.value: ENDED[Ended.STOPPED_HELPING],
}


def role_reason(code: str | None) -> str:
    """A code that an operator made up is shown as it is."""
    return str(_REASONS.get(code or "", code or ""))
