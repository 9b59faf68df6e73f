"""Somebody with several contacts: which way a message goes, and that wishes and STOP hold whichever it is."""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from services.notify.adapters.reader_documents import Reach
from services.notify.domain.delivery import Audience, Channel, Delivery, Recipient, Status, Why
from services.notify.domain.person import choose, register, remove, verify
from services.notify.domain.person_evolve import evolve
from services.notify.domain.preferences import DIGEST, Pace, Preferences
from services.notify.domain.reaching import reached_at
from services.notify.domain.sending import Reader
from services.notify.domain.somebody import Address, Person
from services.notify.handlers.send_messages import SendMessages, send_messages
from services.notify.queries.my_messages import read_copy
from shared.errors import IllegalMove
from tests.factories.notify import ADA_BOX, ADA_CONTACT, NOON, address, delivery, reader
from tests.fakes.notify_people import GlassBoxes
from tests.fakes.notify_texts import FakeSmsChannel, PlainTexts
from tests.fakes.post_office import Office

NUMBER, PHONE_ID = "+358401234567", "f0" * 32
PHONE_BOX = f"kind=phone;address={NUMBER}"
MIDNIGHT, SEVEN = datetime(2026, 5, 27, 21, 0, tzinfo=UTC), datetime(2026, 5, 28, 4, 0, tzinfo=UTC)
FIVE = datetime(2026, 5, 27, 14, 0, tzinfo=UTC)
NIGHTS = Preferences(quiet_from="22:00", quiet_until="07:00")
PHONE = Address(contact_id=PHONE_ID, kind="phone", box=PHONE_BOX)


def by_phone(**changes: Any) -> Reader:  # noqa: ANN401 -- any field
    """Ada, who is reached at her number."""
    texted = reader(contact_id=PHONE_ID, box=PHONE_BOX, person_id="ada", by=Channel.SMS, has_mail=False)
    return replace(texted, **changes)


def text(event_id: str = "e1", **changes: Any) -> Delivery:  # noqa: ANN401 -- any field
    return delivery(event_id, channel=Channel.SMS, **changes)


class Both(Office):
    """A post office for mail, and one for text messages, over the same deliveries."""

    def __init__(self, *planned: Delivery, ada: Reader) -> None:
        super().__init__(*planned)
        self.phones = FakeSmsChannel()
        self.archive.readers[ADA_CONTACT] = self.archive.readers["ada"] = ada

    def text(self) -> list[tuple[Status, str | None]]:
        """What the sender of text messages does in one turn."""
        mail = self.ports
        fields = {name: getattr(mail, name) for name in mail.__slots__ if name not in {"drawer", "daily"}}
        office = type(mail)(**{**fields, "letters": PlainTexts(), "channel": self.phones, "sends": Channel.SMS})
        return [(each.status, each.why) for each in send_messages(SendMessages(), office=office)]

    @property
    def texted(self) -> list[str]:
        return [each.text for each in self.phones.taken]

    @property
    def mailed(self) -> list[str]:
        return [each.subject for each in self.channel.taken]


def test_quiet_hours_hold_a_text_message_until_they_are_over() -> None:
    both = Both(text(planned_at=MIDNIGHT), ada=by_phone(preferences=NIGHTS))
    both.clock.advance(MIDNIGHT - NOON)
    assert both.text() == [(Status.PENDING, Why.QUIET_HOURS)]
    assert (both.text(), both.texted) == ([], [])
    both.clock.advance(SEVEN - MIDNIGHT)
    assert both.text() == [(Status.SENT, None)]
    assert both.texted == ["routed"]


def test_not_at_all_holds_for_text_messages_which_stand_among_their_messages() -> None:
    both = Both(text(), ada=by_phone(preferences=Preferences(reports=Pace.NEVER)))
    assert both.text() == [(Status.SUPPRESSED, Why.SWITCHED_OFF)]
    assert both.texted == []
    (held,) = both.deliveries.kept.values()
    assert read_copy(held.copy, GlassBoxes(), "ada")["body"] == "routed"
    assert read_copy(held.copy, GlassBoxes(), "whoever has the number now") == {}


def test_what_was_texted_stands_among_their_messages() -> None:
    both = Both(text(), ada=by_phone())
    both.text()
    assert both.deliveries.kept[both.deliveries.all[0].id].copy is not None


@pytest.mark.parametrize("message, pace", [("routed", Pace.DAILY), ("resolved", Pace.DAILY), ("resolved", Pace.NEVER)])
def test_without_an_address_for_a_daily_mail_it_comes_at_once_outside_quiet_hours(message: str, pace: Pace) -> None:
    wish = replace(NIGHTS, reports=pace)
    both = Both(text(message=message, planned_at=MIDNIGHT), ada=by_phone(preferences=wish))
    both.clock.advance(MIDNIGHT - NOON)
    assert both.text() == [(Status.PENDING, Why.QUIET_HOURS)]
    both.clock.advance(SEVEN - MIDNIGHT)
    both.text()
    assert both.texted == [message]
    assert [each for each in both.deliveries.all if each.message == DIGEST] == []


def test_whoever_is_texted_and_has_mail_gets_their_daily_mail_by_mail() -> None:
    ada = by_phone(preferences=Preferences(reports=Pace.DAILY), has_mail=True)
    both = Both(text("e1"), text("e2", message="message"), ada=ada)
    assert both.text() == [(Status.PENDING, Why.IN_DIGEST)] * 2
    both.archive.readers["ada"] = reader(person_id="ada", by=Channel.EMAIL)
    both.clock.advance(FIVE - NOON)
    both.send()
    both.text()
    assert both.mailed == ["routed N-7K3M-Q9WY-4, message N-7K3M-Q9WY-4"]
    assert both.texted == []


def test_a_message_for_a_way_that_leads_nowhere_now_goes_the_other_one_once_R16() -> None:
    both = Both(text(), ada=reader(person_id="ada", by=Channel.EMAIL))
    assert both.text() == [(Status.PENDING, None)]
    assert both.send() == [(Status.SENT, None)]
    assert (both.text(), both.send()) == ([], [])
    assert (both.mailed, both.texted) == (["routed N-7K3M-Q9WY-4"], [])
    assert [each.attempts for each in both.deliveries.all] == [0]


def test_a_report_with_an_address_is_texted_to_an_owner_who_chose_their_phone() -> None:
    ada = reader(person_id="ada", goes_to=PHONE_BOX, by=Channel.SMS)
    both = Both(delivery("e1"), ada=ada)
    both.send()
    both.text()
    assert [each.to for each in both.phones.taken] == [NUMBER]
    assert both.mailed == []


def test_what_is_held_overnight_follows_its_reader_to_another_way() -> None:
    both = Both(text(planned_at=MIDNIGHT), ada=by_phone(preferences=NIGHTS))
    both.clock.advance(MIDNIGHT - NOON)
    both.text()
    both.archive.readers[ADA_CONTACT] = reader(person_id="ada", by=Channel.EMAIL, preferences=NIGHTS)
    both.clock.advance(SEVEN - MIDNIGHT)
    both.text()
    both.send()
    assert both.mailed == ["routed N-7K3M-Q9WY-4"]


def card(*, written_to: str = "", mail: bool = True) -> dict[str, Any]:
    contacts = {
        **({ADA_CONTACT: {"kind": "email", "box": ADA_BOX, "is_verified": True}} if mail else {}),
        PHONE_ID: {"kind": "phone", "box": PHONE_BOX, "is_verified": True},
    }
    return {"_id": "ada", "state": {"name": "Ada", "language": "da", "contacts": contacts, "written_to": written_to}}


TO_ADA = delivery(to=Recipient(person_id="ada"), audience=Audience.HELPER, message="invited")


def found(reach: Reach, known: dict[str, Any], told: Delivery = TO_ADA) -> tuple[Channel | None, bool]:
    read = reach.person(told, known)
    assert read is not None
    return read.by, read.has_said_stop


def test_the_chosen_contact_decides_by_which_way_and_mail_is_the_usual_one() -> None:
    assert found(Reach(), card()) == (Channel.EMAIL, False)
    assert found(Reach(), card(written_to=PHONE_ID)) == (Channel.SMS, False)
    assert found(Reach(), card(mail=False)) == (Channel.SMS, False)


def test_stop_silences_a_number_and_not_whoever_can_be_mailed() -> None:
    silent = Reach(silent={PHONE_ID})
    assert found(silent, card(written_to=PHONE_ID)) == (Channel.EMAIL, False)
    assert found(silent, card(mail=False)) == (Channel.SMS, True)


def test_without_a_gateway_whoever_chose_their_phone_is_mailed() -> None:
    assert found(Reach(has_texts=False), card(written_to=PHONE_ID)) == (Channel.EMAIL, False)


def test_a_daily_mail_is_for_an_address_for_mail_or_for_nobody() -> None:
    daily = replace(TO_ADA, message=DIGEST)
    assert found(Reach(), card(written_to=PHONE_ID), daily) == (Channel.EMAIL, False)
    assert Reach().person(daily, card(mail=False)) is None


def test_a_reporters_owner_who_said_stop_on_their_only_number_gets_nothing() -> None:
    known = Reach(silent={PHONE_ID}).owner(card(mail=False), PHONE_ID)
    assert (known["has_said_stop"], known["goes_to"]) == (True, "")
    assert Reach(silent={PHONE_ID}).owner(None, PHONE_ID) == {"has_said_stop": True}


def test_of_what_leads_nowhere_the_chosen_one_is_still_named() -> None:
    assert reached_at({"a": "phone", "b": "phone"}, "b", without={"a", "b"}) == "b"
    assert reached_at({}, "b") is None


def with_both() -> Person:
    person = Person()
    for event in (*register(person, address(), language="da"), *verify(person, PHONE)):
        person = evolve(person, event)
    return person


def test_the_last_address_with_which_they_can_sign_in_stays_and_a_phone_may_go() -> None:
    person = with_both()
    with pytest.raises(IllegalMove, match="last_address"):
        remove(person, ADA_CONTACT)
    assert len(remove(person, PHONE_ID)) == 1
    assert person.reached_at == ADA_CONTACT
    (chosen,) = choose(person, PHONE_ID)
    assert evolve(person, chosen).reached_at == PHONE_ID
