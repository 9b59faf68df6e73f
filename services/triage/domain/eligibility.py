"""Why somebody is not asked. Every reason protects somebody; none is a judgement, and none is ever shown."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.triage.domain.helper import WEEK, Helper, Limits
from shared.events.place import Place, distance_m
from shared.events.triage_people import Hours

SAME_HOUSE_M = 25


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Whom a case looks for in one wave. at: now; local: the same in the pack's zone.

    speaks: the language that must be shared, None where people need not meet. reporter: by what
    they are known.
    passed_over: people who are the reporter, are named in the case, or were asked before.
    """

    place: Place
    at_home: bool
    address_key: str | None
    radius_m: int
    capability: str
    tier: int
    speaks: str | None
    at: datetime
    local: datetime
    reporter: frozenset[str]
    passed_over: frozenset[str]
    limits: Limits


class WhyNot(StrEnum):
    """For tests and for the curious; no such reason is kept about anybody."""

    PASSED_OVER = "passed_over"
    NOT_OFFERED = "not_offered"
    VETTING = "vetting"
    PAUSED = "paused"
    ENOUGH_TASKS = "enough_tasks"
    ASKED_OFTEN = "asked_often"
    TOO_FAR = "too_far"
    LANGUAGE = "language"
    HOURS = "hours"
    SAME_ADDRESS = "same_address"
    BLOCKED = "blocked"


AddressKey = Callable[[str], str]


def why_not(person_id: str, helper: Helper, wanted: Wanted, *, address_key: AddressKey) -> WhyNot | None:
    """The first reason that holds, or None: they may be asked."""
    return next((why for why, holds in _reasons(person_id, helper, wanted, address_key).items() if holds), None)


def _reasons(person_id: str, helper: Helper, wanted: Wanted, address_key: AddressKey) -> dict[WhyNot, bool]:
    return {
        WhyNot.PASSED_OVER: person_id in wanted.passed_over,
        WhyNot.NOT_OFFERED: helper.home is None or wanted.capability not in helper.capabilities,
        WhyNot.VETTING: helper.is_revoked or helper.tier_on(wanted.at) < wanted.tier,
        WhyNot.PAUSED: helper.is_paused_at(wanted.at),
        WhyNot.ENOUGH_TASKS: len(helper.claims) >= wanted.limits.open_assignments,
        WhyNot.ASKED_OFTEN: helper.asked_since(wanted.at - WEEK) >= wanted.limits.invitations_a_week,
        WhyNot.TOO_FAR: _is_too_far(helper, wanted),
        WhyNot.LANGUAGE: wanted.speaks is not None and wanted.speaks not in helper.languages,
        WhyNot.HOURS: not is_within(helper.hours, wanted.local),
        WhyNot.SAME_ADDRESS: _lives_there(helper, wanted, address_key),
        WhyNot.BLOCKED: not wanted.reporter.isdisjoint(helper.blocked),
    }


def is_within(hours: list[Hours], local: datetime) -> bool:
    """Whether somebody with these hours may be asked at a local time; no hours means whenever."""
    return not hours or any(local.weekday() in one.days and one.start <= local.time() <= one.end for one in hours)


def _is_too_far(helper: Helper, wanted: Wanted) -> bool:
    """Both sides must reach: the wave, and how far they would go."""
    if helper.home is None:
        return True
    return distance_m(helper.home, wanted.place) > min(wanted.radius_m, helper.radius_m)


def _lives_there(helper: Helper, wanted: Wanted, address_key: AddressKey) -> bool:
    """The same address, or so near to somebody's home that it may be theirs (rule R9)."""
    if helper.address and wanted.address_key and address_key(helper.address) == wanted.address_key:
        return True
    return wanted.at_home and helper.home is not None and distance_m(helper.home, wanted.place) <= SAME_HOUSE_M
