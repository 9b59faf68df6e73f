"""Somebody becomes a person here by showing that an address is theirs, and by nothing else."""

import pytest

from services.notify.adapters.sealed_mailboxes import SealedMailboxes
from services.notify.domain.person import describe, register, verify
from services.notify.domain.person_evolve import evolve, public
from services.notify.domain.somebody import NOBODY
from services.notify.handlers.register_person import RegisterPerson, register_person
from shared.clock import StoppedClock
from shared.errors import IllegalMove
from shared.events.fold import fold
from shared.events.notify import AddressKept, ContactVerified, LanguageChosen, NameTold, PersonErased, PersonRegistered
from shared.sealing import Opener
from tests.factories.notify import ADA_CONTACT, NOON, address
from tests.fakes.notify_matters import FakeDisowned
from tests.fakes.notify_people import FakePeople, GlassMailboxes

ADA = fold(evolve, NOBODY, register(NOBODY, address(), language="da", name="Ada"))


def test_registering_tells_others_the_hash_and_nothing_more() -> None:
    events = register(NOBODY, address(), language="da", name="Ada", demo=True)
    assert events == (
        PersonRegistered(language="da", demo=True),
        NameTold(name="Ada"),
        AddressKept(contact_id=ADA_CONTACT, kind="email", box=address().box),
        ContactVerified(contact_id=ADA_CONTACT),
    )


def test_registering_twice_is_registering_once() -> None:
    assert register(ADA, address(), language="en", name="Eve") == ()


def test_a_verified_address_is_verified_once() -> None:
    assert verify(ADA, address()) == ()


def test_a_second_address_is_verified_beside_the_first() -> None:
    after = fold(evolve, ADA, verify(ADA, address("d1" * 32)))
    assert list(public(after).contact_ids) == [ADA_CONTACT, "d1" * 32]


def test_a_person_says_what_they_want_to_be_called() -> None:
    assert describe(ADA, name="Adda", language="en") == (NameTold(name="Adda"), LanguageChosen(language="en"))
    assert describe(ADA, name="Ada", language="da") == ()


@pytest.mark.parametrize("hidden", [*"\u202e\u202d\u202a\u2066\u2069\u200e\u200f\u061c\u200b\u2060\ufeff"])
def test_a_name_turns_nothing_round_that_stands_beside_it(hidden: str) -> None:
    assert describe(ADA, name=f"{hidden}Ad{hidden}da {hidden}", language="da") == (NameTold(name="Adda"),)
    assert NameTold(name="Ada") in register(NOBODY, address(), language="da", name=f"Ada{hidden}")


def test_a_name_keeps_the_joiners_that_it_is_written_with() -> None:
    assert describe(ADA, name="Mi\u200cna", language="da") == (NameTold(name="Mi\u200cna"),)


def test_nobody_describes_somebody_who_is_not_here() -> None:
    with pytest.raises(IllegalMove, match="nobody_here"):
        describe(NOBODY, name="Ada", language="da")


def test_an_erased_person_has_no_name_and_no_address() -> None:
    erased = evolve(ADA, PersonErased())
    assert (erased.name, erased.contacts, public(erased).erased) == ("", {}, True)


def registered(people: FakePeople, disowned: FakeDisowned, person_id: str, contact_id: str = ADA_CONTACT) -> str:
    command = RegisterPerson(person_id=person_id, address=address(contact_id), language="da", at=NOON, by="test")
    return register_person(command, people=people, disowned=disowned, mailboxes=GlassMailboxes())


def test_one_address_is_one_persons() -> None:
    people, disowned = FakePeople(clock=StoppedClock(NOON)), FakeDisowned()
    assert registered(people, disowned, "p1") == "p1"
    assert registered(people, disowned, "p2") == "p1"
    assert not people.find("p2").version


def test_two_who_show_the_same_address_at_once_are_one() -> None:
    class Slow(FakePeople):
        """Somebody else is registered between looking and writing."""

        has_raced = False

        def owner_of(self, contact_id: str):  # type: ignore[no-untyped-def]  # noqa: ANN202
            found = super().owner_of(contact_id)
            if found is None and not self.has_raced:
                self.has_raced = True
                super().append(self.find("p1"), register(NOBODY, address(), language="da"), by="other")
            return found

    people = Slow(clock=StoppedClock(NOON))
    assert registered(people, FakeDisowned(), "p2") == "p1"


def test_whoever_shows_that_a_disowned_address_is_theirs_is_written_to_again() -> None:
    people, disowned = FakePeople(clock=StoppedClock(NOON)), FakeDisowned()
    disowned.add(ADA_CONTACT, NOON)
    registered(people, disowned, "p1")
    assert disowned.known == set()


def test_R9_another_tag_is_the_same_mailbox_and_protects_without_giving_access() -> None:
    people = FakePeople(clock=StoppedClock(NOON))
    tagged = address("t1" * 32, box="kind=email;address=ada+help@nabo.example")
    command = RegisterPerson(person_id="p1", address=tagged, language="da", at=NOON, by="test")
    register_person(command, people=people, disowned=FakeDisowned(), mailboxes=GlassMailboxes())
    told = public(people.get("p1").state)
    assert told.contact_ids == ["t1" * 32]
    assert told.unverified_contact_ids == ["mailbox of ada@nabo.example"]


def test_a_box_that_cannot_be_opened_leads_to_no_mailbox() -> None:
    assert SealedMailboxes(b"key", Opener({"keys": {}})).behind("damaged") is None
