"""The pack's routing rules in triage's own words."""

from services.triage.domain.policy import Condition, Deadline, DeadlineUnit, Owner, Policy, Protection, Rule
from shared.pack import rules as written
from shared.pack import values
from shared.pack.triage import TriagePack


def policy_of(pack: TriagePack) -> Policy:
    return Policy(
        version=pack.policy_version,
        protection=Protection(
            danger=_owner(pack.protection.danger),
            floor=_owner(pack.protection.floor),
            unsure=_owner(pack.protection.unsure),
        ),
        owners={category: _owner(owner) for category, owner in pack.owners.items()},
        rules=tuple(map(_rule, pack.routing)),
    )


def as_written(length: Deadline) -> values.Deadline:
    """Back into the pack's words, in which working time is counted."""
    return values.Deadline(amount=length.amount, unit=values.DeadlineUnit(length.unit.value), working=length.working)


def _rule(rule: written.Rule) -> Rule:
    return Rule(
        code=rule.code,
        route=rule.then.route,
        reasons=rule.then.reasons,
        team=rule.then.team,
        deadline=_deadline(rule.then.deadline) if rule.then.deadline is not None else None,
        is_urgent=rule.then.urgent,
        all_of=tuple(map(_condition, rule.when.all)),
        any_of=tuple(map(_condition, rule.when.any)),
    )


def _condition(condition: written.Condition) -> Condition:
    return Condition(fact=condition.fact.value, one_of=frozenset(condition.one_of))


def _owner(owner: written.Owner) -> Owner:
    return Owner(team=owner.team, deadline=_deadline(owner.deadline))


def _deadline(length: values.Deadline) -> Deadline:
    return Deadline(amount=length.amount, unit=DeadlineUnit(length.unit.value), working=length.working)
