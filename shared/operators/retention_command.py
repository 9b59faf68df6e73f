"""`retention`: what is past its period and would go, and the word of an operator that it may."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import click

from shared.operators.obstacle import Obstacle
from shared.operators.office import Office
from shared.operators.saying import say, say_each
from shared.retention import Finding, Retention, survey, unconfirmed

SECONDS_A_DAY = 86400


def retention_command(office: Callable[[], Office]) -> click.Command:
    @click.command("retention")
    @click.option("--dry-run", is_flag=True, help="Print what would go now, and change nothing.")
    @click.option("--confirm", is_flag=True, help="Let the pack's periods, as they are now, take effect.")
    def retention(*, dry_run: bool, confirm: bool) -> None:
        """Tell what is kept past the pack's periods, and confirm periods that are new or shorter.

        A period does nothing before it was confirmed; the worker then lets go what is past it, hour by hour. Prints a
        JSON object for each kind of data and category: how much, since when, and whether the period is in force.
        """
        if dry_run == confirm:
            raise click.UsageError("Say either --dry-run or --confirm.")
        here = office()
        keeps = here.retention()
        _look(here, keeps)
        if confirm:
            keeps.confirmed.confirm(keeps.kept.named, here.clock.now())
            say(f"{len(keeps.kept.periods)} periods are in force from now on.")

    return retention


def _look(here: Office, keeps: Retention) -> None:
    if not keeps.kept.periods:
        raise Obstacle("The pack says under `kept` of categories.yaml how long what is kept; it says nothing yet.")
    waiting = {str(each) for each in unconfirmed(keeps.kept, keeps.confirmed.periods())}
    found = survey(keeps.kept.periods, keeps.shelves, here.clock.now())
    say_each({**_said(each), "confirmed": str(each.what) not in waiting} for each in found)


def _said(finding: Finding) -> Mapping[str, object]:
    return {
        "data": finding.what.data.value,
        "of": finding.what.of,
        "kept_days": round(finding.length / timedelta(seconds=SECONDS_A_DAY), 2),
        "would_go": finding.count,
        "oldest": finding.oldest,
    }
