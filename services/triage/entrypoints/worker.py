"""Triage's worker: hears reports, asks neighbours when it is time, and publishes what it decided."""

from collections.abc import Sequence

from services.triage.bootstrap import INDEXES, Stores, Triage, make_retention, make_stores, make_triage
from services.triage.entrypoints.consumers import (
    intake_reports,
    notify_messages,
    notify_people,
    triage_cases,
    triage_people,
)
from services.triage.entrypoints.timers import cases, helpers
from services.triage.settings import Settings, read_settings
from shared.erasing import Erasing
from shared.kafka.handling import Handling, Room, handling_of
from shared.mongo.ledger import MongoLedger
from shared.observability.logs import set_up_logs
from shared.retaining import Retaining
from shared.settings import or_exit
from shared.spine import Spine, loops
from shared.worker import run

TOPICS: Sequence[Room[Triage]] = (intake_reports, triage_cases, triage_people, notify_people, notify_messages)


def make_handling(stores: Stores, triage: Triage) -> Handling:
    """Where the events of all topics go."""
    return handling_of("triage", TOPICS, triage, refusals=stores.refusals, clock=triage.clock)


def make_spine(settings: Settings, stores: Stores, triage: Triage) -> Spine:
    """The worker's parts, put together."""
    return Spine(
        service="triage",
        source=settings.common.source,
        database=stores.database,
        broker=stores.broker,
        clock=triage.clock,
        indexes=INDEXES,
        relayed=stores.relayed,
        timers={stores.cases: cases.when_due(triage), stores.helpers: helpers.when_due(triage)},
        handle=make_handling(stores, triage),
        health_bind=settings.common.worker_bind,
        own={
            "erasing": Erasing(MongoLedger(stores.database), triage.forget).run,
            "retaining": Retaining("triage", make_retention(stores, triage.pack, triage.clock), clock=triage.clock).run,
        },
    )


def main() -> int:
    """Returns the exit status."""
    settings = or_exit(read_settings)
    set_up_logs(service="triage", process="worker", level=settings.common.log_level)
    clock = settings.common.clock()
    stores = make_stores(settings, clock, retries=False)
    triage = or_exit(lambda: make_triage(settings, stores, clock))
    return run(loops(make_spine(settings, stores, triage)))


if __name__ == "__main__":
    raise SystemExit(main())
