"""Where a case, an invitation or a task stands, in words that hold alone."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from shared.events.triage import CaseStatus, CloseReason, Route

CASE: Mapping[CaseStatus, LazyString] = {
    CaseStatus.OPEN: _("just arrived"),
    CaseStatus.ROUTED: _("waits for the team"),
    CaseStatus.OFFERED: _("neighbours are asked"),
    CaseStatus.ASSIGNED: _("a neighbour has said yes"),
    CaseStatus.IN_PROGRESS: _("a neighbour is at it"),
    CaseStatus.RESOLVED_UNCONFIRMED: _("done, and we have asked whether it is fixed"),
    CaseStatus.CLOSED: _("closed"),
    CaseStatus.REOPENED: _("not fixed, says the reporter"),
    CaseStatus.ESCALATED: _("late"),
    CaseStatus.REFERRED_OUT: _("somebody else deals with it"),
    CaseStatus.WITHDRAWN: _("withdrawn by the reporter"),
    CaseStatus.LINKED: _("belongs to another case"),
}

TAKEN = _("somebody of the team has taken it")

CLOSED: Mapping[CloseReason, LazyString] = {
    CloseReason.CONFIRMED: _("fixed, says the reporter"),
    CloseReason.UNCONFIRMED: _("done; nobody told us whether it is fixed"),
    CloseReason.NO_LONGER_NEEDED: _("no longer needed, says the reporter"),
    CloseReason.WITHDRAWN: _("withdrawn by the reporter"),
}

ROUTE: Mapping[Route, LazyString] = {
    Route.PROFESSIONAL: _("a team of professionals"),
    Route.NEIGHBOURS: _("neighbours first"),
    Route.BOTH: _("a team, with neighbours helping"),
}
