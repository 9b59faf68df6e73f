"""What the API takes and gives."""

from collections.abc import Mapping
from typing import Any

from marshmallow import EXCLUDE, Schema, fields
from marshmallow.validate import Length, OneOf

from services.triage.domain.policy import Policy, Rule
from services.triage.domain.shelves import ShelvedCase
from services.triage.queries.my_queue import Show
from shared.events.triage import CaseStatus, Route


class ConditionAnswer(Schema):
    """Holds when one of the fact's values is among `one_of`."""

    fact = fields.String(required=True)
    one_of = fields.List(fields.String(), required=True)


class RuleAnswer(Schema):
    """The first rule of which all of `all` hold, and one of `any` if there are any, decides."""

    code = fields.String(required=True)
    all = fields.List(fields.Nested(ConditionAnswer), required=True)
    any = fields.List(fields.Nested(ConditionAnswer), required=True)
    route = fields.Enum(Route, by_value=True, required=True)
    reasons = fields.List(fields.String(), required=True)
    team = fields.String(required=True, allow_none=True)
    urgent = fields.Boolean(required=True)


class PolicyAnswer(Schema):
    """The rules that hold now."""

    version = fields.String(required=True, metadata={"description": "Content hash of the rules."})
    rules = fields.List(fields.Nested(RuleAnswer), required=True)


class ProblemAnswer(Schema):
    """Why not: a problem of RFC 9457."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True)
    errors = fields.Dict()


class QueueQuery(Schema):
    """Which part of the queue, and where the page begins."""

    class Meta:
        unknown = EXCLUDE

    show = fields.String(load_default=Show.TEAM.value, validate=OneOf([show.value for show in Show]))
    after = fields.String(load_default="", validate=Length(max=400))


class QueuedAnswer(Schema):
    """One case. `where` is null where the place is protected."""

    reference = fields.String(required=True)
    category = fields.String(required=True)
    status = fields.Enum(CaseStatus, by_value=True, required=True)
    team = fields.String(required=True)
    reason_codes = fields.List(fields.String(), required=True)
    is_urgent = fields.Boolean(required=True)
    is_reopened = fields.Boolean(required=True)
    since = fields.AwareDateTime(required=True)
    due_at = fields.AwareDateTime(required=True, allow_none=True)
    where = fields.String(required=True, allow_none=True)
    is_mine = fields.Boolean(required=True)


class QueueAnswer(Schema):
    """A page, what is due first standing first. `count` is null where there are more than 1,000."""

    cases = fields.List(fields.Nested(QueuedAnswer), required=True)
    count = fields.Integer(required=True, allow_none=True)
    next = fields.String(required=True, allow_none=True, metadata={"description": "`after` of the next page."})


def problems(said: Mapping[str, str]) -> dict[str, Any]:
    """Responses of an operation: by status, what it means."""
    content = {"application/problem+json": {"schema": ProblemAnswer}}
    return {status: {"description": meaning, "content": content} for status, meaning in said.items()}


def policy_answer(policy: Policy) -> dict[str, Any]:
    return {"version": policy.version, "rules": [_rule(rule) for rule in policy.rules]}


def queued_answer(case: ShelvedCase, me: str) -> dict[str, Any]:
    shown = {name: getattr(case, name) for name in QueuedAnswer().fields if hasattr(case, name)}
    return {**shown, "is_mine": case.taken_by == me}


def _rule(rule: Rule) -> dict[str, Any]:
    return {
        "code": rule.code,
        "all": [{"fact": one.fact, "one_of": sorted(one.one_of)} for one in rule.all_of],
        "any": [{"fact": one.fact, "one_of": sorted(one.one_of)} for one in rule.any_of],
        "route": rule.route,
        "reasons": list(rule.reasons),
        "team": rule.team,
        "urgent": rule.is_urgent,
    }
