"""`python -m deploy.images`: build the images here, and say how large each is."""

import os
import sys

import click

from deploy.images.build import TARGETS, build
from deploy.images.buildah import refuse_without_programs
from deploy.local.trouble import Trouble

MEGABYTE = 1_000_000


@click.command()
@click.argument("targets", nargs=-1, type=click.Choice(TARGETS))
def main(targets: tuple[str, ...]) -> None:
    """Build these images, or all."""
    os.umask(0o022)  # what an image holds is read by nobody's user
    refuse_without_programs()
    for built in build(targets or TARGETS, lambda what: click.echo(f"  {what}", err=True)):
        click.echo(f"nabo-{built.target}: {built.size / MEGABYTE:.0f} MB, built in {built.seconds:.0f} s")


if __name__ == "__main__":
    try:
        main()
    except Trouble as trouble:
        click.echo(str(trouble), err=True)
        sys.exit(trouble.code)
