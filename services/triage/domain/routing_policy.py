"""Decides who works on a case: facts in, verdict out. Pure, total and the same every time."""

from collections.abc import Mapping
from dataclasses import dataclass

from services.triage.domain.facts import Facts, codes, values
from services.triage.domain.never_bending import Protecting, bars, protecting
from services.triage.domain.policy import Condition, Deadline, Owner, Policy, Rule
from services.triage.domain.reasons import Why
from shared.events.triage import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """A Decision before it has an id and an instant. rule: the one that decided. rejected: routes, and why not."""

    route: Route
    team: str
    deadline: Deadline
    rule: str
    reason_codes: tuple[str, ...]
    is_urgent: bool
    policy: str
    facts: Mapping[str, str]
    rejected: Mapping[str, str]


def decide(facts: Facts, policy: Policy) -> Verdict:
    """First what never bends, then the pack's rules in their order."""
    protected = protecting(facts)
    if protected:
        return _protected(protected, facts, policy)
    held = values(facts)
    rule = next((one for one in policy.rules if _holds(one, held)), None)
    if rule is None:
        return _unsure(Why.POLICY_BROKEN, facts, policy)
    return _ruled(rule, facts, policy)


def _protected(rules: tuple[Protecting, ...], facts: Facts, policy: Policy) -> Verdict:
    first = rules[0]
    reasons = tuple(rule.reason for rule in rules)
    return _professional(
        first.owner(policy.protection),
        rule=first.reason,
        reasons=reasons,
        rejected=first.reason,
        is_urgent=any(rule.is_urgent for rule in rules),
        facts=facts,
        policy=policy,
    )


def _unsure(why: Why, facts: Facts, policy: Policy) -> Verdict:
    return _professional(policy.protection.unsure, rule=why, reasons=(why,), rejected=why, facts=facts, policy=policy)


def _ruled(rule: Rule, facts: Facts, policy: Policy) -> Verdict:
    owner = policy.owners.get(facts.category)
    if owner is None and (rule.team is None or rule.deadline is None):
        return _unsure(Why.POLICY_BROKEN, facts, policy)
    if rule.route is Route.PROFESSIONAL:
        return _by_team(rule, owner, facts, policy)
    barred = bars(facts)
    return _barred(barred, rule, owner, facts, policy) if barred else _with_neighbours(rule, owner, facts, policy)


def _by_team(rule: Rule, owner: Owner | None, facts: Facts, policy: Policy) -> Verdict:
    again = (facts.barred_by,) if facts.barred_by else ()
    return _professional(
        _owner(rule, owner, policy),
        rule=rule.code,
        reasons=(*again, *rule.reasons),
        rejected=rule.reasons[0] if rule.reasons else Why.NOT_CHOSEN,
        is_urgent=rule.is_urgent,
        facts=facts,
        policy=policy,
    )


def _barred(barred: tuple[str, ...], rule: Rule, owner: Owner | None, facts: Facts, policy: Policy) -> Verdict:
    """A neighbour would have been asked, but must not be: the team that answers for it has it."""
    return _professional(
        _owner(rule, owner, policy),
        rule=barred[0],
        reasons=barred,
        rejected=barred[0],
        is_urgent=rule.is_urgent,
        facts=facts,
        policy=policy,
    )


def _with_neighbours(rule: Rule, owner: Owner | None, facts: Facts, policy: Policy) -> Verdict:
    answers = _owner(rule, owner, policy)
    why = rule.reasons[0] if rule.reasons else Why.NOT_CHOSEN
    return Verdict(
        route=rule.route,
        team=answers.team,
        deadline=answers.deadline,
        rule=rule.code,
        reason_codes=rule.reasons,
        is_urgent=rule.is_urgent,
        policy=policy.version,
        facts=codes(facts),
        rejected={route: why for route in Route if route is not rule.route},
    )


def _professional(
    owner: Owner,
    *,
    rule: str,
    reasons: tuple[str, ...],
    rejected: str,
    facts: Facts,
    policy: Policy,
    is_urgent: bool = False,
) -> Verdict:
    return Verdict(
        route=Route.PROFESSIONAL,
        team=owner.team,
        deadline=owner.deadline,
        rule=rule,
        reason_codes=reasons,
        is_urgent=is_urgent,
        policy=policy.version,
        facts=codes(facts),
        rejected=dict.fromkeys((Route.NEIGHBOURS, Route.BOTH), rejected),
    )


def _owner(rule: Rule, owner: Owner | None, policy: Policy) -> Owner:
    """The rule's own team and deadline, else those of the category's owner."""
    otherwise = owner or policy.protection.unsure
    return Owner(team=rule.team or otherwise.team, deadline=rule.deadline or otherwise.deadline)


def _holds(rule: Rule, held: Mapping[str, frozenset[str]]) -> bool:
    return all(_is(one, held) for one in rule.all_of) and (
        not rule.any_of or any(_is(one, held) for one in rule.any_of)
    )


def _is(condition: Condition, held: Mapping[str, frozenset[str]]) -> bool:
    return bool(held.get(condition.fact, frozenset()) & condition.one_of)
