"""While a release is replaced, each process reads documents of the other: with more fields than it knows, or fewer."""

from collections.abc import Iterator
from typing import Any, cast

from pymongo.database import Database

from services.notify.adapters import delivery_documents, mongo_subscriptions
from services.notify.adapters.mongo_archive import MongoArchive
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.domain.delivery import Audience, Channel, Delivery, Priority, Recipient
from services.notify.domain.preferences import AS_USUAL, Pace, Preferences
from services.notify.domain.sending import Reader
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


def somebody(**more: Any) -> dict[str, Any]:  # noqa: ANN401 -- any field
    contacts = {each: {"kind": "email", "box": f"box of {each}", "is_verified": True} for each in ("first", "second")}
    return {"_id": "ada", "state": {"name": "Ada", "language": "da", "contacts": contacts, **more}}


def reader_of(document: dict[str, Any]) -> Reader:
    planned = delivery(to=Recipient(person_id="ada"), audience=Audience.HELPER, report_id=None)
    return MongoArchive(database(document)).about([planned]).readers[planned.id]


def test_whoever_was_kept_before_they_could_choose_is_reached_as_before() -> None:
    known = reader_of(somebody())
    assert (known.contact_id, known.box, known.preferences) == ("first", "box of first", AS_USUAL)


def test_whoever_chose_is_reached_as_they_chose() -> None:
    wish = {"calls": "daily", "quiet_from": "22:00", "quiet_until": "07:00", "known_tomorrow": 1}
    known = reader_of(somebody(written_to="second", preferences=wish))
    assert (known.contact_id, known.box, known.person_id) == ("second", "box of second", "ada")
    assert known.preferences == Preferences(calls=Pace.DAILY, quiet_from="22:00", quiet_until="07:00")


def test_an_address_that_was_chosen_and_is_gone_is_not_written_to() -> None:
    assert reader_of(somebody(written_to="third")).contact_id == "first"


class SomeDocuments(OneDocument):
    """Passes as a database with one document in each of these collections, and none elsewhere."""

    def __init__(self, **documents: dict[str, Any]) -> None:
        self._documents = documents

    def __getitem__(self, name: str) -> OneDocument:
        return OneDocument(self._documents[name]) if name in self._documents else NoDocument({})


class NoDocument(OneDocument):
    def __iter__(self) -> Iterator[dict[str, Any]]:
        return iter([])


def reporter_of(kind: str = "email", **more: Any) -> Reader:  # noqa: ANN401 -- any field
    owner = {**somebody(**more), "verified": ["first", "second"]}
    owner["state"]["contacts"]["first"]["kind"] = kind
    kept = {"_id": f"{REPORT}:first", "report_id": REPORT, "contact_id": "first", "since": NOON, "language": "da"}
    planned = delivery(to=Recipient(contact_id="first"))
    known = SomeDocuments(people=owner, subscriptions={**kept, "box": "box of the report"}, matters=KEPT)
    archive = MongoArchive(cast("Database[dict[str, Any]]", known))
    return archive.about([planned]).readers[planned.id]


def test_mails_about_a_report_go_to_the_address_that_its_owner_chose() -> None:
    known = reporter_of(written_to="second", preferences={"reports": "daily"})
    assert (known.box, known.goes_to) == ("box of the report", "box of second")
    assert (known.person_id, known.preferences) == ("ada", Preferences(reports=Pace.DAILY))
    assert reporter_of().goes_to == ""


def test_a_report_that_came_by_phone_is_led_to_the_mailbox_that_its_owner_chose_by_mail_alone() -> None:
    known = reporter_of(kind="phone", written_to="second")
    assert (known.goes_to, known.by) == ("box of second", Channel.EMAIL)
    assert reporter_of(kind="phone", written_to="first").by is Channel.SMS
