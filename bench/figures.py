"""What was measured: one figure is one line of the table."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from bench.summary import Spread

COLUMNS = ("row", "measured", "spread", "raw limit", "ratio", "target", "met")


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """raw: the raw limit of the same run, in the same unit. met: None where the design states no target."""

    row: str
    value: float
    unit: str
    spread: Spread | None = None
    raw: float | None = None
    ratio: float | None = None
    target: str = ""
    met: bool | None = None
    note: str = ""

    def plain(self) -> Mapping[str, Any]:
        return asdict(self)


def at_most(row: str, value: float, unit: str, *, limit: float, **more: Any) -> Figure:  # noqa: ANN401 - of a Figure
    """A figure that must stay below its limit."""
    return Figure(
        row=row, value=value, unit=unit, target=f"< {limit:g} {unit}", met=value < limit, **more
    )  # fmt: skip


def share_of_raw(row: str, value: float, raw: float, unit: str, *, least: float, **more: Any) -> Figure:  # noqa: ANN401
    """A figure that must reach this share of its raw limit."""
    ratio = value / raw if raw else 0.0
    return Figure(
        row=row, value=value, unit=unit, raw=raw, ratio=ratio, target=f"≥ {least:.0%}", met=ratio >= least, **more
    )


def markdown(figures: Iterable[Figure]) -> str:
    """A table, and the notes below it."""
    rows = [_cells(each) for each in figures]
    lines = ["| " + " | ".join(COLUMNS) + " |", "|" + "---|" * len(COLUMNS)]
    return "\n".join([*lines, *("| " + " | ".join(row) + " |" for row in rows)])


def notes(figures: Iterable[Figure]) -> str:
    return "\n".join(f"- {each.row}: {each.note}" for each in figures if each.note)


def text(figures: Sequence[Figure]) -> str:
    """The same for a terminal."""
    rows = [COLUMNS, *(_cells(each) for each in figures)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
    return "\n".join("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows)


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.row,
        f"{_number(figure.value)} {figure.unit}".strip(),
        f"{_number(figure.spread.low)} – {_number(figure.spread.high)}" if figure.spread else "",
        "" if figure.raw is None else _number(figure.raw),
        "" if figure.ratio is None else f"{figure.ratio:.0%}",
        figure.target,
        "" if figure.met is None else ("yes" if figure.met else "no"),
    )


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"  # noqa: PLR2004 - three digits tell enough
