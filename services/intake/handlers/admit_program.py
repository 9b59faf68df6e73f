"""A program shows a key: whether it opens, and whether its minute has room for one more request."""

from services.intake.domain.api_key import ApiKeyRefused, check, id_in
from services.intake.domain.secret import hashed
from services.intake.domain.sender import Sender
from services.intake.ports import ApiKeys, KeyUses
from shared.clock import Clock
from shared.errors import NotFound


def admit_program(key: str, *, keys: ApiKeys, uses: KeyUses, clock: Clock) -> Sender:
    """Read anew with each request, so that revoking acts on the next one. What is refused is not counted.

    Raises: ApiKeyRefused, TryAgain.
    """
    try:
        found = keys.get(id_in(key))
    except NotFound:
        raise ApiKeyRefused("api_key_unknown") from None
    now = clock.now()
    check(found.state, hashed(key), key_id=found.id, at=now)
    used = uses.count(found.id, now)
    return Sender(key_id=found.id, after_seconds=used.wait(most=found.state.per_minute, at=now))
