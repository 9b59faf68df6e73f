"""A consumer in a process of its own, there to be killed or frozen: it says each message that it has handled.

It copies notebooks as a worker does, and says as well when others wrote between its reading and its writing.
"""

import sys
import time
from functools import partial

from shared.errors import StaleVersion
from shared.events.event import Received
from shared.kafka import connect as kafka
from shared.kafka.broker import Broker
from shared.kafka.consumer import Consumer
from shared.kafka.dead_letters import DeadLetters
from shared.kafka.publisher import Publisher
from shared.mongo.connect import connect
from shared.mongo.parking import Parking
from shared.observability.logs import set_up_logs
from tests.integration.spine.a_worker import Copying
from tests.integration.spine.stage import notebooks_in

REFUSED = "refused"
SECONDS = 0.005
"""Slower than the test strikes: most of the time it has read and not yet written."""


class Telling(Copying):
    def __call__(self, event: Received, *, topic: str) -> None:
        super().__call__(event, topic=topic)
        _say(topic, event)

    def _copy(self, event: Received) -> None:
        try:
            super()._copy(event)
        except StaleVersion:
            _say(REFUSED, event)
            raise


def _say(what: str, event: Received) -> None:
    sys.stdout.write(f"{what} {event.subject} {event.recorded.version}\n")
    sys.stdout.flush()


def main(servers: str, password: str, topic: str, group: str, mongo_url: str, database: str) -> None:
    """Listen until killed."""
    set_up_logs(service="tests", process="slow consumer")
    broker = Broker(servers=servers, user="broker", password=password)
    mine = connect(mongo_url, user=database, password="open", database=database)
    Consumer(
        kafka.consumer(broker, [topic], group=group),
        Telling(notebooks_in(mine), between=partial(time.sleep, SECONDS)),
        parking=Parking(mine),
        dead_letters=DeadLetters("tests", lambda: Publisher(kafka.producer(broker))),
        sleep=time.sleep,
    ).run(stopping=lambda: False)


if __name__ == "__main__":
    main(*sys.argv[1:])
