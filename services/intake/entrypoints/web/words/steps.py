"""What happened to a report, step by step, for whoever reported it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from flask_babel import LazyString, lazy_gettext

from services.intake.domain.story import Step, StepCode, team_at
from services.intake.entrypoints.web.words.pack import PackWords
from services.intake.entrypoints.web.words.speech import _, sentence
from services.intake.queries.my_report import MyReport
from shared.events.triage import CloseReason, ReportStatus, Route
from shared.web.phrases import Phrases

WROTE = "intake.report.message_written.v1"

_DEEDS: Mapping[str, LazyString] = {
    "intake.report.received.v1": lazy_gettext("You told us."),
    "intake.report.edited.v1": lazy_gettext("You put it in other words."),
    "intake.report.withdrawn.v1": lazy_gettext("You took it back."),
    "intake.report.no_longer_needed.v1": lazy_gettext("You said that it is no longer needed."),
    "intake.report.outcome_confirmed.v1": lazy_gettext("You said that it is fixed."),
    "intake.report.outcome_disputed.v1": lazy_gettext("You said that it is not fixed."),
    WROTE: lazy_gettext("You wrote to us."),
    "intake.report.helper_refused.v1": lazy_gettext("You asked for somebody else."),
}
_PLAIN: Mapping[StepCode, LazyString] = {
    StepCode.OPENED: lazy_gettext("It arrived, and we began to decide who takes it."),
    StepCode.TAKEN: lazy_gettext("Somebody of the team took it upon themselves."),
    StepCode.HELPER_ON_WAY: lazy_gettext("The neighbour is on the way."),
    StepCode.HELPER_ON_SITE: lazy_gettext("The neighbour has arrived."),
    StepCode.HELPER_DONE: lazy_gettext("The neighbour says that it is done."),
    StepCode.HELPER_CHANGES: lazy_gettext("It needs somebody else after all; we are looking."),
    StepCode.HELPER_STOPPED: lazy_gettext("The neighbour stopped, and professionals take over."),
    StepCode.REOPENED: lazy_gettext("It was opened again."),
    StepCode.REFERRED_OUT: lazy_gettext("It was passed on to those who look after it."),
    StepCode.WITHDRAWN: lazy_gettext("It was taken off the list."),
}
_CLOSED: Mapping[str | None, LazyString] = {
    CloseReason.CONFIRMED: lazy_gettext("It was closed as fixed."),
    CloseReason.UNCONFIRMED: lazy_gettext("It was closed, since nobody told us otherwise."),
    CloseReason.NO_LONGER_NEEDED: lazy_gettext("It was closed, since it is no longer needed."),
    CloseReason.WITHDRAWN: lazy_gettext("It was closed, since it was taken back."),
}
_HELPER = frozenset({StepCode.HELPER_ON_WAY, StepCode.HELPER_ON_SITE, StepCode.HELPER_DONE})


@dataclass(frozen=True, slots=True)
class StepWords:
    """Speaks one language at one moment. Entries are those of the timeline macro."""

    pack: PackWords
    phrases: Phrases

    def timeline(self, mine: MyReport) -> list[dict[str, Any]]:
        """The oldest first; what is promised comes last."""
        happened = sorted((*self._deeds(mine), *self._steps(mine)), key=lambda entry: entry["at"])
        return [*happened, *self._ahead(mine)]

    def _deeds(self, mine: MyReport) -> Iterator[dict[str, Any]]:
        written = count()
        for deed in mine.deeds:
            is_thanks = deed.what == WROTE and next(written) in mine.report.thanks
            if deed.what in _DEEDS:
                yield {"at": deed.at, "text": self._deed(deed.what, mine, is_thanks=is_thanks), "who": ""}

    def _deed(self, what: str, mine: MyReport, *, is_thanks: bool) -> str:
        if is_thanks:
            return _("You said thank you to whoever helped.")
        if what == "intake.report.received.v1" and mine.report.entered_by is not None:
            return _("Somebody of us wrote down what you told.")
        return str(_DEEDS[what])

    def _steps(self, mine: MyReport) -> Iterator[dict[str, Any]]:
        waves: set[int] = set()
        for step in mine.steps:
            if step.wave is not None and step.wave in waves:
                continue
            waves |= {step.wave} if step.wave is not None else set()
            yield {"at": step.at, "text": self._text(step, mine), "who": self._who(step, mine), "more": step.words}

    def _text(self, step: Step, mine: MyReport) -> str:  # noqa: PLR0911 -- a line for each step.
        match step.code:
            case StepCode.ROUTED:
                return self._routed(step)
            case StepCode.ASKED if step.wave is not None and step.wave > 1:
                return _("Nobody could yet, so we asked more neighbours.")
            case StepCode.ASKED:
                return _("We asked the first neighbours.")
            case StepCode.HELPER_ACCEPTED:
                return self._accepted(step, mine)
            case StepCode.ESCALATED:
                return _("It took longer than we promised. %(team)s sees to it first.", team=self._team(step))
            case StepCode.RESOLVED:
                return self._resolved(step)
            case StepCode.CLOSED:
                return str(_CLOSED.get(step.reason, _CLOSED[CloseReason.UNCONFIRMED]))
            case _:
                return str(_PLAIN[step.code])

    def _routed(self, step: Step) -> str:
        match step.route:
            case Route.NEIGHBOURS:
                return _("We decided to ask neighbours.")
            case Route.BOTH:
                return _("%(team)s has it, and neighbours may lend a hand.", team=self._team(step))
            case _:
                return _("%(team)s has it.", team=self._team(step))

    def _accepted(self, step: Step, mine: MyReport) -> str:
        name = mine.names.get(step.person_id or "", "")
        return _("%(name)s, a neighbour, said yes.", name=name) if name else _("A neighbour said yes.")

    def _resolved(self, step: Step) -> str:
        action = self.pack.action(step.action)
        return _("It is said to be done: %(action)s.", action=action.lower()) if action else _("It is said to be done.")

    def _who(self, step: Step, mine: MyReport) -> str:
        """A neighbour by their first name, professionals by the team that had it then."""
        if step.code in _HELPER:
            return mine.names.get(step.person_id or "", "")
        if step.code not in {StepCode.TAKEN, StepCode.RESOLVED}:
            return ""
        if step.by_helper:
            return self._helper_before(step, mine)
        return sentence(self.pack.team(team_at(mine.story, step.version)))

    def _helper_before(self, step: Step, mine: MyReport) -> str:
        done = [each for each in mine.steps if each.version <= step.version and each.person_id]
        return mine.names.get(done[-1].person_id or "", "") if done else ""

    def _team(self, step: Step) -> str:
        return sentence(self.pack.team(step.team))

    def _ahead(self, mine: MyReport) -> Iterator[dict[str, Any]]:
        """What is promised, as long as it lies ahead."""
        state = mine.story.state if mine.story else None
        if state is None:
            return
        match mine.status:
            case ReportStatus.NEIGHBOUR_ON_IT if self._lies_ahead(state.expected_by):
                yield _ahead(_("It should be done %(when)s.", when=self._before(state.expected_by)))
            case ReportStatus.DONE_UNCONFIRMED if self._lies_ahead(state.answer_by):
                yield _ahead(_("If we hear nothing else, we close it after %(when)s.", when=self._day(state.answer_by)))
            case ReportStatus.WITH_TEAM | ReportStatus.ASKING_NEIGHBOURS | ReportStatus.REOPENED:
                if self._lies_ahead(state.deadline_at):
                    yield _ahead(_("We look at it by %(when)s.", when=self._before(state.deadline_at)))
            case _:
                return

    def _lies_ahead(self, at: datetime | None) -> bool:
        return at is not None and at > self.phrases.now

    def _before(self, at: datetime | None) -> str:
        return self.phrases.before(at) if at else ""

    def _day(self, at: datetime | None) -> str:
        return self.phrases.day(at) if at else ""


def _ahead(text: str) -> dict[str, Any]:
    return {"at": None, "text": text, "who": "", "is_ahead": True}
