"""A consumer in a process of its own, there to be killed: it says each message that it has handled."""

import sys
import time

from shared.events.event import Received
from shared.kafka import connect as kafka
from shared.kafka.connect import Broker
from shared.kafka.consumer import Consumer
from shared.kafka.dead_letters import DeadLetters
from shared.kafka.publisher import Publisher
from shared.mongo.connect import connect
from shared.mongo.parking import Parking
from shared.observability.logs import set_up_logs


def handle(event: Received, *, topic: str) -> None:
    """Slower than the test kills."""
    time.sleep(0.005)
    sys.stdout.write(f"{topic} {event.subject} {event.recorded.version}\n")
    sys.stdout.flush()


def main(servers: str, password: str, topic: str, group: str, mongo_url: str, database: str) -> None:
    """Listen until killed."""
    set_up_logs(service="tests", process="slow consumer")
    broker = Broker(servers=servers, user="broker", password=password)
    Consumer(
        kafka.consumer(broker, [topic], group=group),
        handle,
        parking=Parking(connect(mongo_url, user=database, password="open", database=database)),
        dead_letters=DeadLetters("tests", lambda: Publisher(kafka.producer(broker))),
        sleep=time.sleep,
    ).run(stopping=lambda: False)


if __name__ == "__main__":
    main(*sys.argv[1:])
