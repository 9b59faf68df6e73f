"""What a helper offers, as they see it themselves."""

from collections.abc import Sequence
from dataclasses import dataclass

from services.triage.ports import HelpersToRead
from shared.events.triage_people import Hours


@dataclass(frozen=True, slots=True, kw_only=True)
class MyOffer:
    """address: of their own home, None where only its place is known."""

    address: str | None
    capabilities: Sequence[str]
    languages: Sequence[str]
    radius_m: int
    hours: Sequence[Hours]


def my_offer(person_id: str, *, helpers: HelpersToRead) -> MyOffer | None:
    """None for somebody who has not offered to help, or does no more."""
    helper = helpers.find(person_id).state
    if helper.home is None:
        return None
    return MyOffer(
        address=helper.address,
        capabilities=helper.capabilities,
        languages=helper.languages,
        radius_m=helper.radius_m,
        hours=helper.hours,
    )
