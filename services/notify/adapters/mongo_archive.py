"""Everything that a batch of messages is made of, in a handful of reads whatever the batch's size."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from pymongo.collection import Collection
from pymongo.database import Database

from services.notify.adapters import mongo_people, mongo_questions, mongo_roles, mongo_subscriptions
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.domain.delivery import Audience, Channel, Delivery
from services.notify.domain.sending import KIND_OF, Reader
from services.notify.domain.subscription import Standing, subscription_id
from services.notify.ports.messages import Known
from shared.mongo.connect import Document, answers

_NAMED_IN = ("helper",)
"""Facts that are people, whose first names a message may say."""


class MongoArchive:
    """Behind `ports.messages.Archive`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._matters = MongoMatters(database)
        self._subscriptions = database[mongo_subscriptions.NAME]
        self._disowned = database[mongo_subscriptions.DISOWNED]
        self._silence = database[mongo_questions.SILENCE]
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
            names = {person_id: found["state"]["name"] for person_id, found in cards.items()}
            names |= {each: found["first_name"] for each, found in _by_id(self._helpers, named - cards.keys()).items()}
        readers = {**readers, **_persons(deliveries, cards), **_writing_themselves(deliveries)}
        return Known(
            matters=self._matters.many(matters) if matters else {},
            readers=self._with_silence(readers, [each for each in deliveries if each.channel is Channel.SMS]),
            names=names,
        )

    def _with_silence(self, readers: Mapping[str, Reader], texts: Sequence[Delivery]) -> Mapping[str, Reader]:
        """Which numbers said stop is asked for text messages alone."""
        numbers = {each.id: readers[each.id].contact_id for each in texts if each.id in readers}
        with answers():
            stopped = _by_id(self._silence, set(numbers.values()))
        silent = {
            name: replace(readers[name], has_said_stop=True) for name, number in numbers.items() if number in stopped
        }
        return {**readers, **silent}

    def _reporters(self, deliveries: Sequence[Delivery], contacts: set[str]) -> dict[str, Reader]:
        wanted = {each.id: subscription_id(each.report_id or "", each.to.contact_id or "") for each in deliveries}
        found = _by_id(self._subscriptions, wanted.values())
        owners = {
            contact_id: person["state"]["name"]
            for person in self._people.find({"verified": {"$in": list(contacts)}}, {"state.name": 1, "verified": 1})
            for contact_id in person["verified"]
        }
        disowned = _by_id(self._disowned, contacts)
        return {
            name: Reader(
                contact_id=subscription["contact_id"],
                box=subscription["box"],
                language=subscription["language"],
                is_verified=subscription["contact_id"] in owners,
                name=owners.get(subscription["contact_id"], ""),
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
    readers = {
        each.id: _person(cards.get(each.to.person_id or ""), KIND_OF[each.channel])
        for each in deliveries
        if each.to.person_id
    }
    return {name: reader for name, reader in readers.items() if reader is not None}


def _person(card: Mapping[str, Any] | None, kind: str) -> Reader | None:
    if card is None:
        return None
    contacts = card["state"]["contacts"].items()
    that_way = ((name, each) for name, each in contacts if each["is_verified"] and each["kind"] == kind)
    contact_id, contact = next(that_way, (None, None))
    if contact_id is None or contact is None:
        return None
    return Reader(
        contact_id=contact_id,
        box=contact["box"],
        language=card["state"]["language"],
        is_verified=True,
        name=card["state"]["name"],
    )


def _writing_themselves(deliveries: Sequence[Delivery]) -> dict[str, Reader]:
    """Whoever asks to sign in, or wrote to us, is answered at the address they gave, known or not."""
    return {
        each.id: Reader(
            contact_id=each.to.contact_id or "",
            box=each.box or "",
            language=str(each.facts.get("language", "")),
            is_verified=False,
        )
        for each in deliveries
        if each.audience is Audience.PERSON and each.to.contact_id
    }
