"""Row: how many reports a second triage hears, decides on, keeps and publishes, beside bare guarded writes."""

import time
from itertools import count

from pymongo.database import Database

from bench.backlog import waiting_in
from bench.effort import Effort
from bench.figures import Figure, share_of_raw
from bench.load import Load, send
from bench.machine import in_company
from bench.pace import Pace
from bench.processes import cpu_between, cpu_seconds
from bench.servers import intake_web
from bench.stage import database_of, stage
from bench.wire import WORDS, Kind
from deploy.local.stack import Stack
from deploy.local.waiting import wait_until
from shared.ids import random_id
from shared.mongo.connect import Document

LEAST = 0.6
PATIENCE_SECONDS = 300.0
LOAD_SECONDS = 2.0
STATE = {"lines": [words for _, words in WORDS]}
RAW = "bench.raw"


def measure(effort: Effort) -> list[Figure]:
    """Triage's own worker with a backlog of reports in its topic; every report opens a case and is routed."""
    with in_company() as company, stage() as stack, database_of(stack, "triage") as database:
        for service in ("triage", "notify"):
            stack.stop(f"worker-{service}")
        raw = _raw(database, effort.events)
        expected = _reports_in_the_topic(stack, effort.events)
        before = cpu_seconds(stack)
        rate = _decided_per_second(stack, database, expected)
        cpu = cpu_between(before, cpu_seconds(stack))["worker-triage"]
    told = f"{expected} reports, {1000 * cpu / expected:.1f} ms of its worker's time each, its start included; "
    note = told + f"others used {company.others:.2f} processors meanwhile"
    return [share_of_raw("triage: consume, decide, write, relay", rate, raw, "/s", least=LEAST, note=note)]


def _raw(database: Database[Document], events: int) -> float:
    """Read a document, then write it if nobody else did, on one thread as the consumer does."""
    collection = database[RAW]
    ids = [random_id() for _ in range(events)]
    collection.insert_many([{"_id": each, "version": 1, "state": STATE} for each in ids])
    began = time.monotonic()
    for each in ids:
        found = collection.find_one({"_id": each}) or {}
        expected = {"_id": each, "version": found["version"]}
        collection.update_one(expected, {"$set": {"state": found["state"]}, "$inc": {"version": 1}})
    return events / (time.monotonic() - began)


def _reports_in_the_topic(stack: Stack, least: int) -> int:
    """Returns how many reports intake has published; triage's worker does not run."""
    taken = 0
    for block in count():
        load = Load(
            to=intake_web(stack).address, kind=Kind.REPORT, pace=Pace(seconds=LOAD_SECONDS), first=block * 100_000
        )
        taken += len(send(load).answers)
        if taken >= least:
            break
    wait_until(lambda: not waiting_in(stack, "intake"), seconds=PATIENCE_SECONDS, what="intake has published all")
    return taken


def _decided_per_second(stack: Stack, database: Database[Document], expected: int) -> float:
    """From the first case to the last, published and all."""
    cases = database["cases"]
    there = cases.estimated_document_count()
    stack.start("worker-triage")
    wait_until(lambda: cases.estimated_document_count() > there, seconds=PATIENCE_SECONDS, what="a case is opened")
    began, first = time.monotonic(), cases.estimated_document_count() - there
    wait_until(
        lambda: cases.estimated_document_count() >= there + expected and not waiting_in(stack, "triage"),
        seconds=PATIENCE_SECONDS,
        what="every case is opened and published",
    )
    return (expected - first) / (time.monotonic() - began)
