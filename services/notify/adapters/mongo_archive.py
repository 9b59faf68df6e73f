"""Everything that a batch of messages is made of, in a handful of reads whatever the batch's size."""

from collections.abc import Container, Iterable, Mapping, Sequence

from pymongo.collection import Collection
from pymongo.database import Database

from services.notify.adapters import mongo_people, mongo_questions, mongo_roles, mongo_subscriptions
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.adapters.reader_documents import Card, Reach, verified_kinds
from services.notify.domain.delivery import Audience, Channel, Delivery
from services.notify.domain.sending import CONFIRM, PHONE, Reader, adding
from services.notify.domain.subscription import Standing, subscription_id
from services.notify.ports.messages import Known
from shared.mongo.connect import Document, answers

_NAMED_IN = ("helper",)
"""Facts that are people, whose first names a message may say."""


class MongoArchive:
    """Behind `ports.messages.Archive`. has_texts: whether there is a gateway for text messages.

    Blocks on the database; raises TryAgain when it is away.
    """

    def __init__(self, database: Database[Document], *, has_texts: bool = True) -> None:
        self._matters = MongoMatters(database)
        self._subscriptions = database[mongo_subscriptions.NAME]
        self._disowned = database[mongo_subscriptions.DISOWNED]
        self._silence = database[mongo_questions.SILENCE]
        self._people = database[mongo_people.NAME]
        self._helpers = database[mongo_roles.HELPERS]
        self._has_texts = has_texts

    def about(self, deliveries: Sequence[Delivery]) -> Known:
        to_reporters = [each for each in deliveries if each.audience is Audience.REPORTER]
        contacts = {each.to.contact_id for each in to_reporters if each.to.contact_id}
        people = {each.to.person_id for each in deliveries if each.to.person_id}
        named = {str(name) for each in deliveries for fact in _NAMED_IN if (name := each.facts.get(fact))}
        matters = {each.report_id for each in deliveries if each.report_id}
        with answers():
            cards = _by_id(self._people, people | named)
            owners = self._owners(contacts) if contacts else {}
            read = [card for name, card in cards.items() if name in people]
            reach = self._reach(deliveries, [*read, *owners.values()])
            readers = self._reporters(to_reporters, owners, reach) if contacts else {}
            asked = [
                adding(each.to.contact_id) for each in deliveries if each.message == CONFIRM and each.to.contact_id
            ]
            refused = _by_id(self._disowned, asked)
            names = {person_id: found["state"]["name"] for person_id, found in cards.items()}
            names |= {each: found["first_name"] for each, found in _by_id(self._helpers, named - cards.keys()).items()}
        return Known(
            matters=self._matters.many(matters) if matters else {},
            readers={
                **readers,
                **_persons(deliveries, cards, reach),
                **_writing_themselves(deliveries, refused, reach.silent),
            },
            names=names,
        )

    def _reach(self, deliveries: Sequence[Delivery], cards: Iterable[Card]) -> Reach:
        """Which numbers said stop is asked only where there are numbers."""
        theirs = {name for card in cards for name, kind in verified_kinds(card).items() if kind == PHONE}
        came_with = {each.to.contact_id for each in deliveries if each.channel is Channel.SMS and each.to.contact_id}
        return Reach(silent=_by_id(self._silence, theirs | came_with), has_texts=self._has_texts)

    def _owners(self, contacts: set[str]) -> dict[str, Document]:
        found = self._people.find({"verified": {"$in": list(contacts)}}, {"state": 1, "verified": 1})
        return {contact_id: person for person in found for contact_id in person["verified"]}

    def _reporters(
        self, deliveries: Sequence[Delivery], owners: Mapping[str, Document], reach: Reach
    ) -> dict[str, Reader]:
        wanted = {each.id: subscription_id(each.report_id or "", each.to.contact_id or "") for each in deliveries}
        found = _by_id(self._subscriptions, wanted.values())
        by_mail = {each.id for each in deliveries if each.is_by_mail}
        disowned = _by_id(self._disowned, {each.to.contact_id for each in deliveries if each.to.contact_id})
        return {
            name: Reader(
                contact_id=subscription["contact_id"],
                box=subscription["box"],
                language=subscription["language"],
                is_verified=subscription["contact_id"] in owners,
                **reach.owner(
                    owners.get(subscription["contact_id"]), subscription["contact_id"], is_by_mail=name in by_mail
                ),
                standing=Standing(subscription.get("standing", Standing.ACTIVE)),
                is_disowned=subscription["contact_id"] in disowned,
            )
            for name, wish in wanted.items()
            if (subscription := found.get(wish)) is not None
        }


def _by_id(collection: Collection[Document], ids: Iterable[str]) -> dict[str, Document]:
    wanted = list(ids)
    return {each["_id"]: each for each in collection.find({"_id": {"$in": wanted}})} if wanted else {}


def _persons(deliveries: Sequence[Delivery], cards: Mapping[str, Card], reach: Reach) -> dict[str, Reader]:
    found = ((each, cards.get(each.to.person_id)) for each in deliveries if each.to.person_id)
    readers = {each.id: reach.person(each, card) for each, card in found if card is not None}
    return {name: reader for name, reader in readers.items() if reader is not None}


def _writing_themselves(
    deliveries: Sequence[Delivery], refused: Container[str], silent: Container[str]
) -> dict[str, Reader]:
    """Whoever asks to sign in, or wrote to us, is answered at the address they gave, known or not."""
    return {
        each.id: Reader(
            contact_id=each.to.contact_id or "",
            box=each.box or "",
            language=str(each.facts.get("language", "")),
            is_verified=False,
            is_disowned=adding(each.to.contact_id or "") in refused,
            has_said_stop=each.to.contact_id in silent,
        )
        for each in deliveries
        if each.audience is Audience.PERSON and each.to.contact_id
    }
