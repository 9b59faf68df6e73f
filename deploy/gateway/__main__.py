"""`python -m deploy.gateway PACK INTO`: write the pages that the gateway shows itself, for an image of it."""

from pathlib import Path

import click

from deploy.gateway.pages import write_pages


@click.command()
@click.argument("pack", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.argument("into", type=click.Path(file_okay=False, path_type=Path))
def main(pack: Path, into: Path) -> None:
    """PACK is a neighbourhood's folder."""
    write_pages(pack, into)


if __name__ == "__main__":
    main()
