"""What operators type: a reason as a code, an instant with its offset."""

import re
from datetime import datetime

import click

_CODE = re.compile(r"[a-z][a-z0-9_]{1,63}")


def a_code(_context: click.Context, _option: click.Parameter, said: str) -> str:
    """The history is kept for good, and holds codes alone (rule R18). Raises: BadParameter."""
    if not _CODE.fullmatch(said):
        raise click.BadParameter(f"{said} is not a code such as joined_team: small letters, digits and _")
    return said


class Instant(click.ParamType[datetime]):
    """An aware datetime; without an offset it would be another instant on another machine."""

    name = "instant"

    def convert(self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Raises: BadParameter."""
        if isinstance(value, datetime):
            return value
        try:
            said = datetime.fromisoformat(value)
        except ValueError:
            said = None
        if said is None or said.tzinfo is None:
            self.fail(f"{value} is no instant; write day, time and offset: 2027-06-30T23:59:59+03:00", param, ctx)
        return said


INSTANT = Instant()
