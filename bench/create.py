"""Row: how many reports a second can be taken, beside a bare Flask app with one acknowledged insert."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from statistics import median

from bench.backlog import waiting
from bench.effort import Effort
from bench.figures import Figure, share_of_raw
from bench.load import CONNECTIONS, Load, send
from bench.machine import in_company
from bench.pace import Pace
from bench.processes import cpu_of
from bench.servers import Server, bare_server, intake_web
from bench.stage import stage, start_workers, stop_workers
from bench.summary import failures, per_second, spread, successes
from bench.wire import Kind
from deploy.local.stack import Stack

ALONE, DRAINING = 0.65, 0.45
BLOCK = 100_000
UNIT = "reports/s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What came of one load. cpu_ms: for each request, of server and database; generator: its share of a processor."""

    rate: float
    cpu_ms: float
    failed: int
    generator: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Takings:
    """Of every repeat. backlog: aggregates with events to publish when the whole stack had been at it last."""

    nothing: Sequence[Taken]
    raw: Sequence[Taken]
    alone: Sequence[Taken]
    draining: Sequence[Taken]
    backlog: int


def measure(effort: Effort) -> list[Figure]:
    """Raw limit and web alone take turns; then the workers start on the backlog that this left, and work it off."""
    with in_company() as company, stage() as stack, bare_server(stack) as bare:
        takings = _measured(stack, bare, effort)
    return _figures(takings, others=company.others)


def _measured(stack: Stack, bare: Server, effort: Effort) -> Takings:
    ask, ours = _asking(), intake_web(stack)
    stop_workers(stack)
    for server, kind in ((bare, Kind.NOTHING), (bare, Kind.REPORT), (ours, Kind.REPORT)):
        ask(server, kind, effort.warm_up)
    nothing = ask(bare, Kind.NOTHING, effort.rate_seconds)
    turns = [[ask(server, Kind.REPORT, effort.rate_seconds) for server in (bare, ours)] for _ in range(effort.repeats)]
    start_workers(stack)
    draining = [ask(ours, Kind.REPORT, effort.rate_seconds) for _ in range(effort.repeats)]
    backlog = waiting(stack)
    stop_workers(stack)
    last = ask(bare, Kind.REPORT, effort.rate_seconds)
    raw, alone = zip(*turns, strict=True)
    return Takings(nothing=[nothing], raw=[*raw, last], alone=alone, draining=draining, backlog=backlog)


def _asking() -> Callable[[Server, Kind, float], Taken]:
    """Sends one load after the other; no report comes twice."""
    blocks = count()

    def ask(server: Server, kind: Kind, seconds: float) -> Taken:
        before = cpu_of(*server.pids)
        load = Load(to=server.address, kind=kind, pace=Pace(seconds=seconds), first=next(blocks) * BLOCK)
        outcome = send(load)
        return Taken(
            rate=per_second(outcome),
            cpu_ms=1000 * (cpu_of(*server.pids) - before) / max(1, successes(outcome)),
            failed=failures(outcome),
            generator=outcome.cpu_seconds / outcome.seconds,
        )

    return ask


def _figures(takings: Takings, *, others: float) -> list[Figure]:
    every = [*takings.raw, *takings.alone, *takings.draining]
    told = (
        f"{CONNECTIONS} connections; {sum(each.failed for each in every)} requests failed; the load generator used "
        f"{median(each.generator for each in every):.0%} of a processor, others {others:.1f} processors"
    )
    left = f"{takings.backlog} aggregates still had events to publish when it was over"
    limit = "the load generator can do at least this much"
    return [
        _share("create, web alone", takings.alone, takings.raw, least=ALONE, note=told),
        _share("create, whole stack draining", takings.draining, takings.raw, least=DRAINING, note=left),
        _cost(takings),
        _plain("raw: Flask, marshmallow, one insert", takings.raw, ""),
        _plain("raw: gunicorn and Flask doing nothing", takings.nothing, limit),
    ]


def _share(row: str, ours: Sequence[Taken], raw: Sequence[Taken], *, least: float, note: str) -> Figure:
    rates = [each.rate for each in ours]
    limit = median(each.rate for each in raw)
    return share_of_raw(row, median(rates), limit, UNIT, least=least, spread=spread(rates), note=note)


def _cost(takings: Takings) -> Figure:
    """What a machine that others use says more truly than a rate: how much of a processor each request needs."""
    ours, raw = [each.cpu_ms for each in takings.alone], [each.cpu_ms for each in takings.raw]
    return Figure(
        row="create, processors' time",
        value=median(ours),
        unit="ms",
        spread=spread(ours),
        raw=median(raw),
        ratio=median(raw) / median(ours),
        note="of web and database for one report, web alone; the ratio is the raw limit's time to ours",
    )


def _plain(row: str, takings: Sequence[Taken], note: str) -> Figure:
    rates = [each.rate for each in takings]
    return Figure(row=row, value=median(rates), unit=UNIT, spread=spread(rates), note=note)
