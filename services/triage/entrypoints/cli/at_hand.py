"""What triage's commands have in common: triage itself, who acts and why, and refusals in one line."""

from collections.abc import Callable

import click

from services.triage.bootstrap import Triage, make_stores, make_triage
from services.triage.entrypoints.web.words.refusals import REFUSALS
from services.triage.settings import Settings, read_settings
from shared.errors import DomainError, NotFound
from shared.operators.words import a_code
from shared.settings import or_exit

BY = click.option("--by", required=True, help="Who you are.")
REASON = click.option(
    "--reason",
    required=True,
    callback=a_code,
    help="Why, as a code such as `joined_team` or `vetting_expired`; never a sentence about a person.",
)


def at_hand() -> Triage:
    """By the settings of this process; ends it where they are wrong."""
    return made(or_exit(read_settings))


def made(settings: Settings) -> Triage:
    clock = settings.common.clock()
    return or_exit(lambda: make_triage(settings, make_stores(settings, clock), clock))


def do(act: Callable[[], None]) -> None:
    """Say a refusal in one line."""
    try:
        act()
    except NotFound:
        raise click.ClickException("there is nobody of that id here") from None
    except DomainError as no:
        raise click.ClickException(in_words(no.code)) from None


def in_words(code: str) -> str:
    """The sentence that stands at the desk for it, in English, with the code that stands in the records."""
    return f"{REFUSALS[code]} ({code})" if code in REFUSALS else code
