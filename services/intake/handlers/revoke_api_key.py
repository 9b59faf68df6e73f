"""A key opens nothing any more, from the next request on."""

from dataclasses import dataclass
from functools import partial

from services.intake.domain import api_key
from services.intake.ports import ApiKeys
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class RevokeApiKey:
    """key: its id, or the whole key as somebody found it. reason: a code."""

    key: str
    by: str
    reason: str


def revoke_api_key(command: RevokeApiKey, *, keys: ApiKeys) -> str:
    """Returns its id. Raises: NotFound, TryAgain."""
    key_id = api_key.id_in(command.key)
    return change(keys, key_id, partial(api_key.revoke, reason=command.reason), by=command.by).id
