"""Gives operators their commands."""

import json
import sys
from collections.abc import Iterable, Mapping

import click

from services.notify.bootstrap import INDEXES, Notify, Stores, make_notify, make_stores
from services.notify.domain.delivery import Delivery
from services.notify.entrypoints.cli.demo import register_everybody
from services.notify.handlers.send_again import SendAgain
from services.notify.settings import read_settings
from shared.errors import IllegalMove, NotFound
from shared.ids import read_reference
from shared.mongo.indexes import create_indexes
from shared.pack import load_demo as demo_of
from shared.settings import or_exit


@click.group()
def cli() -> None:
    """Notify: what operators can ask of it."""


@cli.command("create-indexes")
def create() -> None:
    """Build the indexes that queries need. Doing it again changes nothing."""
    create_indexes(_stores().database, INDEXES)


@cli.command("load-demo")
def load_demo() -> None:
    """Register the people of the pack's demo, with their addresses. Doing it again changes nothing."""
    settings = or_exit(read_settings)
    people = or_exit(lambda: demo_of(settings.common.pack_folder))
    fresh = register_everybody(people, _notify())
    click.echo(f"notify: {len(people)} demo people, {fresh} of them new", err=True)


@cli.command("trace")
@click.argument("reference")
def trace(reference: str) -> None:
    """Print all that notify knows of a report's way, a JSON object on each line, without words and addresses."""
    try:
        wanted = read_reference(reference)
    except ValueError:
        raise click.BadParameter(f"{reference} is no reference") from None
    _print(_stores().traces.of(wanted))


@cli.command("deliveries")
@click.option("--limit", default=100, show_default=True, help="At most so many, the newest first.")
def deliveries(limit: int) -> None:
    """List messages that failed, or of which nobody knows whether they went out; a JSON object on each line."""
    _print(_shown(each) for each in _notify().deliveries.in_trouble(limit))


@cli.command("send-again")
@click.argument("delivery_id")
def send_again(delivery_id: str) -> None:
    """Send a failed or unknown message once more. Look first whether it arrived: it may then arrive twice."""
    try:
        _notify().send_again(SendAgain(delivery_id=delivery_id))
    except NotFound:
        raise click.BadParameter(f"there is no delivery {delivery_id}") from None
    except IllegalMove as no:
        raise click.ClickException(f"this cannot be done now: {no.code}") from None


def _shown(delivery: Delivery) -> Mapping[str, object]:
    return {
        "id": delivery.id,
        "status": delivery.status,
        "why": delivery.why,
        "message": delivery.message,
        "audience": delivery.audience,
        "planned_at": delivery.planned_at,
        "report_id": delivery.report_id,
        "correlation_id": delivery.correlation_id,
    }


def _stores() -> Stores:
    settings = or_exit(read_settings)
    return make_stores(settings, settings.common.clock())


def _notify() -> Notify:
    settings = or_exit(read_settings)
    clock = settings.common.clock()
    return or_exit(lambda: make_notify(settings, make_stores(settings, clock), clock))


def _print(steps: Iterable[Mapping[str, object]]) -> None:
    for step in steps:
        sys.stdout.write(json.dumps(step, default=str) + "\n")


if __name__ == "__main__":
    cli()
