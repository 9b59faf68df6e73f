"""What was polled at once: its lanes, how far each partition was gone through, and what was done ahead of that."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from kafka.consumer.fetcher import ConsumerRecord
from kafka.structs import TopicPartition

Lane = str
"""What must stay in order among itself: the records of one topic with one key."""

Polled = Mapping[TopicPartition, list[ConsumerRecord]]
Offsets = Mapping[TopicPartition, int]


@dataclass(slots=True)
class Went:
    """How far a lane went. pause: seconds before the rest may be tried. error: what ends the consumer."""

    done: list[ConsumerRecord] = field(default_factory=list)
    pause: float = 0.0
    error: Exception | None = None


@dataclass(frozen=True, slots=True)
class _Ahead:
    """Offsets that were done, of records behind the position from which a partition is read again."""

    position: int
    done: frozenset[int]


class Batch:
    """One after the other. Records that were done ahead of one that waits are not done again when they come again."""

    def __init__(self) -> None:
        self._polled: Polled = {}
        self._ahead: dict[TopicPartition, _Ahead] = {}

    def begin(self, polled: Polled) -> Mapping[Lane, list[ConsumerRecord]]:
        """What there is to do, by lane and in order; what happened first begins first, for others may be about it."""
        self._polled = polled
        lanes: dict[Lane, list[ConsumerRecord]] = defaultdict(list)
        for partition, records in polled.items():
            before = self._done_before(partition)
            for record in records:
                if record.offset not in before:
                    lanes[lane_of(record)].append(record)
        return dict(sorted(lanes.items(), key=lambda lane: lane[1][0].timestamp or 0))

    def end(self, went: Iterable[Went]) -> tuple[Offsets, Offsets]:
        """Up to where each partition is done, and from where those must be read again that are not done to the end."""
        done: dict[TopicPartition, set[int]] = defaultdict(set)
        for record in (each for lane in went for each in lane.done):
            done[TopicPartition(record.topic, record.partition)].add(record.offset)
        reached, again = {}, {}
        for partition, records in self._polled.items():
            here = done[partition] | self._done_before(partition)
            waits = next((each.offset for each in records if each.offset not in here), None)
            position = records[-1].offset + 1 if waits is None else waits
            if waits is not None:
                again[partition] = waits
            if position > records[0].offset:
                reached[partition] = position
            self._remember(partition, position, here)
        return reached, again

    def _remember(self, partition: TopicPartition, position: int, done: set[int]) -> None:
        beyond = frozenset(offset for offset in done if offset >= position)
        self._ahead.pop(partition, None)
        if beyond:
            self._ahead[partition] = _Ahead(position, beyond)

    def _done_before(self, partition: TopicPartition) -> frozenset[int]:
        """Nothing where the partition is read from further back, for somebody wants it all done again."""
        ahead = self._ahead.get(partition)
        is_still_true = ahead is not None and self._polled[partition][0].offset >= ahead.position
        return ahead.done if ahead is not None and is_still_true else frozenset()


def lane_of(record: ConsumerRecord) -> Lane:
    return f"{record.topic}:{(record.key or b'').decode(errors='replace')}"
