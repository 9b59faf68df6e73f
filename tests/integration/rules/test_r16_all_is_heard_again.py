"""R16: services that hear all their topics from the beginning, and again in another order, do nothing new."""

import random
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from time import monotonic
from typing import Any

import pytest
from kafka.consumer.fetcher import ConsumerRecord

from deploy.local.waiting import wait_until
from shared.events.topics import SERVICES, TOPICS, heard_by
from shared.kafka.offsets import ends, heard, rewind
from tests.e2e.town.neighbours import are_asked
from tests.e2e.town.stores import all_of, broker_of
from tests.e2e.town.town import Town
from tests.endurance import Noted
from tests.integration.rules.acting import Desks, Tell
from tests.integration.spine.stage import reading, write

MACHINERY = frozenset({"leases"})
QUIET_SECONDS = 300.0
LOOKS = 3
State = Mapping[str, Mapping[str, Any]]


def state_of(town: Town) -> State:
    """Every document of every service."""
    return {
        f"{service}.{name} {each['_id']}": each
        for service in SERVICES
        for name, each in all_of(town, service)
        if name not in MACHINERY
    }


def changed(before: State, after: State) -> list[str]:
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def all_is_heard(town: Town) -> bool:
    """Up to where the topics end."""
    broker = broker_of(town)
    return all(heard(broker, each, heard_by(each)) == ends(broker, heard_by(each)) for each in SERVICES)


def quiet(town: Town) -> State:
    """What there is once all is heard and nothing changes any more."""
    seen: list[State] = []

    def look() -> State | None:
        if not all_is_heard(town):
            seen.clear()
            return None
        now = state_of(town)
        if seen and changed(seen[-1], now):
            seen.clear()
        seen.append(now)
        return now if len(seen) > LOOKS else None

    return wait_until(look, seconds=QUIET_SECONDS, what="all is heard and still")


def begin_again(town: Town) -> None:
    """Every service, with every topic from its beginning."""
    broker = broker_of(town)
    for service in SERVICES:
        town.stack.stop(f"worker-{service}")
        nought = {topic: dict.fromkeys(places, 0) for topic, places in ends(broker, heard_by(service)).items()}
        assert rewind(broker, service, nought) == []
        town.stack.start(f"worker-{service}")
    town.stack.wait_ready()


def tell_again(town: Town, seed: int) -> int:
    """Write all that stands on the topics once more, in order of each key and in no other. Gives how many."""
    told = 0
    for topic in TOPICS:
        with reading(broker_of(town), topic.name, from_beginning=True) as reader:
            reader.events_to_the_end()
            records = list(shuffled(reader.records, seed))
        write(broker_of(town), topic.name, records)
        told += len(records)
    return told


def shuffled(records: Sequence[ConsumerRecord], seed: int) -> Iterator[tuple[str, bytes]]:
    by_key: dict[str, list[bytes]] = defaultdict(list)
    for each in records:
        by_key[each.key.decode()].append(each.value)
    turns = [key for key, values in by_key.items() for _ in values]
    random.Random(seed).shuffle(turns)  # noqa: S311 -- the same trial each time
    for key in turns:
        yield key, by_key[key].pop(0)


@pytest.mark.endure(name="again", short=None, full=40, minutes=20)
def test_R16_topics_heard_again_from_the_beginning_and_in_another_order_change_nothing_and_tell_nobody(
    town: Town, tell: Tell, desk: Desks, length: int, noted: Noted
) -> None:
    """length: how many reports."""
    told = [tell(("street_light", "pothole")[turn % 2], text=f"Number {turn}.") for turn in range(length)]
    asked = tell("snow_clearing", neighbour_consent=True)
    are_asked(asked, count=3)
    jesper = desk("jesper")
    jesper.waits_for(asked.reference)
    jesper.does(asked.reference, "messages", text="We keep an eye on it.")
    for each in told:
        each.becomes("with_team")
    before, letters, began = quiet(town), len(town.mailbox.letters), monotonic()
    begin_again(town)
    assert changed(before, quiet(town)) == []
    noted.seconds("until all topics were heard from the beginning", [monotonic() - began])
    noted.count("messages told again in another order", tell_again(town, seed=7))
    assert changed(before, quiet(town)) == []
    assert len(town.mailbox.letters) == letters
    noted.count("documents, all of them as before", len(before))
