"""While a release is replaced, each process reads documents of the other: with more fields than it knows, or fewer."""

from collections.abc import Iterator
from typing import Any, cast

from pymongo.database import Database

from services.notify.adapters import delivery_documents, mongo_subscriptions
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.domain.delivery import Audience, Channel, Delivery, Priority, Recipient
from services.notify.domain.subscription import Subscription
from shared.mongo.parking import Parking
from shared.parking import Parked
from tests.factories.notify import ADA_CONTACT, CASE, NOON, REPORT, delivery, matter, seen

KEPT = {
    "_id": REPORT,
    "schema": 1,
    "version": 1,
    "heard": 1,
    "reference": "N",
    "category": "litter",
    "language": "da",
    "is_sensitive": False,
}
MORE = {"is_private": True, "known_tomorrow": {"of": 1}}


class OneDocument:
    """Passes as a database with one document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def __getitem__(self, _: str) -> "OneDocument":
        return self

    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter([self._document])

    def find(self, *_: object) -> "OneDocument":
        return self

    def sort(self, *_: object) -> "OneDocument":
        return self

    def limit(self, _: int) -> list[dict[str, Any]]:
        return [self._document]


def database(document: dict[str, Any]) -> Database[dict[str, Any]]:
    return cast("Database[dict[str, Any]]", OneDocument(document))


def test_a_report_that_was_kept_with_more_than_is_read_today_is_found() -> None:
    case: dict[str, Any] = {"case_id": CASE, "route": None, "told_route": None, "helpers": [], "helped": []}
    kept = {**KEPT, "contact_id": None, "received_at": NOON, "is_withdrawn": False, "correlation_id": "c"}
    known = MongoMatters(database({**kept, **MORE, "case": {**case, **MORE}})).find(REPORT)
    changes = {"reference": "N", "category": "litter", "contact_id": None, "correlation_id": "c"}
    assert known == matter(case=seen(), **changes)


def test_so_is_one_that_was_kept_with_less() -> None:
    known = MongoMatters(database({**KEPT, "case": {"case_id": CASE}})).find(REPORT)
    changes = {"reference": "N", "category": "litter", "contact_id": None, "correlation_id": "", "received_at": None}
    assert known == matter(case=seen(), **changes)


def test_a_message_is_read_with_more_and_with_less() -> None:
    planned = delivery()
    whole = delivery_documents.to_mongo(planned)
    assert delivery_documents.from_mongo({**whole, **MORE}) == planned
    needed = ("_id", "event_id", "message", "audience", "contact_id", "channel", "priority", "planned_at", "status")
    assert delivery_documents.from_mongo({name: whole[name] for name in needed}) == Delivery(
        id=planned.id,
        event_id="event-1",
        message="routed",
        audience=Audience.REPORTER,
        to=Recipient(contact_id=ADA_CONTACT),
        channel=Channel.EMAIL,
        priority=Priority.NEWS,
        planned_at=NOON,
    )


def test_a_subscription_is_read_with_more_and_with_less() -> None:
    known = Subscription(id="s", report_id=REPORT, contact_id="c", since=NOON, language="da", box="box")
    kept = {"_id": "s", "report_id": REPORT, "contact_id": "c", "since": NOON, "language": "da", "box": "box"}
    assert mongo_subscriptions.read(kept) == known
    assert mongo_subscriptions.read({**kept, **MORE, "standing": "active"}) == known


def test_a_message_that_was_parked_with_more_is_found() -> None:
    parked = Parked(lane="l", place="p", topic="t", value=b"v", parked_at=NOON)
    kept = {"_id": 1, "lane": "l", "place": "p", "topic": "t", "value": b"v", "parked_at": NOON, **MORE}
    assert Parking(database(kept)).lane("l", 10) == [parked]
