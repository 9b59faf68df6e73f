"""Intake's worker: relays what reports hold, and hears what becomes of them."""

from collections.abc import Sequence

from services.intake.bootstrap import INDEXES, Intake, Stores, make_intake, make_stores
from services.intake.entrypoints.consumers import (
    notify_messages,
    notify_people,
    notify_photos,
    triage_cases,
    triage_people,
)
from services.intake.entrypoints.timers.unsettled_photos import UnsettledPhotos
from services.intake.settings import Settings, read_settings
from shared.erasing import Erasing
from shared.kafka.handling import Handling, Room, handling_of
from shared.mongo.ledger import MongoLedger
from shared.observability.logs import set_up_logs
from shared.retaining import Retaining
from shared.settings import or_exit
from shared.spine import Spine, loops
from shared.worker import run

TOPICS: Sequence[Room[Intake]] = (triage_cases, triage_people, notify_people, notify_messages, notify_photos)


def make_handling(stores: Stores, intake: Intake) -> Handling:
    """Where the events of all topics go."""
    return handling_of("intake", TOPICS, intake, refusals=stores.refusals, clock=intake.clock)


def make_spine(settings: Settings, stores: Stores, intake: Intake) -> Spine:
    """The worker's parts, put together."""
    return Spine(
        service="intake",
        source=settings.common.source,
        database=stores.database,
        broker=stores.broker,
        clock=intake.clock,
        indexes=INDEXES,
        relayed=stores.relayed,
        handle=make_handling(stores, intake),
        health_bind=settings.common.worker_bind,
        own={
            "erasing": Erasing(MongoLedger(stores.database), intake.forget).run,
            "unsettled-photos": UnsettledPhotos(intake.sweep_photos).run,
            "retaining": Retaining("intake", intake.retention, clock=intake.clock).run,
        },
    )


def main() -> int:
    """Returns the exit status."""
    settings = or_exit(read_settings)
    set_up_logs(service="intake", process="worker", level=settings.common.log_level)
    clock = settings.common.clock()
    stores = make_stores(settings, clock, retries=False)
    intake = or_exit(lambda: make_intake(settings, stores, clock))
    return run(loops(make_spine(settings, stores, intake)))


if __name__ == "__main__":
    raise SystemExit(main())
