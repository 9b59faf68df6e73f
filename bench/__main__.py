"""`make bench`: measures what must be fast, each thing beside its own raw limit in the same run."""

import json
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from bench import codes, create, deciding, spine, start, steady
from bench.effort import FULL, SHORT, Effort
from bench.figures import Figure, markdown, notes, text
from bench.machine import machine
from deploy.local.lifecycle import running_stores


def _spine(_effort: Effort) -> list[Figure]:
    with tempfile.TemporaryDirectory(prefix="nabo-bench-") as root, running_stores(Path(root)) as stores:
        return list(spine.measure(stores))


ROWS: Mapping[str, Callable[[Effort], list[Figure]]] = {
    "create": create.measure,
    "answers": steady.measure_answers,
    "mail": steady.measure_mail,
    "codes": codes.measure,
    "spine": _spine,
    "triage": deciding.measure,
    "start": start.measure,
}
RESULT = Path("var/bench/latest.json")
TABLE = Path("var/bench/latest.md")
FIGURES = Path("docs/figures.md")
HEAD = """\
# Figures

What `make bench` measured last, all rows and at full length, each beside its own raw limit in the same run. A ratio
says more than a rate: rates depend on the machine, and on who else uses it. "Target" is what we want on two cores, and
"met" what this run says of it. `python -m bench --row …` measures one row and leaves this page alone.
What `make chaos` and `make replay` showed, and what the tests of failure take, stands in [reliability](reliability.md).
"""


@click.command()
@click.option("--row", "rows", multiple=True, type=click.Choice(list(ROWS)), help="Only these; all by default.")
@click.option("--short", is_flag=True, help="A quick look: too short to be believed.")
def bench(rows: Sequence[str], *, short: bool) -> None:
    """Print a table and write it to var/bench, with what it was measured on; all of them in full to docs/figures.md."""
    os.umask(0o077)
    effort = SHORT if short else FULL
    about = {**machine(), "load before": f"{os.getloadavg()[0]:.2f}", "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC"}
    figures: list[Figure] = []
    for name in rows or ROWS:
        click.echo(f"{name} …")
        figures += ROWS[name](effort)
        _write(figures, about)
    if not rows and not short:
        FIGURES.write_text(f"{HEAD}\n{_page(figures, about)}")
    click.echo(f"\n{text(figures)}\n\n{notes(figures)}\n\n{_said(about)}")


def _write(figures: Sequence[Figure], about: Mapping[str, str]) -> None:
    RESULT.parent.mkdir(parents=True, exist_ok=True)
    RESULT.write_text(json.dumps([each.plain() for each in figures], indent=1, ensure_ascii=False) + "\n")
    TABLE.write_text(_page(figures, about))


def _page(figures: Sequence[Figure], about: Mapping[str, str]) -> str:
    return f"{markdown(figures)}\n\n{notes(figures)}\n\n{_said(about)}\n"


def _said(about: Mapping[str, str]) -> str:
    return "; ".join(f"{name} {value}" for name, value in about.items())


if __name__ == "__main__":
    bench()
