"""What a helper offers, and what staff find out about them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from services.triage.domain.claiming import HelperEvents, release_all
from services.triage.domain.helper import Helper
from services.triage.domain.reasons import Ended, No
from shared.errors import NotEligible, Refused
from shared.events.triage_people import (
    ContactBlocked,
    HelperErased,
    HelperHomeTold,
    HelperPaused,
    HelperRegistered,
    HelperResumed,
    HelperRevoked,
    HelperStopped,
    HelperVetted,
    Hours,
)

HIGHEST_TIER = 3
EMPTIED = ("home", "capabilities", "languages", "radius", "hours", "vetting")
"""What a helper told us, and was found to be, that is gone when they stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """What somebody would do, in which languages, how far from home, and when; no hours means whenever."""

    capabilities: Sequence[str]
    languages: Sequence[str]
    radius_m: int
    hours: Sequence[Hours]


def register(helper: Helper, offer: HelperRegistered, home: HelperHomeTold) -> HelperEvents:
    """Offer help, or offer it anew; the same offer again says nothing new, nor does one of somebody who was erased."""
    if helper.is_erased:
        return ()
    told: HelperEvents = () if home == _home_of(helper) else (home,)
    return told if offer == _offered(helper) else (*told, offer)


def change(helper: Helper, offer: Offer) -> HelperEvents:
    """Offer something else from now on; who they are and where they live stays.

    A language that they spoke before keeps its place, for the first is the one we write in. Raises: NotEligible.
    """
    before = _offered(helper)
    if before is None:
        raise NotEligible(No.NO_HELPER)
    known = [one for one in before.languages if one in offer.languages]
    changed = replace(
        before,
        capabilities=list(offer.capabilities),
        languages=list(dict.fromkeys((*known, *offer.languages))),
        radius_m=offer.radius_m,
        hours=list(offer.hours),
    )
    return () if changed == before else (changed,)


def pause(helper: Helper, *, until: datetime | None) -> HelperEvents:
    """No reason asked (rule R10)."""
    _check_registered(helper)
    return () if helper.is_paused and helper.paused_until == until else (HelperPaused(until=until),)


def resume(helper: Helper) -> HelperEvents:
    _check_registered(helper)
    return (HelperResumed(),) if helper.is_paused else ()


def stop(helper: Helper) -> HelperEvents:
    """For good, and at once: no reason asked, nothing owed (rule R10). Twice is once. Raises: NotEligible."""
    if helper.has_stopped:
        return ()
    _check_registered(helper)
    return (*release_all(helper, Ended.STOPPED_HELPING), HelperStopped(emptied=list(EMPTIED)))


def vet(helper: Helper, *, tier: int, expires_at: datetime | None) -> HelperEvents:
    """Raises: NotEligible, Refused."""
    _check_registered(helper)
    if not 0 <= tier <= HIGHEST_TIER:
        raise Refused(No.NOT_ALLOWED)
    known = not helper.is_revoked and (helper.tier, helper.tier_expires_at) == (tier, expires_at)
    return () if known else (HelperVetted(tier=tier, expires_at=expires_at),)


def expire(helper: Helper, at: datetime) -> HelperEvents:
    """A vetting whose time is over is none any more (rule R7)."""
    has_expired = helper.tier_expires_at is not None and helper.tier_expires_at <= at
    return (HelperVetted(tier=0),) if has_expired else ()


def revoke(helper: Helper, *, why: str) -> HelperEvents:
    """At once: every claim is over in the same write, and with it all access (rule R7); also before they come back."""
    _check_known(helper)
    return () if helper.is_revoked else (HelperRevoked(reason=why), *release_all(helper))


def erase(helper: Helper) -> HelperEvents:
    """Nothing of them is kept, not even claims: their cases were left before. Twice is once."""
    return () if helper.is_erased else (*release_all(helper), HelperErased())


def block(helper: Helper, *, contact_id: str) -> HelperEvents:
    """They shall not meet again; nothing is shown to anybody (rule R9)."""
    _check_known(helper)
    return () if contact_id in helper.blocked else (ContactBlocked(contact_id=contact_id),)


def _check_registered(helper: Helper) -> None:
    if helper.home is None:
        raise NotEligible(No.NO_HELPER)


def _check_known(helper: Helper) -> None:
    """Whoever has stopped may be back."""
    if not helper.has_stopped:
        _check_registered(helper)


def _offered(helper: Helper) -> HelperRegistered | None:
    if helper.home is None:
        return None
    return HelperRegistered(
        first_name=helper.first_name,
        languages=helper.languages,
        capabilities=helper.capabilities,
        radius_m=helper.radius_m,
        hours=helper.hours,
        demo=helper.is_demo,
    )


def _home_of(helper: Helper) -> HelperHomeTold | None:
    return None if helper.home is None else HelperHomeTold(home=helper.home, address=helper.address)
