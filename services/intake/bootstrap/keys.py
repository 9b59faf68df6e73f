"""What operators need for the keys of partners' systems."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from services.intake.adapters.made_api_keys import new_api_key
from services.intake.adapters.mongo_api_keys import MongoApiKeys, MongoKeyUses
from services.intake.bootstrap.stores import Stores
from services.intake.handlers.issue_api_key import IssueApiKey, NewKey, issue_api_key
from services.intake.handlers.revoke_api_key import RevokeApiKey, revoke_api_key
from services.intake.queries.listed_api_keys import ListedKey, listed_api_keys
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyCabinet:
    """What operators do with the keys of partners' systems; it needs no pack."""

    issue: Callable[[IssueApiKey], NewKey]
    revoke: Callable[[RevokeApiKey], str]
    listed: Callable[[], Iterator[ListedKey]]


def make_key_cabinet(stores: Stores, clock: Clock) -> KeyCabinet:
    keys, uses = MongoApiKeys(stores.database, clock=clock), MongoKeyUses(stores.database)
    return KeyCabinet(
        issue=partial(issue_api_key, keys=keys, mint=new_api_key, clock=clock),
        revoke=partial(revoke_api_key, keys=keys),
        listed=partial(listed_api_keys, keys=keys, uses=uses, clock=clock),
    )
