"""Measures what carries events, on a real broker and database: `python -m bench.spine`.

Everything runs as threads of one process, which share its interpreter: real workers have one each.
"""

import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event
from time import perf_counter

from bench.figures import Figure, at_most, share_of_raw, text
from bench.spine_stage import LONG_SECONDS, Bench, bench_on, running
from bench.summary import median, percentile
from deploy.local.lifecycle import running_stores
from deploy.local.stores import Stores
from deploy.local.waiting import wait_until
from shared.events.event import Received
from shared.ids import random_id
from tests.fakes.notebook import wrote

COMMANDS = 1000
SLICES = 5
REPEATS = 3
THREADS = 4
BACKLOG = 10_000
ROUND_TRIPS = 400
WARMING_UP = 20
PACE_SECONDS = 0.02
WORDS = "The lamp by the playground has been dark since Friday. " * 4


def measure(stores: Stores) -> Sequence[Figure]:
    """Every figure of the spine, each with its raw limit of the same run."""
    with bench_on(stores) as bench:
        return [
            *_decisions(bench, threads=1),
            *_decisions(bench, threads=THREADS),
            _relay_rate(bench),
            _whole_way(bench),
            *_latency(bench),
        ]


def _decisions(bench: Bench, *, threads: int) -> Iterator[Figure]:
    """Read, decide and write one event, beside a bare read and conditional update of a document of that size."""
    notebooks, names = bench.notebooks(f"decided{threads}"), [random_id() for _ in range(COMMANDS)]
    raw = bench.database[f"raw{threads}"]

    def begin(name: str) -> None:
        notebooks.append(notebooks.find(name), [wrote(WORDS)], by="bench")
        raw.insert_one({"_id": name, "version": 1, "state": {"lines": [WORDS]}})

    def decide(name: str) -> None:
        notebooks.append(notebooks.get(name), [wrote(WORDS)], by="bench")

    def bare(name: str) -> None:
        found = raw.find_one({"_id": name}) or {}
        state = {"lines": [*found["state"]["lines"], WORDS]}
        raw.update_one({"_id": name, "version": found["version"]}, {"$set": {"state": state}, "$inc": {"version": 1}})

    _per_second(begin, names, threads)
    slices = [names[start::SLICES] for start in range(SLICES)]
    rates = [(_per_second(decide, part, threads), _per_second(bare, part, threads)) for part in slices]
    rate, limit = (median(each) for each in zip(*rates, strict=True))
    yield share_of_raw(f"read, decide, write; {threads} threads", rate, limit, "/s", least=0.6)


def _relay_rate(bench: Bench) -> Figure:
    notebooks, relay = bench.notebooks("backlog"), bench.relay("backlog")
    _per_second(
        lambda name: notebooks.append(notebooks.find(name), [wrote(WORDS)], by="bench"),
        [random_id() for _ in range(BACKLOG)],
        THREADS,
    )
    relay.publish_batch()
    began = perf_counter()
    published = 0
    while batch := relay.publish_batch():
        published += batch
    return Figure(row="relay, a backlog of one event each", value=published / (perf_counter() - began), unit="/s")


def _whole_way(bench: Bench) -> Figure:
    """Consume, decide, write, and publish what was decided, on one thread of each."""
    rates = [_one_whole_way(bench, f"{number}") for number in range(REPEATS)]
    rate, limit = (median(each) for each in zip(*rates, strict=True))
    return share_of_raw("consume, decide, write, relay", rate, limit, "/s", least=0.6)


def _one_whole_way(bench: Bench, number: str) -> tuple[float, float]:
    """How many a second, and how many bare reads and conditional updates."""
    sent, copies = bench.notebooks(f"sent{number}"), bench.notebooks(f"copies{number}")
    names = {random_id() for _ in range(COMMANDS)}
    done = Event()
    count = [0]

    def copy(event: Received, **_: str) -> None:
        if event.subject in names:
            copies.append(copies.find(f"copy of {event.subject}"), [event.happened], by="bench")
            count[0] += 1
            if count[0] == COMMANDS:
                done.set()

    _per_second(lambda name: sent.append(sent.find(name), [wrote(WORDS)], by="bench"), sorted(names), THREADS)
    raw = bench.database["raw1"]

    def bare(name: str) -> None:
        raw.find_one({"_id": name})
        raw.update_one({"_id": name, "version": 0}, {"$set": {"lines": WORDS}}, upsert=True)

    limit = _per_second(bare, [random_id() for _ in range(COMMANDS)], 1)
    relay = bench.relay(f"sent{number}")
    with running(bench, copy, f"copies{number}"):
        began = perf_counter()
        while relay.publish_batch():
            continue
        done.wait(LONG_SECONDS)
        wait_until(
            lambda: not bench.aggregates(f"copies{number}").pending(1), seconds=LONG_SECONDS, what="all is published"
        )
        return COMMANDS / (perf_counter() - began), limit


def _latency(bench: Bench) -> Iterator[Figure]:
    """From the moment before an event is written until its consumer has it, at fifty a second."""
    notebooks = bench.notebooks("paced")
    began: dict[str, float] = {}
    took: dict[str, float] = {}

    def note(event: Received, **_: str) -> None:
        if event.subject in began:
            took[event.subject] = perf_counter() - began[event.subject]

    with running(bench, note, "paced"):
        for number in range(WARMING_UP + ROUND_TRIPS):
            name = f"{number}-{random_id()}"
            began[name] = perf_counter()
            notebooks.append(notebooks.find(name), [wrote(WORDS)], by="bench")
            Event().wait(PACE_SECONDS)
            if number < WARMING_UP:
                wait_until(lambda: len(took) == len(began), seconds=LONG_SECONDS, what="it has arrived")
        wait_until(lambda: len(took) == len(began), seconds=LONG_SECONDS, what="all have arrived")
    waits = [seconds * 1000 for seconds in list(took.values())[WARMING_UP:]]
    yield at_most("written → consumed, p50 at 50/s", percentile(waits, 0.5), "ms", limit=20)
    yield at_most("written → consumed, p99 at 50/s", percentile(waits, 0.99), "ms", limit=100)


def _per_second(work: Callable[[str], object], names: Sequence[str], threads: int) -> float:
    began = perf_counter()
    with ThreadPoolExecutor(threads) as pool:
        list(pool.map(work, names))
    return len(names) / (perf_counter() - began)


def main() -> None:
    """Print the table."""
    with tempfile.TemporaryDirectory(prefix="nabo-bench-") as root, running_stores(Path(root)) as stores:
        print(text(measure(stores)))


if __name__ == "__main__":
    main()
