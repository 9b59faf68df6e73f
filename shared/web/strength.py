"""How sure a sign-in must be: what a link or code by mail is not enough for. The one place that says so."""

from shared.events.notify_sign_ins import SECOND_FACTOR, VOUCHED
from shared.events.triage_people import STAFF


def usable(roles: frozenset[str], method: str, *, staff_may_use_links: bool) -> frozenset[str]:
    """Those of somebody's roles that they have in a session that began by this method."""
    return roles if staff_may_use_links or method in VOUCHED else roles - STAFF


def has_second_factor(method: str) -> bool:
    """Whether it began with more than a mail."""
    return method in SECOND_FACTOR
