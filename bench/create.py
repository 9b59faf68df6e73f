"""Row: how many reports a second can be taken, beside a bare Flask app with one acknowledged insert."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import count
from statistics import median

from bench.backlog import waiting
from bench.effort import Effort
from bench.figures import Figure, share_of_raw
from bench.load import CONNECTIONS, Load, Outcome, send
from bench.machine import in_company
from bench.pace import Pace
from bench.servers import bare_server, intake_web
from bench.stage import stage, start_workers, stop_workers
from bench.summary import failures, per_second, spread
from bench.wire import Address, Kind
from deploy.local.stack import Stack

ALONE, DRAINING = 0.65, 0.45
BLOCK = 100_000
UNIT = "reports/s"


@dataclass(slots=True)
class _Rates:
    """Reports a second, one for each repeat."""

    raw: list[float] = field(default_factory=list)
    alone: list[float] = field(default_factory=list)
    draining: list[float] = field(default_factory=list)
    nothing: list[float] = field(default_factory=list)
    generator: list[float] = field(default_factory=list)
    failed: int = 0
    backlog: int = 0


def measure(effort: Effort) -> list[Figure]:
    """Raw limit and web alone take turns; then the workers start on the backlog that this left, and work it off."""
    with in_company() as company, stage() as stack, bare_server(stack) as bare:
        rates = _measured(stack, bare, effort)
    figures = _figures(rates)
    print(f"  others used {company.others:.2f} processors meanwhile")
    return figures


def _measured(stack: Stack, bare: Address, effort: Effort) -> _Rates:
    rates, ask = _Rates(), _Asking(effort)
    stop_workers(stack)
    ask(bare, Kind.NOTHING, effort.warm_up)
    rates.nothing.append(per_second(ask(bare, Kind.NOTHING, effort.rate_seconds)))
    for to in (bare, intake_web(stack)):
        ask(to, Kind.REPORT, effort.warm_up)
    for _ in range(effort.repeats):
        rates.raw.append(_rate(rates, ask(bare, Kind.REPORT, effort.rate_seconds)))
        rates.alone.append(_rate(rates, ask(intake_web(stack), Kind.REPORT, effort.rate_seconds)))
    start_workers(stack)
    for _ in range(effort.repeats):
        rates.draining.append(_rate(rates, ask(intake_web(stack), Kind.REPORT, effort.rate_seconds)))
    rates.backlog = waiting(stack)
    stop_workers(stack)
    rates.raw.append(_rate(rates, ask(bare, Kind.REPORT, effort.rate_seconds)))
    return rates


class _Asking:
    """Sends loads one after the other; no report comes twice."""

    def __init__(self, effort: Effort) -> None:
        self._effort = effort
        self._blocks = count()

    def __call__(self, to: Address, kind: Kind, seconds: float) -> Outcome:
        return send(Load(to=to, kind=kind, pace=Pace(seconds=seconds), first=next(self._blocks) * BLOCK))


def _rate(rates: _Rates, outcome: Outcome) -> float:
    rates.failed += failures(outcome)
    rates.generator.append(outcome.cpu_seconds / outcome.seconds)
    return per_second(outcome)


def _figures(rates: _Rates) -> list[Figure]:
    raw = median(rates.raw)
    note = (
        f"{rates.failed} of the requests failed; the load generator used {median(rates.generator):.0%} of a processor"
    )
    left = f"{rates.backlog} aggregates still had events to publish when it was over"
    return [
        share_of_raw(
            "create, web alone", median(rates.alone), raw, UNIT, least=ALONE, spread=spread(rates.alone), note=note
        ),
        share_of_raw(
            "create, whole stack draining",
            median(rates.draining),
            raw,
            UNIT,
            least=DRAINING,
            spread=spread(rates.draining),
            note=left,
        ),
        _plain("raw: Flask, marshmallow, one insert", rates.raw, f"{CONNECTIONS} connections, as in the rows above"),
        _plain("raw: gunicorn and Flask doing nothing", rates.nothing, "the load generator can do at least this much"),
    ]


def _plain(row: str, values: Sequence[float], note: str) -> Figure:
    return Figure(row=row, value=median(values), unit=UNIT, spread=spread(values), note=note)
