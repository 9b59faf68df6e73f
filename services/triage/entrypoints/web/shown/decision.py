"""The newest decision in the words of those who work here: route, reasons, what was rejected, by which rule."""

from dataclasses import dataclass

from services.triage.domain.decision import Decision
from services.triage.entrypoints.web.words import statuses
from services.triage.entrypoints.web.words.facts import fact_words
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.reasons import own_reason
from services.triage.entrypoints.web.words.speech import _
from shared.events.triage import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionShown:
    """details: pairs for `ui.facts`."""

    headline: str
    reasons: list[str]
    details: list[tuple[str, str]]


def shown_decision(decision: Decision, words: PackWords) -> DecisionShown:
    route = str(statuses.ROUTE[decision.route])
    return DecisionShown(
        headline=_("Goes to: %(route)s. Answers for it: %(team)s.", route=route, team=words.team(decision.team)),
        reasons=[words.reason(code) for code in decision.reason_codes],
        details=[
            *((_not(route), words.reason(why)) for route, why in decision.rejected.items()),
            (_("Rule"), own_reason(decision.rule) or decision.rule),
            (_("Policy"), decision.policy),
            *fact_words(decision.facts, words),
        ],
    )


def _not(route: str) -> str:
    return _("Why not “%(route)s”", route=statuses.ROUTE[Route(route)])
