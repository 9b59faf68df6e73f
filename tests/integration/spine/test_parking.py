"""What refers to something unknown waits with all that follows it, and goes in order once it is known."""

from collections.abc import Sequence
from datetime import UTC, datetime
from threading import Event

from pymongo.database import Database

from deploy.local.stores import Stores
from shared.errors import InvalidMessage, UnknownSubject
from shared.events.event import Received
from shared.kafka.broker import Broker
from shared.kafka.consumer import HandleEvent
from shared.kafka.unparking import LANES, Unparking
from shared.mongo.connect import Document
from shared.mongo.parking import Parking
from shared.parking import Parked
from shared.worker import Loop
from tests.databases import root_of
from tests.integration.spine.group import Group, Heard, NewTopic, lines, names
from tests.integration.spine.stage import in_background, on_the_wire, reading, until, write

NOBODY = "none"


class Known:
    """Subjects that a service knows; the rest has to wait."""

    def __init__(self, subjects: Sequence[str]) -> None:
        self.subjects = set(subjects)

    def __call__(self, event: Received) -> None:
        if event.subject not in self.subjects:
            raise UnknownSubject(event.subject)


def unparking(group: Group, database: Database[Document], handle: HandleEvent) -> Loop:
    waiting = Unparking("tests", Parking(database), handle, dead_letters=group.letters())
    return lambda stop: waiting.run(stopping=stop.is_told, sleep=stop.sleep)


def parked(lane: str, offset: int, value: bytes) -> Parked:
    return Parked(lane=lane, place=f"{0:06d}:{offset:020d}", topic="t", value=value, parked_at=datetime.now(UTC))


def test_what_follows_the_unknown_waits_with_it_and_all_goes_in_order_once_it_is_known(
    database: Database[Document], broker: Broker, new_topic: NewTopic
) -> None:
    topic, (stranger, *others) = new_topic(), names(10)
    known, parking = Known(others), Parking(database)
    heard, group = Heard(known), Group(database, broker, topic)
    write(broker, topic, lines([stranger, *others], 10))
    with in_background(group.member(heard), unparking(group, database, heard)):
        until("the others are handled", lambda: len(heard.events) == 90)
        until("the stranger's all wait", lambda: len(parking.lane(f"{topic}:{stranger}", 100)) == 10)
        write(broker, topic, [(stranger, on_the_wire(stranger, 11))])
        until("the next waits too", lambda: len(parking.lane(f"{topic}:{stranger}", 100)) == 11)
        known.subjects.add(stranger)
        until("none waits", lambda: parking.oldest() is None)
        write(broker, topic, [(stranger, on_the_wire(stranger, 12))])
        until("what comes now is handled", lambda: len(heard.of(stranger)) == 12)
    assert heard.of(stranger) == list(range(1, 13))


def test_what_follows_the_unknown_waits_although_it_could_go_by_itself(
    database: Database[Document], broker: Broker, new_topic: NewTopic
) -> None:
    topic, (stranger, *others) = new_topic(), names(5)
    is_known = Event()

    def refuse_the_first(event: Received) -> None:
        if (event.subject, event.recorded.version) == (stranger, 1) and not is_known.is_set():
            raise UnknownSubject(stranger)

    heard, group = Heard(refuse_the_first), Group(database, broker, topic)
    write(broker, topic, lines([stranger, *others], 10))
    with in_background(group.member(heard), unparking(group, database, heard)):
        until("the others are handled", lambda: len(heard.events) >= 40)
        until("all ten wait", lambda: len(Parking(database).lane(f"{topic}:{stranger}", 100)) == 10)
        assert heard.of(stranger) == []
        is_known.set()
        until("all ten have gone", lambda: len(heard.of(stranger)) >= 10)
    assert heard.of(stranger) == list(range(1, 11))


def test_messages_come_while_others_are_unparked_and_keep_their_order(
    database: Database[Document], broker: Broker, new_topic: NewTopic
) -> None:
    topic, subjects = new_topic(), names(5)
    known = Known([])
    heard, group = Heard(known), Group(database, broker, topic)
    with in_background(group.member(heard), unparking(group, database, heard), unparking(group, database, heard)):
        for version in range(1, 61):
            write(broker, topic, [(subject, on_the_wire(subject, version)) for subject in subjects])
            if version % 10 == 0:
                known.subjects.add(subjects[version // 10 - 1]) if version <= 50 else None
        until("all are handled", lambda: len(set(heard.events)) == 300)
    for subject in subjects:
        first_heard = list(dict.fromkeys(heard.of(subject)))
        assert first_heard == list(range(1, 61))


def test_parking_twice_is_parking_once(database: Database[Document]) -> None:
    parking = Parking(database)
    for _ in range(2):
        parking.park(parked("t:a", 1, b"first"))
        parking.park(parked("t:a", 2, b"second"))
    assert [each.value for each in parking.lane("t:a", 10)] == [b"first", b"second"]
    assert parking.busy({"t:a", "t:b"}) == {"t:a"}


def test_many_lanes_that_stand_still_hide_none_that_could_go(database: Database[Document]) -> None:
    parking, known = Parking(database), Known(["zebra"])
    for number in range(LANES + 50):
        parking.park(parked(f"t:{number:04d}", number, on_the_wire(f"{number:04d}", 1)))
    parking.park(parked("t:zebra", 9999, on_the_wire("zebra", 1)))
    heard = Heard(known)
    waiting = Unparking("tests", parking, heard, dead_letters=Group(database, _no_broker(), NOBODY).letters())
    went = [waiting.round() for _ in range(2)]
    assert sum(went) == 1
    assert heard.events == [("zebra", 1)]
    assert parking.count() == LANES + 50


def test_lanes_are_found_without_reading_all_that_waits(database: Database[Document], stores: Stores) -> None:
    parking = Parking(database)
    for number in range(50):
        parking.park(parked("t:a", number, b"x"))
    parking.park(parked("t:b", 1, b"x"))
    watched = root_of(stores)[database.name]
    watched.command("profile", 2)
    assert parking.lanes(after="", limit=10) == ["t:a", "t:b"]
    assert parking.lanes(after="t:a", limit=10) == ["t:b"]
    watched.command("profile", 0)
    seen: list[Document] = list(watched["system.profile"].find({"command.aggregate": "parked"}))
    assert [each["planSummary"].split()[0] for each in seen] == ["DISTINCT_SCAN", "DISTINCT_SCAN"]
    assert all(each["docsExamined"] <= 2 for each in seen)


def test_a_parked_message_that_turns_out_invalid_is_set_aside_and_blocks_nobody(
    database: Database[Document], broker: Broker, new_topic: NewTopic
) -> None:
    dead_letters = new_topic()
    parking = Parking(database)
    parking.park(parked("t:a", 7, on_the_wire("a", 1)))
    parking.park(parked("t:a", 8, on_the_wire("a", 2)))

    def refuse_the_first(event: Received) -> None:
        if event.recorded.version == 1:
            raise InvalidMessage("not_for_this_service")

    heard, group = Heard(refuse_the_first), Group(database, broker, NOBODY, dead_letters)
    with in_background(unparking(group, database, heard)), reading(broker, dead_letters, from_beginning=True) as reader:
        until("the second is handled", lambda: heard.events)
        (letter,) = until("the first is set aside", reader.read)
    assert (letter.key, dict(letter.headers)["origin"]) == (b"a", b"t:0:7")
    assert parking.oldest() is None


def _no_broker() -> Broker:
    return Broker(servers="127.0.0.1:1", user="nobody", password="none")
