"""`python -m deploy.neighbourhoods build` makes gazetteers; `… check` says every mistake of every pack."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from deploy.neighbourhoods.gazetteers import build_gazetteer
from shared.pack import PackMistakesError, load_demo, load_for_intake, load_for_notify, load_for_triage

HERE = Path(__file__).parent
BUILT = Path("var/build/gazetteers")
LOADERS: tuple[Callable[[Path], object], ...] = (load_for_intake, load_for_triage, load_for_notify, load_demo)
NONE_HERE = "; its map knows none inside areas.geojson: name another in gazetteer.yaml, or delete that file"
packs_option = click.option("--packs", type=click.Path(path_type=Path, exists=True), default=HERE, show_default=True)


@click.group()
def main() -> None:
    """Prepare and check neighbourhood packs."""


@main.command()
@packs_option
@click.option("--into", type=click.Path(path_type=Path), default=BUILT, show_default=True)
def build(packs: Path, into: Path) -> None:
    """Make the gazetteer of every pack that says where its addresses come from."""
    for pack in folders(packs):
        if (pack / "gazetteer.yaml").exists():
            count = build_gazetteer(pack, into)
            click.echo(f"{pack.name}: {count} addresses{'' if count else NONE_HERE}")


@main.command()
@packs_option
def check(packs: Path) -> None:
    """Say every mistake of every pack, with file and line."""
    mistakes = [f"{pack.name}/{mistake}" for pack in folders(packs) for mistake in mistakes_of(pack)]
    for mistake in mistakes:
        click.echo(mistake)
    sys.exit(1 if mistakes else 0)


def folders(packs: Path) -> list[Path]:
    """Give the folders that are packs, by name."""
    return sorted(found.parent for found in packs.glob("*/categories.yaml"))


def mistakes_of(pack: Path) -> list[str]:
    """Give the mistakes of one pack, whichever service reads them, each once."""
    return list(dict.fromkeys(mistake for load in LOADERS for mistake in _mistakes(load, pack)))


def _mistakes(load: Callable[[Path], object], pack: Path) -> Iterator[str]:
    try:
        load(pack)
    except PackMistakesError as found:
        yield from map(str, found.mistakes)


if __name__ == "__main__":
    main()
