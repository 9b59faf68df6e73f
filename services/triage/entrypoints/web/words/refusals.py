"""A sentence for every reason with which the domain can say no."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.triage.entrypoints.web.words.reasons import NO
from shared.events.triage import CaseStatus

_WHERE_IT_STANDS: Mapping[CaseStatus, LazyString] = {
    CaseStatus.OPEN: _("The case has just arrived and is not decided yet. Try again in a moment."),
    CaseStatus.ROUTED: _("The team has the case now."),
    CaseStatus.OFFERED: _("Neighbours are asked just now."),
    CaseStatus.ASSIGNED: _("A neighbour has said yes."),
    CaseStatus.IN_PROGRESS: _("A neighbour is at it."),
    CaseStatus.RESOLVED_UNCONFIRMED: _("It is done already; the reporter is asked whether it is fixed."),
    CaseStatus.CLOSED: _("The case is closed already."),
    CaseStatus.REOPENED: _("The case was opened again, and the team has it."),
    CaseStatus.ESCALATED: _("The case was late and has been passed on."),
    CaseStatus.REFERRED_OUT: _("Somebody else deals with it now."),
    CaseStatus.WITHDRAWN: _("The reporter withdrew it; only professionals look at it now."),
    CaseStatus.LINKED: _("This case belongs to another one now; act there."),
}

REFUSALS: Mapping[str, LazyString] = {
    **{code.value: sentence for code, sentence in NO.items()},
    **{f"case_is_{status}": sentence for status, sentence in _WHERE_IT_STANDS.items()},
}
