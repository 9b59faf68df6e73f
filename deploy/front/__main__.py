"""`python -m deploy.front build`: make var/build/assets, or say in an instant that it is made already."""

import sys
from pathlib import Path

import click

from deploy.front.build import build as build_files
from deploy.front.layout import ASSETS
from deploy.front.trouble import BuildFailed


@click.group()
def main() -> None:
    """Files for browsers."""


@main.command()
@click.option("--into", type=click.Path(path_type=Path), default=ASSETS, help="The folder that is served at /assets.")
def build(into: Path) -> None:
    """Install the locked packages and assemble the files; does nothing where nothing changed."""
    try:
        made = build_files(into)
    except BuildFailed as trouble:
        sys.exit(f"Front end: {trouble}")
    click.echo(f"Front end: {made} files in {into}" if made else "Front end: up to date")


if __name__ == "__main__":
    main()
