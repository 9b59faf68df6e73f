"""Gives operators their commands."""

from collections.abc import Callable, Mapping

import click

from services.notify.bootstrap import Notify, make_notify, make_stores
from services.notify.domain.delivery import Delivery
from services.notify.entrypoints.cli.demo import register_everybody
from services.notify.entrypoints.cli.keys import rotate_keys_command
from services.notify.entrypoints.cli.office import ground, office
from services.notify.handlers.erase_person import ErasePerson
from services.notify.handlers.let_go_of_oidc import LetGoOfOidc
from services.notify.handlers.offer_enrolment import OfferEnrolment
from services.notify.handlers.send_again import SendAgain
from services.notify.settings import read_settings
from shared.contacts import normalise_email
from shared.errors import IllegalMove, NotFound, Refused, StaleVersion
from shared.operators.commands import add_shared_commands, build_indexes
from shared.operators.group import Commands
from shared.operators.saying import say_each
from shared.operators.words import a_code
from shared.pack import load_demo as demo_of
from shared.settings import or_exit

NOBODY = "there is nobody of that id or address here; an address counts once they have confirmed it"


@click.group(cls=Commands)
def cli() -> None:
    """Notify: what operators can ask of it."""


@cli.command("load-demo")
def load_demo() -> None:
    """Build the indexes and register the pack's demo people with their addresses. Doing it again changes nothing."""
    build_indexes(ground())
    settings = or_exit(read_settings)
    people = or_exit(lambda: demo_of(settings.common.pack_folder))
    fresh = register_everybody(people, _notify())
    click.echo(f"notify: {len(people)} demo people, {fresh} of them new", err=True)


@cli.command("deliveries")
@click.option(
    "--limit", default=100, show_default=True, type=click.IntRange(min=1), help="At most so many, the newest first."
)
def deliveries(limit: int) -> None:
    """List messages that failed, or of which nobody knows whether they went out; a JSON object on each line."""
    say_each(_shown(each) for each in _notify().deliveries.in_trouble(limit))


@cli.command("send-again")
@click.argument("delivery_id")
def send_again(delivery_id: str) -> None:
    """Send a failed or unknown message once more. Look first whether it arrived: it may then arrive twice."""
    send_or_say(_notify().send_again, delivery_id)


def send_or_say(send: Callable[[SendAgain], None], delivery_id: str) -> None:
    """Raises: click.ClickException, in words."""
    try:
        send(SendAgain(delivery_id=delivery_id))
    except NotFound:
        raise click.BadParameter(f"there is no delivery {delivery_id}") from None
    except IllegalMove as no:
        raise click.ClickException(f"only what failed or is unknown is sent again ({no.code})") from None
    except StaleVersion:
        raise click.ClickException("somebody else was faster: look again with `deliveries`") from None


@cli.command("erase")
@click.argument("who")
@click.option("--by", required=True, help="Who you are; it stands in the history.")
@click.option(
    "--reason", required=True, callback=a_code, help="Why, as a code such as `letter`; it stands in the history."
)
def erase(who: str, by: str, reason: str) -> None:
    """Erase everything about somebody, in all services: WHO is a person's id, or a confirmed address of theirs.

    As on their own page: what protects somebody goes on. Whoever works here must have their roles ended first.
    """
    notify = _notify()
    person_id = _person(who, notify)
    try:
        notify.erase_person(ErasePerson(person_id=person_id, by=by, reason=reason))
    except NotFound:
        raise click.BadParameter(NOBODY) from None
    except Refused as no:
        raise click.ClickException(f"they work here: end their roles with revoke-role of triage ({no.code})") from None
    click.echo(f"erased: {person_id}")


@cli.command("enrol-staff")
@click.argument("who")
@click.option("--by", required=True, help="Who you are; it stands in the history.")
def enrol_staff(who: str, by: str) -> None:
    """Print a link with which somebody who works here adds a passkey: WHO is their id, or a confirmed address.

    It works once, for a day, for them alone, besides their mailbox. Hand it over; do not mail it to them.
    """
    settings, notify = or_exit(read_settings), _notify()
    try:
        token = notify.surer.offer_enrolment(OfferEnrolment(person_id=_person(who, notify), by=by))
    except NotFound:
        raise click.BadParameter(NOBODY) from None
    except Refused:
        raise click.ClickException(
            "they have no role here, or it is not known here yet: grant-role of triage"
        ) from None
    click.echo(f"{settings.common.public_url}/me/passkeys/enrol/{token}")


@cli.command("let-go-sign-in")
@click.argument("who", required=False)
@click.option("--everybody", is_flag=True, help="All whom the organisation's sign-in ever named, instead of one.")
@click.option("--by", required=True, help="Who you are; it stands in the history.")
@click.option("--reason", required=True, callback=a_code, help="Why, as a code; it stands in the history.")
def let_go_sign_in(who: str | None, by: str, reason: str, *, everybody: bool) -> None:
    """Forget who somebody is at the organisation's sign-in: the next one there with their address is them.

    For an account that was made anew, or a new provider. WHO is a person's id, or a confirmed address.
    """
    if bool(who) == everybody:
        raise click.UsageError("name somebody, or say --everybody")
    notify = _notify()
    command = LetGoOfOidc(person_id=_person(who, notify) if who else None, by=by, reason=reason)
    try:
        let_go = notify.surer.let_go_of_oidc(command)
    except NotFound:
        raise click.BadParameter("they never came in by the organisation's sign-in") from None
    click.echo(f"let go: {let_go}")


def _person(who: str, notify: Notify) -> str:
    """Nobody's address is said back: it would stand in the terminal's memory once more."""
    if "@" not in who:
        return who
    try:
        owner = notify.people.owner_of(notify.contact_of(normalise_email(who)))
    except ValueError:
        owner = None
    if owner is None:
        raise click.BadParameter(NOBODY)
    return owner.id


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


def _notify() -> Notify:
    settings = or_exit(read_settings)
    clock = settings.common.clock()
    return or_exit(lambda: make_notify(settings, make_stores(settings, clock), clock))


cli.add_command(rotate_keys_command(_notify))
add_shared_commands(cli, office, ground)

if __name__ == "__main__":
    cli()
