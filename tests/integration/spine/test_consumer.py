"""A group of consumers handles every message, in order, whoever joins, leaves, fails or is killed meanwhile."""

import random
from collections import Counter
from functools import partial
from threading import Event

from pymongo.database import Database

from deploy.local.stores import Stores
from shared.errors import TryAgain
from shared.events.event import Received
from shared.kafka.broker import Broker
from shared.mongo.connect import Document
from tests.integration.spine.group import Group, Heard, NewTopic, lines, names
from tests.integration.spine.stage import a_process, in_background, line_of, reading, until, write


def test_members_join_and_leave_under_load_and_nothing_is_lost_or_out_of_order(
    database: Database[Document], broker: Broker, new_topic: NewTopic
) -> None:
    """At least once: what was not committed when somebody lost their part is handled again, which changes nothing."""
    topic, subjects = new_topic(), names(60)
    write(broker, topic, lines(subjects, 50))
    chance = random.Random(7)  # noqa: S311 -- the same trial each time
    refused: Counter[tuple[str, int]] = Counter()

    def slow_and_fickle(event: Received) -> None:
        Event().wait(chance.uniform(0.0005, 0.003))
        if chance.random() < 0.01:
            refused[event.subject, event.recorded.version] += 1
            raise TryAgain(0.02)

    heard, group = Heard(slow_and_fickle), Group(database, broker, topic)

    def more(goal: int) -> bool:
        return len(heard.events) >= goal

    with in_background(group.member(heard)):
        for goal in range(300, 2700, 600):
            until("some are handled", partial(more, goal))
            with in_background(group.member(heard)):
                until("some more are handled", partial(more, goal + 300))
        until("all are handled", lambda: len(set(heard.events)) == 3000, seconds=60)
    assert refused
    for subject in subjects:
        first_times = dict.fromkeys(heard.of(subject))
        assert list(first_times) == list(range(1, 51))


def test_a_message_to_be_tried_again_holds_up_what_follows_it_and_no_other_partition(
    database: Database[Document], broker: Broker, new_topic: NewTopic
) -> None:
    topic, subjects = new_topic(), names(30)
    stubborn = subjects[0]
    asked: list[int] = []
    is_open = Event()

    def refuse(event: Received) -> None:
        if event.subject == stubborn and event.recorded.version == 2 and not is_open.is_set():
            asked.append(event.recorded.version)
            raise TryAgain(0.05)

    heard, group = Heard(refuse), Group(database, broker, topic)
    write(broker, topic, lines(subjects, 3))
    with in_background(group.member(heard)):
        until("it was tried three times", lambda: len(asked) >= 3)
        until("most others are through", lambda: len(heard.events) > 60)
        assert heard.of(stubborn) == [1]
        is_open.set()
        until("all are handled", lambda: len(heard.events) >= 90)
    assert heard.of(stubborn) == [1, 2, 3]
    assert len(heard.events) == 90


def test_a_message_that_only_just_fits_is_set_aside_without_its_body(
    database: Database[Document], broker: Broker, new_topic: NewTopic
) -> None:
    topic, dead_letters = new_topic(), new_topic()
    write(broker, topic, [("a", b"x" * 1_048_470)])
    group = Group(database, broker, topic, dead_letters)
    with in_background(group.member(Heard())), reading(broker, dead_letters, from_beginning=True) as reader:
        (letter,) = until("it is set aside", reader.read)
    assert letter.value == b""
    assert dict(letter.headers)["origin"].decode().startswith(topic)


def test_others_take_over_from_a_consumer_that_is_killed_and_nothing_is_lost(
    stores: Stores, database: Database[Document], broker: Broker, new_topic: NewTopic
) -> None:
    topic, subjects = new_topic(), names(30)
    group, heard = Group(database, broker, topic), Heard()
    write(broker, topic, lines(subjects, 20))
    said: list[str] = []
    arguments = (broker.servers, broker.password, topic, group.name, stores.mongo_url, database.name)
    with a_process("tests.integration.spine.slow_consumer", *arguments) as victim:
        while len(said) < 250:
            said.append(line_of(victim))
        victim.kill()
        said.extend(victim.stdout or ())
    by_the_victim = {(name, int(version)) for _, name, version in map(str.split, said)}
    everything = {(subject, version) for subject in subjects for version in range(1, 21)}
    with in_background(group.member(heard)):
        until("the rest is handled", lambda: everything <= by_the_victim | set(heard.events))
    for subject in subjects:
        versions = heard.of(subject)
        assert versions == sorted(set(versions))
    assert 350 <= len(heard.events) < 600
