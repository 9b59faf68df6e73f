"""What the documents of people say of whoever will read a message: where they are reached, and how they want it."""

from collections.abc import Container, Mapping
from dataclasses import dataclass
from typing import Any

from services.notify.domain.calls import PROFESSIONALS
from services.notify.domain.delivery import Delivery
from services.notify.domain.preferences import AS_USUAL, DIGEST, Preferences
from services.notify.domain.reaching import CHANNEL_OF, reached_at
from services.notify.domain.sending import EMAIL, PHONE, Reader
from shared.events.schema import schema

Card = Mapping[str, Any]


def verified_kinds(card: Card) -> dict[str, str]:
    """By contact_id, the oldest first."""
    contacts = card["state"]["contacts"].items()
    return {contact_id: each["kind"] for contact_id, each in contacts if each["is_verified"]}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """silent: numbers that said stop. has_texts: whether text messages go out here."""

    silent: Container[str] = frozenset()
    has_texts: bool = True

    def where(self, kinds: Mapping[str, str], chosen: str) -> str | None:
        phones = {name for name, kind in kinds.items() if kind == PHONE}
        silent = {name for name in phones if not self.has_texts or name in self.silent}
        return reached_at(kinds, chosen, without=silent)

    def person(self, delivery: Delivery, card: Card) -> Reader | None:
        """A daily mail goes by mail, wherever its reader is reached else; to whoever works here everything that can."""
        kinds = verified_kinds(card)
        by_mail = {name: kind for name, kind in kinds.items() if kind == EMAIL}
        if delivery.message == DIGEST or (by_mail and (delivery.audience in PROFESSIONALS or delivery.is_by_mail)):
            kinds = by_mail
        reached = self.where(kinds, card["state"].get("written_to") or "")
        if reached is None:
            return None
        box, language = card["state"]["contacts"][reached]["box"], card["state"]["language"]
        return Reader(contact_id=reached, box=box, language=language, is_verified=True, **self._theirs(card, reached))

    def owner(self, card: Card | None, contact_id: str, *, is_by_mail: bool = False) -> Mapping[str, Any]:
        """What is known of whoever showed that a reporter's address is theirs: they may be written to at another.

        is_by_mail: this one goes to a mailbox of theirs, whatever they chose.
        """
        kinds = verified_kinds(card) if card else {}
        if is_by_mail:
            kinds = {name: kind for name, kind in kinds.items() if kind == EMAIL} or kinds
        reached = self.where(kinds, card["state"].get("written_to") or "") if card else None
        if card is None or reached is None:
            return {"has_said_stop": contact_id in self.silent}
        elsewhere = card["state"]["contacts"][reached]["box"] if reached != contact_id else ""
        return {"goes_to": elsewhere, **self._theirs(card, reached)}

    def _theirs(self, card: Card, reached: str) -> Mapping[str, Any]:
        kinds = verified_kinds(card)
        return {
            "name": card["state"]["name"],
            "person_id": card["_id"],
            "by": CHANNEL_OF[kinds[reached]],
            "has_said_stop": reached in self.silent,
            "has_mail": EMAIL in kinds.values(),
            "preferences": _preferences(card),
        }


def _preferences(card: Card) -> Preferences:
    kept = card["state"].get("preferences")
    known: Preferences = schema(Preferences, unknown="exclude").load(kept) if kept else AS_USUAL
    return known
