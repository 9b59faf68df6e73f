"""The pack's routing rules in plain words: when, who, by when, why."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from services.triage.domain.policy import Condition, Deadline, DeadlineUnit, Policy, Rule
from services.triage.entrypoints.web.words import statuses
from services.triage.entrypoints.web.words.facts import fact_name, fact_value
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _, ngettext
from shared.pack.rules import Fact

HOURS = 24
Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleShown:
    """Pairs for `ui.facts`: when it fits, what then, and why."""

    facts: Pairs


def rules_shown(policy: Policy, words: PackWords) -> list[RuleShown]:
    """In the order in which they are tried."""
    return [RuleShown(facts=list(_facts(rule, words))) for rule in policy.rules]


def _facts(rule: Rule, words: PackWords) -> Iterator[tuple[str, str]]:
    if not rule.all_of and not rule.any_of:
        yield _("When"), _("nothing above fits")
    yield from (_condition(one, words) for one in rule.all_of)
    if rule.any_of:
        yield _("And one of"), "; ".join(": ".join(_condition(one, words)) for one in rule.any_of)
    then = ", ".join(_then(rule, words))
    yield _("Then"), f"{then[:1].upper()}{then[1:]}."
    yield _("Because"), " ".join(words.resident_reason(code) for code in rule.reasons)


def _condition(condition: Condition, words: PackWords) -> tuple[str, str]:
    if condition.fact == Fact.HOUR:
        return fact_name(condition.fact), ", ".join(hours_said(condition.one_of))
    values = sorted(fact_value(condition.fact, value, words) for value in condition.one_of)
    return fact_name(condition.fact), ", ".join(values)


def hours_said(hours: Collection[str]) -> list[str]:
    """`["22 to 7"]` for the hours from 22 until 7."""
    known = {int(hour) for hour in hours}
    starts = sorted(hour for hour in known if (hour - 1) % HOURS not in known)
    return [_("%(start)s to %(end)s", start=start, end=_end(start, known)) for start in starts] or [_("at any hour")]


def _end(start: int, known: Collection[int]) -> int:
    end = start
    while end % HOURS in known:
        end += 1
    return end % HOURS


def _then(rule: Rule, words: PackWords) -> Iterator[str]:
    yield str(statuses.ROUTE[rule.route])
    if rule.team is not None:
        yield words.team(rule.team)
    if rule.deadline is not None:
        yield _("looked at within %(time)s", time=deadline_said(rule.deadline))
    if rule.is_urgent:
        yield _("urgent")


def deadline_said(deadline: Deadline) -> str:
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
