"""Whoever asks for a mail to an address learns nothing of whether we know it, not even from how long that takes."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from pymongo import MongoClient
from pymongo.monitoring import CommandFailedEvent, CommandListener, CommandStartedEvent, CommandSucceededEvent

from services.notify.bootstrap import make_notify
from services.notify.entrypoints.web.app import make_notify_app
from shared.mongo.connect import Document
from tests.factories.templates import quick
from tests.integration.notify.house import ADA, Browser, House


class Work(CommandListener):
    """What is asked of the database, and of which collection."""

    def __init__(self) -> None:
        self.done: list[tuple[str, str]] = []

    def started(self, event: CommandStartedEvent) -> None:
        collection = event.command.get(event.command_name)
        if isinstance(collection, str):  # else it is about the connection
            self.done.append((event.command_name, collection))

    def succeeded(self, event: CommandSucceededEvent) -> None:
        """It had begun, which was noted."""

    def failed(self, event: CommandFailedEvent) -> None:
        """So had this."""


@contextmanager
def watched(house: House, work: Work) -> Iterator[Browser]:
    """A browser at the same house, whose database says what is asked of it."""
    mongo = house.settings.common.mongo
    client: MongoClient[Document] = MongoClient(
        mongo.url, username=mongo.user, password=mongo.password, authSource=mongo.database, event_listeners=[work]
    )
    with client:
        stores = replace(house.stores, database=client[mongo.database])
        notify = make_notify(house.settings, stores, house.clock)
        yield Browser(quick(make_notify_app(house.settings, notify, stores)).test_client(), "Firefox")


def test_known_and_unknown_addresses_take_the_same_work(house: House) -> None:
    """Whoever measures how long an answer takes learns nothing, for nothing else is done."""
    house.register("ada", ADA, "Ada")
    asked = {}
    for address in (ADA, "nobody@nabo.example"):
        work = Work()
        with watched(house, work) as browser:
            browser.get("/me/sign-in")
            work.done.clear()
            assert browser.ask(address).status_code == 303
        asked[address] = work.done
    assert ("insert", "deliveries") in asked[ADA]
    assert asked[ADA] == asked["nobody@nabo.example"]
