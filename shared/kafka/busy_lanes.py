"""Which lanes have somebody waiting: asked seldom, for hardly ever has any, and known only as long as they are ours."""

from collections.abc import Callable, Collection
from time import monotonic

from kafka import KafkaConsumer

from shared.kafka.batch import Lane
from shared.parking import ParkedMessages

KNOWN_SECONDS = 1.0
"""Not only members of the group let messages wait: an operator who plays a dead letter again may, too."""

MOST_LANES = 1000
"""With so many that wait, each batch asks for its own."""

Generation = tuple[int, str]


def generation_of(member: KafkaConsumer) -> Generation | None:
    """Which distribution of the partitions a member takes part in, and as whom; None while it is in no group.

    It is another one as soon as partitions can have changed hands, before anything of a new one can be polled.
    """
    told = member.group_metadata()
    return (told.generation_id, told.member_id) if told.generation_id >= 0 else None


class BusyLanes:
    """What one member of a group knows. While a partition is its own, nobody else of the group parks in its lanes.

    So where nobody waited when it asked, and where it has let nobody wait since, nobody waits; but only within one
    generation of the group, for whoever had a partition before may have parked until then.
    """

    def __init__(
        self,
        parking: ParkedMessages,
        *,
        generation: Callable[[], Generation | None],
        clock: Callable[[], float] = monotonic,
    ) -> None:
        """generation: in which this member is now. clock: seconds."""
        self._parking = parking
        self._generation = generation
        self._clock = clock
        self._known: set[Lane] | None = None
        self._of: Generation | None = None
        self._until = 0.0

    def among(self, lanes: Collection[Lane]) -> set[Lane]:
        """Which of these, which were just polled, have somebody waiting. Raises: TryAgain."""
        if not self._is_known():
            self._ask()
        wanted = set(lanes) if self._known is None else self._known.intersection(lanes)
        return self._parking.busy(wanted) if wanted else set()

    def parks(self, lane: Lane) -> None:
        """This member lets somebody wait there; told before it is written, by several threads."""
        if self._known is not None:
            self._known.add(lane)

    def _is_known(self) -> bool:
        now = self._generation()
        return now is not None and now == self._of and self._clock() < self._until

    def _ask(self) -> None:
        """The generation is noted first: what changes while the database answers is asked anew next time."""
        of, until = self._generation(), self._clock() + KNOWN_SECONDS
        self._of = None
        found = self._parking.lanes(after="", limit=MOST_LANES)
        self._known = set(found) if len(found) < MOST_LANES else None
        self._of, self._until = of, until
