"""The pack's routing rules in plain words: when, who, by when, why."""

from collections.abc import Iterator
from dataclasses import dataclass

from services.triage.domain.policy import Condition, Deadline, DeadlineUnit, Policy, Rule
from services.triage.entrypoints.web.words import statuses
from services.triage.entrypoints.web.words.facts import fact_name, fact_value
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _, ngettext


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """when: one line for each condition, none for a rule that always holds. then: who has it, and by when."""

    when: list[str]
    any_of: list[str]
    then: str
    why: str


def rules_shown(policy: Policy, words: PackWords) -> list[RuleShown]:
    """In the order in which they are tried."""
    return [
        RuleShown(
            when=[_condition(one, words) for one in rule.all_of],
            any_of=[_condition(one, words) for one in rule.any_of],
            then=". ".join(_then(rule, words)),
            why=" ".join(words.resident_reason(code) for code in rule.reasons),
        )
        for rule in policy.rules
    ]


def _condition(condition: Condition, words: PackWords) -> str:
    values = sorted(fact_value(condition.fact, value, words) for value in condition.one_of)
    return _("%(fact)s: %(values)s", fact=fact_name(condition.fact), values=", ".join(values))


def _then(rule: Rule, words: PackWords) -> Iterator[str]:
    yield str(statuses.ROUTE[rule.route])
    if rule.team is not None:
        yield _("answers for it: %(team)s", team=words.team(rule.team))
    if rule.deadline is not None:
        yield _("within %(time)s", time=deadline_words(rule.deadline))
    if rule.is_urgent:
        yield _("urgent")


def deadline_words(deadline: Deadline) -> str:
    """`3 working days`."""
    number = deadline.amount
    match deadline.unit:
        case DeadlineUnit.SECONDS:
            return ngettext("%(num)d second", "%(num)d seconds", number)
        case DeadlineUnit.MINUTES:
            return ngettext("%(num)d minute", "%(num)d minutes", number)
        case DeadlineUnit.HOURS if deadline.working:
            return ngettext("%(num)d working hour", "%(num)d working hours", number)
        case DeadlineUnit.HOURS:
            return ngettext("%(num)d hour", "%(num)d hours", number)
        case DeadlineUnit.DAYS if deadline.working:
            return ngettext("%(num)d working day", "%(num)d working days", number)
        case DeadlineUnit.DAYS:
            return ngettext("%(num)d day", "%(num)d days", number)
