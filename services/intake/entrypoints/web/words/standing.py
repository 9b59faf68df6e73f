"""How a report stands, in one sentence that holds alone."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from flask_babel import LazyString, lazy_gettext

from services.intake.entrypoints.web.words.pack import PackWords
from services.intake.entrypoints.web.words.speech import _, sentence
from shared.events.triage import CaseState, CloseReason, ReportStatus, Route
from shared.web.phrases import Phrases

_TURNS: Mapping[ReportStatus, LazyString] = {
    ReportStatus.RECEIVED: lazy_gettext("You told us."),
    ReportStatus.IN_TRIAGE: lazy_gettext("It arrived, and we began to decide who takes it."),
    ReportStatus.WITH_TEAM: lazy_gettext("A team has it."),
    ReportStatus.ASKING_NEIGHBOURS: lazy_gettext("We decided to ask neighbours."),
    ReportStatus.NEIGHBOUR_ON_IT: lazy_gettext("A neighbour said yes."),
    ReportStatus.DONE_UNCONFIRMED: lazy_gettext("It is said to be done."),
    ReportStatus.CLOSED: lazy_gettext("It was closed."),
    ReportStatus.REOPENED: lazy_gettext("It was opened again."),
    ReportStatus.WITHDRAWN: lazy_gettext("It was taken back."),
    ReportStatus.REFERRED_OUT: lazy_gettext("It was passed on to those who look after it."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What there is to tell. helper: the first name of whoever is on it, for the reporter's own page alone."""

    status: ReportStatus
    state: CaseState | None = None
    helper: str = ""
    is_mine: bool = False


@dataclass(frozen=True, slots=True)
class StandingWords:
    """Speaks one language at one moment."""

    pack: PackWords
    phrases: Phrases

    def say(self, standing: Standing) -> str:  # noqa: C901, PLR0911 -- a line for each status.
        match standing.status:
            case ReportStatus.RECEIVED | ReportStatus.IN_TRIAGE:
                return _("We have it, and are deciding who takes it. That takes minutes, not days.")
            case ReportStatus.WITH_TEAM:
                return self._with_team(standing.state)
            case ReportStatus.ASKING_NEIGHBOURS:
                return self._asking(standing.state)
            case ReportStatus.NEIGHBOUR_ON_IT:
                return self._neighbour(standing)
            case ReportStatus.DONE_UNCONFIRMED:
                return self._done(standing)
            case ReportStatus.CLOSED:
                return self._closed(standing)
            case ReportStatus.REOPENED:
                return _("It was not fixed after all. %(team)s has it again.", team=self._team(standing.state))
            case ReportStatus.WITHDRAWN:
                return _("It was taken back. Nobody writes about it any more.")
            case ReportStatus.REFERRED_OUT:
                return _("This is not ours to mend. We have passed it on to those who look after it.")

    def turn(self, status: ReportStatus) -> str:
        """What happened when it came to stand so."""
        return str(_TURNS[status])

    def _with_team(self, state: CaseState | None) -> str:
        team = self._team(state)
        due = self._due(state)
        if due is None:
            return _("%(team)s has it.", team=team)
        if due < self.phrases.now:
            return _("%(team)s has it and is late with it. It stands on top of their list.", team=team)
        if state is not None and state.route is Route.BOTH:
            when = self._before(due)
            return _("%(team)s has it and looks at it %(when)s. Neighbours may lend a hand.", team=team, when=when)
        return _("%(team)s has it and looks at it %(when)s.", team=team, when=self._before(due))

    def _asking(self, state: CaseState | None) -> str:
        due = self._due(state)
        if due is None:
            return _("We are asking neighbours whether they can help.")
        return _(
            "We are asking neighbours whether they can help. If nobody can, %(team)s looks at it %(when)s.",
            team=self.pack.team(state.team if state else None),
            when=self._before(due),
        )

    def _neighbour(self, standing: Standing) -> str:
        by = standing.state.expected_by if standing.state else None
        who = _("%(name)s, a neighbour,", name=standing.helper) if standing.helper else _("A neighbour")
        if by is None or by < self.phrases.now:
            return _("%(who)s has said yes and is on it.", who=who)
        return _("%(who)s has said yes and plans to be done %(when)s.", who=who, when=self.phrases.until(by))

    def _done(self, standing: Standing) -> str:
        if standing.is_mine:
            return _("It is said to be done. Please tell us whether it is fixed.")
        return _("It is said to be done. Whoever reported it is being asked whether it is fixed.")

    def _closed(self, standing: Standing) -> str:
        match standing.state.close_reason if standing.state else None:
            case CloseReason.CONFIRMED:
                return _("It is fixed, you told us. Thank you.") if standing.is_mine else _("It is fixed.")
            case CloseReason.NO_LONGER_NEEDED:
                return _("It is no longer needed.")
            case CloseReason.WITHDRAWN:
                return _("It was taken back. Nobody writes about it any more.")
            case _:
                return _("It was done, and nobody has told us otherwise.")

    def _team(self, state: CaseState | None) -> str:
        return sentence(self.pack.team(state.team if state else None))

    def _due(self, state: CaseState | None) -> datetime | None:
        return state.deadline_at if state else None

    def _before(self, due: datetime) -> str:
        """At the latest then."""
        return _("by %(when)s", when=self.phrases.before(due))
