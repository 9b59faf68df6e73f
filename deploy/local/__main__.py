"""`python -m deploy.local <command>`: what the Makefile calls."""

import os
import sys

import click

from deploy.local import terminal
from deploy.local.keys import make_secrets
from deploy.local.layout import VAR, layout_under
from deploy.local.mail_answer import answer_newest
from deploy.local.mail_reader import latest
from deploy.local.plan import Plan, plan_from
from deploy.local.setup import set_up
from deploy.local.trouble import Trouble
from shared.events.topics import SERVICES

LINE = "─" * 78


@click.group()
@click.pass_context
def main(context: click.Context) -> None:
    """The embedded stack: NABO_PACK says which neighbourhood, NABO_PORT where."""
    os.umask(0o077)
    context.obj = plan_from(os.environ)


@main.command()
def setup() -> None:
    """Install what is missing."""
    set_up()


@main.command()
@click.pass_obj
def run(plan: Plan) -> None:
    """Start everything and stay; Ctrl-C stops it."""
    terminal.run(plan)


@main.command()
@click.pass_obj
def up(plan: Plan) -> None:
    """Start everything in the background."""
    terminal.up(plan)


@main.command()
@click.pass_obj
def down(plan: Plan) -> None:
    """Stop everything."""
    terminal.down(plan)


@main.command("demo-reset")
@click.pass_obj
def demo_reset(plan: Plan) -> None:
    """Forget all data of the pack."""
    terminal.demo_reset(plan)


@main.command()
@click.argument("service", type=click.Choice(SERVICES))
@click.pass_obj
def dev(plan: Plan, service: str) -> None:
    """Run one service's pages here, reloading with its code."""
    terminal.dev(plan, service)


@main.command()
@click.argument("reference")
@click.pass_obj
def trace(plan: Plan, reference: str) -> None:
    """Show a report's whole way."""
    terminal.trace(plan, reference)


@main.command("cli", context_settings={"ignore_unknown_options": True, "allow_interspersed_args": False})
@click.argument("service", type=click.Choice(SERVICES))
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
@click.pass_context
def operate(context: click.Context, service: str, arguments: tuple[str, ...]) -> None:
    """Give one of a service's operator commands: `cli triage --help` lists them, docs/runbook.md explains them."""
    context.exit(terminal.operate(context.obj, service, arguments or ("--help",)))


@main.command()
def secrets() -> None:
    """Make the secrets of a production deployment, unless they are there."""
    layout = layout_under(VAR / "production")
    make_secrets(layout)
    click.echo(f"The secrets of production are in {layout.secrets}; keep a copy where nobody else gets it.")


@main.command()
@click.option("--count", default=3, show_default=True)
@click.pass_obj
def mail(plan: Plan, count: int) -> None:
    """Show the latest mail."""
    for message in latest(plan.layout.mail, count):
        click.echo(f"{LINE}\n{message}")


@main.command()
@click.argument("text")
@click.option("--sender", default="", help="Another address than that which got the mail.")
@click.pass_obj
def answer(plan: Plan, text: str, sender: str) -> None:
    """Answer the newest mail that can be answered, as whoever got it."""
    to = answer_newest(plan.layout.mail, plan.ports.smtp, plan.reply_domain, text=text, sender=sender)
    click.echo(f"Answered, to {to}." if to else "There is no mail yet that can be answered.")


def start() -> None:
    """Carry out the command; an obstacle is its one sentence and its exit code."""
    try:
        main()
    except Trouble as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(trouble.code)


if __name__ == "__main__":
    start()
