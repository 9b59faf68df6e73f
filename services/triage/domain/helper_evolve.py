"""What each event makes of a helper. Total, and free of decisions."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from services.triage.domain.helper import WEEK, Asked, Claim, Helper
from shared.events import triage_people as happened
from shared.events.triage_people import HelperEvent, HelperState


def evolve(helper: Helper, event: HelperEvent) -> Helper:
    """The helper after the event."""
    return _STEPS[type(event)](helper, event)


def public_state(helper: Helper) -> HelperState:
    """What other services may know of them."""
    return HelperState(
        first_name=helper.first_name,
        language=helper.language,
        tier=helper.tier,
        paused=helper.is_paused,
        revoked=helper.is_revoked,
        demo=helper.is_demo,
        erased=helper.is_erased,
    )


def _registered(helper: Helper, event: happened.HelperRegistered) -> Helper:
    told = helper if event.home is None else replace(helper, home=event.home, address=event.address)
    return replace(
        told,
        first_name=event.first_name,
        languages=event.languages,
        capabilities=event.capabilities,
        radius_m=event.radius_m,
        hours=event.hours,
        is_demo=event.demo,
        has_stopped=False,
    )


def _home_told(helper: Helper, event: happened.HelperHomeTold) -> Helper:
    return replace(helper, home=event.home, address=event.address)


def _vetted(helper: Helper, event: happened.HelperVetted) -> Helper:
    return replace(helper, tier=event.tier, tier_expires_at=event.expires_at, is_revoked=False)


def _revoked(helper: Helper, _: happened.HelperRevoked) -> Helper:
    return replace(helper, tier=0, tier_expires_at=None, is_revoked=True)


def _paused(helper: Helper, event: happened.HelperPaused) -> Helper:
    return replace(helper, is_paused=True, paused_until=event.until)


def _resumed(helper: Helper, _: happened.HelperResumed) -> Helper:
    return replace(helper, is_paused=False, paused_until=None)


def _stopped(helper: Helper, _: happened.HelperStopped) -> Helper:
    """What protects others stays: whom they shall not meet, a vetting that was taken back, how often they were asked.

    So does their first name, which stands beside what they helped with.
    """
    return Helper(
        first_name=helper.first_name,
        is_demo=helper.is_demo,
        is_revoked=helper.is_revoked,
        asked=helper.asked,
        last_asked_at=helper.last_asked_at,
        claims=helper.claims,
        blocked=helper.blocked,
        has_stopped=True,
    )


def _asked(helper: Helper, event: happened.HelperAsked) -> Helper:
    lately = [one for one in helper.asked if one.at > event.at - WEEK]
    return replace(helper, asked=[*lately, Asked(case_id=event.case_id, at=event.at)], last_asked_at=event.at)


def _claimed(helper: Helper, event: happened.TaskClaimed) -> Helper:
    claim = Claim(lapses_at=event.lapses_at, case_version=event.case_version)
    return replace(helper, claims={**helper.claims, event.case_id: claim})


def _confirmed(helper: Helper, event: happened.ClaimConfirmed) -> Helper:
    confirmed = replace(helper.claims[event.case_id], is_confirmed=True)
    return replace(helper, claims={**helper.claims, event.case_id: confirmed})


def _released(helper: Helper, event: happened.ClaimReleased) -> Helper:
    return replace(helper, claims={case: claim for case, claim in helper.claims.items() if case != event.case_id})


def _blocked(helper: Helper, event: happened.ContactBlocked) -> Helper:
    return replace(helper, blocked=list(dict.fromkeys((*helper.blocked, event.contact_id))))


def _erased(_: Helper, __: happened.HelperErased) -> Helper:
    return Helper(is_revoked=True, is_erased=True)


_STEPS: Mapping[type, Callable[[Helper, Any], Helper]] = {
    happened.HelperRegistered: _registered,
    happened.HelperHomeTold: _home_told,
    happened.HelperVetted: _vetted,
    happened.HelperRevoked: _revoked,
    happened.HelperPaused: _paused,
    happened.HelperResumed: _resumed,
    happened.HelperStopped: _stopped,
    happened.HelperAsked: _asked,
    happened.TaskClaimed: _claimed,
    happened.ClaimConfirmed: _confirmed,
    happened.ClaimReleased: _released,
    happened.ContactBlocked: _blocked,
    happened.HelperErased: _erased,
}
