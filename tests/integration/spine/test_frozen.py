"""A consumer that is frozen while it works: others take over, and when it wakes it overwrites nothing and goes on."""

import signal
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from subprocess import Popen
from time import monotonic

import pytest
from pymongo.database import Database

from deploy.local.stores import Stores
from shared.kafka.broker import Broker
from shared.mongo.connect import Document
from tests.endurance import Noted
from tests.integration.spine.a_worker import Copying
from tests.integration.spine.group import Group, Heard, NewTopic, lines, names
from tests.integration.spine.slow_consumer import REFUSED
from tests.integration.spine.stage import (
    Notebooks,
    a_process,
    in_background,
    line_of,
    notebooks_in,
    patient,
    until,
    write,
)

AT_WORK = 150
"""Messages of a turn that it has handled when it is frozen: a fourth of them."""


@dataclass
class Sleeper:
    """A slow consumer that is frozen and wakes. said: by topic or REFUSED, the name of a notebook and a version."""

    process: Popen[str]
    topic: str
    said: list[tuple[str, str, int]] = field(default_factory=list)

    def listen_until(self, is_enough: Callable[[], bool]) -> None:
        while not is_enough():
            what, name, version = line_of(self.process).split()
            self.said.append((what, name, int(version)))

    def has_said(self, what: str, *, after: int) -> set[tuple[str, int]]:
        """Of the versions beyond this one."""
        return {(name, version) for said, name, version in self.said if said == what and version > after}


@dataclass
class Naps:
    """Turns of twenty-one messages about each notebook: it sleeps through most of twenty, and has the last alone."""

    broker: Broker
    group: Group
    sleeper: Sleeper
    subjects: Sequence[str]
    notebooks: Notebooks
    heard: Heard
    refused: int = 0
    taken_over_after: list[float] = field(default_factory=list)
    awake_after: list[float] = field(default_factory=list)

    def once(self, before: int) -> None:
        """before: how many messages about each there were."""
        sleeper, topic = self.sleeper, self.sleeper.topic
        write(self.broker, topic, lines(self.subjects, 20, after=before))
        sleeper.listen_until(lambda: len(sleeper.has_said(topic, after=before)) >= AT_WORK)
        sleeper.process.send_signal(signal.SIGSTOP)
        began = monotonic()
        with in_background(self.group.member(self.heard)):
            until("others have done its work", partial(self._are_copied, before + 20), seconds=60)
        self.taken_over_after.append(monotonic() - began)
        sleeper.process.send_signal(signal.SIGCONT)
        began = monotonic()
        write(self.broker, topic, lines(self.subjects, 1, after=before + 20))
        sleeper.listen_until(lambda: len(sleeper.has_said(topic, after=before + 20)) == len(self.subjects))
        self.awake_after.append(monotonic() - began)
        self.refused += bool(sleeper.has_said(REFUSED, after=before))

    def copied(self, subject: str) -> list[str]:
        return patient(lambda: self.notebooks.find(f"copy of {subject}")).state.lines

    def _are_copied(self, version: int) -> bool:
        return all(len(self.copied(each)) == version for each in self.subjects)


@pytest.mark.endure(name="frozen", short=1, full=30, minutes=20)
def test_one_that_was_frozen_and_wakes_finds_its_work_done_and_goes_on(
    stores: Stores, database: Database[Document], broker: Broker, new_topic: NewTopic, length: int, noted: Noted
) -> None:
    """length: how many times."""
    topic, subjects, notebooks = new_topic(), names(30), notebooks_in(database)
    group, heard = Group(database, broker, topic), Heard(before=partial(Copying(notebooks), topic=topic))
    arguments = (broker.servers, broker.password, topic, group.name, stores.mongo_url, database.name)
    with a_process("tests.integration.spine.slow_consumer", *arguments) as process:
        naps = Naps(broker, group, Sleeper(process, topic), subjects, notebooks, heard)
        for turn in range(length):
            naps.once(before=21 * turn)
    versions = range(1, 21 * length + 1)
    everything = {(subject, version) for subject in subjects for version in versions}
    assert everything == naps.sleeper.has_said(topic, after=0) | set(heard.events)
    for subject in subjects:
        assert naps.copied(subject) == [f"line {version}" for version in versions]
    noted.count("times that it was frozen", length)
    noted.count("times that it woke with a write in its hands, which was refused", naps.refused)
    noted.seconds("from the freezing until others had done its work", naps.taken_over_after)
    noted.seconds("from its waking until it had done new work", naps.awake_after)
