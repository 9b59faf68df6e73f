"""Notify's worker: hears what happens, tells whoever must know, and relays what its aggregates hold."""

from collections.abc import Sequence

from services.notify.bootstrap import (
    INDEXES,
    Notify,
    Sending,
    Stores,
    make_notify,
    make_sending,
    make_stores,
    make_texting,
)
from services.notify.entrypoints.consumers import intake_reports, triage_cases, triage_people
from services.notify.entrypoints.senders.mail import mail_loops, sms_loops
from services.notify.entrypoints.senders.waiting import WaitingLoop
from services.notify.settings import Settings, read_settings
from shared.erasing import Erasing
from shared.kafka.handling import Handling, Room, handling_of
from shared.mongo.ledger import MongoLedger
from shared.observability.logs import set_up_logs
from shared.retaining import Retaining
from shared.settings import or_exit
from shared.spine import Spine, loops
from shared.worker import run

TOPICS: Sequence[Room[Notify]] = (intake_reports, triage_cases, triage_people)
SENDERS = 2
"""Each with its own line to the mail server, so that one message that hangs does not hold up a sign-in."""


def make_handling(stores: Stores, notify: Notify) -> Handling:
    """Where the events of all topics go."""
    return handling_of("notify", TOPICS, notify, refusals=stores.refusals, clock=notify.clock)


def make_spine(
    settings: Settings, stores: Stores, notify: Notify, sending: Sequence[Sending], texting: Sending
) -> Spine:
    """The worker's parts, put together."""
    return Spine(
        service="notify",
        source=settings.common.source,
        database=stores.database,
        broker=stores.broker,
        clock=notify.clock,
        indexes=INDEXES,
        relayed=stores.relayed,
        handle=make_handling(stores, notify),
        health_bind=settings.common.worker_bind,
        own={
            **mail_loops(notify, sending),
            **sms_loops(notify, texting),
            "waiting": WaitingLoop(notify),
            "erasing": Erasing(MongoLedger(stores.database), notify.forget).run,
            "retaining": Retaining("notify", notify.retention, clock=notify.clock).run,
        },
    )


def main() -> int:
    """Returns the exit status."""
    settings = or_exit(read_settings)
    set_up_logs(service="notify", process="worker", level=settings.common.log_level)
    clock = settings.common.clock()
    stores = make_stores(settings, clock, retries=False)
    notify = or_exit(lambda: make_notify(settings, stores, clock))
    sending = make_sending(settings, stores, notify, lines=SENDERS)
    texting = make_texting(settings, stores, notify)
    return run(loops(make_spine(settings, stores, notify, sending, texting)))


if __name__ == "__main__":
    raise SystemExit(main())
