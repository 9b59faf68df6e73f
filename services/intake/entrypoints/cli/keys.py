"""Keys of partners' systems by command: issued, listed, revoked. A key is shown once, and in no log or message."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

import click

from services.intake.bootstrap import KeyCabinet, make_key_cabinet, make_stores
from services.intake.domain.api_key import LONGEST_OWNER, MOST_PER_MINUTE
from services.intake.handlers.issue_api_key import IssueApiKey
from services.intake.handlers.revoke_api_key import RevokeApiKey
from services.intake.settings import read_settings
from shared.errors import NotFound, Refused
from shared.operators.obstacle import Obstacle
from shared.operators.saying import log_for_operators, say, say_each
from shared.operators.words import INSTANT, a_code
from shared.settings import or_exit

USUAL_PER_MINUTE = 60
BY = click.option("--by", required=True, help="Who you are.")
REASON = click.option(
    "--reason", required=True, callback=a_code, help="Why, as a code such as `new_partner` or `key_leaked`."
)
_REFUSALS = {
    "no_owner": f"An owner has a name of 1 to {LONGEST_OWNER} characters on one line, such as “Port authority”.",
    "end_passed": "The day after which it should open nothing has passed already; choose a later one.",
}


def cabinet() -> KeyCabinet:
    """By the settings of this process; ends it where they are wrong."""
    settings = or_exit(read_settings)
    log_for_operators(settings.common.service, settings.common.log_level)
    clock = settings.common.clock()
    return make_key_cabinet(make_stores(settings, clock), clock)


@click.command("issue-api-key")
@click.argument("owner")
@click.option("--until", type=INSTANT, help="When it ends, with an offset; without this it ends when it is revoked.")
@click.option(
    "--per-minute",
    default=USUAL_PER_MINUTE,
    show_default=True,
    type=click.IntRange(1, MOST_PER_MINUTE),
    help="Requests that it may send in a minute; what bears a sign of danger is taken beyond that.",
)
@BY
@REASON
def issue_api_key(owner: str, until: datetime | None, per_minute: int, by: str, reason: str) -> None:
    """Give the system of a partner, OWNER, a key for the API of reports.

    OWNER is an organisation and its system ("Port authority, app"), no person. Prints the key once, as JSON: only its
    hash is kept. Hand it over on a way that nobody else reads.
    """
    command = IssueApiKey(owner=owner, by=by, reason=reason, per_minute=per_minute, expires_at=until)
    try:
        issued = cabinet().issue(command)
    except Refused as no:
        raise Obstacle(_REFUSALS.get(no.code, no.code)) from None
    say_each([{"id": issued.id, "key": issued.key}])
    say("This is the only time that the key is shown; its id is no secret.")


@click.command("list-api-keys")
def list_api_keys() -> None:
    """Print every key: whose it is, whether it opens, until when, its limit, and who gave or took it, when and why.

    A JSON object on each line, without secrets. `last_used_at` is the minute of the last request.
    """
    say_each(_lines(cabinet()))


def _lines(keys: KeyCabinet) -> Iterator[Mapping[str, Any]]:
    return (asdict(each) for each in sorted(keys.listed(), key=lambda one: (one.owner, one.id)))


@click.command("revoke-api-key")
@click.argument("key")
@BY
@REASON
def revoke_api_key(key: str, by: str, reason: str) -> None:
    """Let a KEY, by its id or as somebody found it, open nothing any more, from the next request on.

    Revoking twice is revoking once.
    """
    try:
        revoked = cabinet().revoke(RevokeApiKey(key=key, by=by, reason=reason))
    except NotFound:  # Never repeats what was typed: it may be a key.
        raise Obstacle("There is no such key; list-api-keys shows the ids, which begin with nabo_key_.") from None
    say(f"{revoked} opens nothing any more.")
