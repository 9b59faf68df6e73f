"""Everything that a batch of messages is made of, in a handful of reads whatever the batch's size."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Any

from pymongo.collection import Collection
from pymongo.database import Database

from services.notify.adapters import mongo_people, mongo_roles, mongo_subscriptions
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.domain.delivery import Audience, Delivery
from services.notify.domain.preferences import AS_USUAL, Preferences
from services.notify.domain.sending import CONFIRM, EMAIL, Reader, adding
from services.notify.domain.subscription import Standing, subscription_id
from services.notify.ports.messages import Known
from shared.events.schema import schema
from shared.mongo.connect import Document, answers

_NAMED_IN = ("helper",)
"""Facts that are people, whose first names a message may say."""


class MongoArchive:
    """Behind `ports.messages.Archive`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._matters = MongoMatters(database)
        self._subscriptions = database[mongo_subscriptions.NAME]
        self._disowned = database[mongo_subscriptions.DISOWNED]
        self._people = database[mongo_people.NAME]
        self._helpers = database[mongo_roles.HELPERS]

    def about(self, deliveries: Sequence[Delivery]) -> Known:
        to_reporters = [each for each in deliveries if each.audience is Audience.REPORTER]
        contacts = {each.to.contact_id for each in to_reporters if each.to.contact_id}
        people = {each.to.person_id for each in deliveries if each.to.person_id}
        named = {str(name) for each in deliveries for fact in _NAMED_IN if (name := each.facts.get(fact))}
        matters = {each.report_id for each in deliveries if each.report_id}
        with answers():
            cards = _by_id(self._people, people | named)
            readers = self._reporters(to_reporters, contacts) if contacts else {}
            asked = [
                adding(each.to.contact_id) for each in deliveries if each.message == CONFIRM and each.to.contact_id
            ]
            refused = _by_id(self._disowned, asked)
            names = {person_id: found["state"]["name"] for person_id, found in cards.items()}
            names |= {each: found["first_name"] for each, found in _by_id(self._helpers, named - cards.keys()).items()}
        return Known(
            matters=self._matters.many(matters) if matters else {},
            readers={**readers, **_persons(deliveries, cards), **_signing_in(deliveries, refused)},
            names=names,
        )

    def _reporters(self, deliveries: Sequence[Delivery], contacts: set[str]) -> dict[str, Reader]:
        wanted = {each.id: subscription_id(each.report_id or "", each.to.contact_id or "") for each in deliveries}
        found = _by_id(self._subscriptions, wanted.values())
        owners = {
            contact_id: person
            for person in self._people.find({"verified": {"$in": list(contacts)}}, {"state": 1, "verified": 1})
            for contact_id in person["verified"]
        }
        disowned = _by_id(self._disowned, contacts)
        return {
            name: Reader(
                contact_id=subscription["contact_id"],
                box=subscription["box"],
                language=subscription["language"],
                is_verified=subscription["contact_id"] in owners,
                **_of_the_owner(owners.get(subscription["contact_id"]), subscription["contact_id"]),
                standing=Standing(subscription.get("standing", Standing.ACTIVE)),
                is_disowned=subscription["contact_id"] in disowned,
            )
            for name, wish in wanted.items()
            if (subscription := found.get(wish)) is not None
        }


def _by_id(collection: Collection[Document], ids: Iterable[str]) -> dict[str, Document]:
    wanted = list(ids)
    return {each["_id"]: each for each in collection.find({"_id": {"$in": wanted}})} if wanted else {}


def _persons(deliveries: Sequence[Delivery], cards: Mapping[str, Document]) -> dict[str, Reader]:
    readers = {each.id: _person(cards.get(each.to.person_id or "")) for each in deliveries if each.to.person_id}
    return {name: reader for name, reader in readers.items() if reader is not None}


def _person(card: Mapping[str, Any] | None) -> Reader | None:
    reached = _reached_at(card) if card else None
    if card is None or reached is None:
        return None
    return Reader(
        contact_id=reached,
        box=card["state"]["contacts"][reached]["box"],
        language=card["state"]["language"],
        is_verified=True,
        name=card["state"]["name"],
        person_id=card["_id"],
        preferences=_preferences(card),
    )


def _of_the_owner(card: Mapping[str, Any] | None, contact_id: str) -> Mapping[str, Any]:
    """What is known of whoever showed that a reporter's address is theirs: mail may go to another of theirs."""
    if card is None:
        return {}
    contacts, reached = card["state"]["contacts"], _reached_at(card)
    is_by_mail = contacts[contact_id]["kind"] == EMAIL
    elsewhere = contacts[reached]["box"] if is_by_mail and reached and reached != contact_id else ""
    return {
        "name": card["state"]["name"],
        "person_id": card["_id"],
        "goes_to": elsewhere,
        "preferences": _preferences(card),
    }


def _reached_at(card: Mapping[str, Any]) -> str | None:
    """As `Person.reached_at`, among the addresses for mail."""
    contacts = card["state"]["contacts"].items()
    by_mail = [name for name, each in contacts if each["is_verified"] and each["kind"] == EMAIL]
    chosen = card["state"].get("written_to")
    return chosen if chosen in by_mail else next(iter(by_mail), None)


def _preferences(card: Mapping[str, Any]) -> Preferences:
    kept = card["state"].get("preferences")
    known: Preferences = schema(Preferences, unknown="exclude").load(kept) if kept else AS_USUAL
    return known


def _signing_in(deliveries: Sequence[Delivery], refused: Container[str]) -> dict[str, Reader]:
    """Whoever asks to sign in is written to at the address they typed, known or not."""
    return {
        each.id: Reader(
            contact_id=each.to.contact_id or "",
            box=each.box or "",
            language=str(each.facts.get("language", "")),
            is_verified=False,
            is_disowned=adding(each.to.contact_id or "") in refused,
        )
        for each in deliveries
        if each.audience is Audience.PERSON and each.to.contact_id
    }
