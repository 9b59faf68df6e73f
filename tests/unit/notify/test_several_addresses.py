"""Somebody has several addresses: each was shown to be theirs, one is written to, and the last one stays."""

from dataclasses import dataclass, field, replace
from datetime import UTC, timedelta

import pytest

from services.notify.domain.delivery import Audience, Priority, Why
from services.notify.domain.person import MOST_CONTACTS, add, choose, erase, register, remove, verify
from services.notify.domain.person_evolve import evolve, public
from services.notify.domain.sending import CONFIRM, adding, allowance, objection
from services.notify.domain.sending import DailyCaps as Caps
from services.notify.domain.somebody import NOBODY
from services.notify.handlers.ask_proof import PROOFS_A_DAY, AskProof, ProofDesk, ask_proof
from services.notify.handlers.refuse_proofs import RefuseProofs, refuse_proofs
from services.notify.handlers.use_proof import UseProof, use_proof
from services.notify.queries.my_contacts import my_contacts, see_proof
from shared.errors import IllegalMove, NotFound, Refused
from shared.events.fold import fold
from shared.events.notify import ContactChosen, ContactRemoved
from tests.factories.notify import ADA_CONTACT, NOON, SECOND, address, delivery, reader
from tests.fakes.notify_digests import FakeDayPlaces
from tests.fakes.notify_doors import House
from tests.fakes.notify_people import GlassBoxes, GlassMailboxes

ADA = fold(evolve, NOBODY, register(NOBODY, address(), language="da", name="Ada"))
WITH_TWO = fold(evolve, ADA, verify(ADA, address(SECOND)))


@dataclass(slots=True)
class Home:
    """Ada's, who is signed in, with the doors of notify behind it."""

    house: House = field(default_factory=House)
    places: FakeDayPlaces = field(default_factory=FakeDayPlaces)

    def __post_init__(self) -> None:
        self.house.people.given("ada", *register(NOBODY, address(), language="da", name="Ada"))

    def ask(self, contact_id: str = SECOND, *, person_id: str = "ada", session_id: str = "s1") -> str:
        command = AskProof(
            person_id=person_id,
            session_id=session_id,
            contact_id=contact_id,
            kind="email",
            address="ada@work.example",
            language="da",
        )
        house = self.house
        desk = ProofDesk(
            people=house.people,
            sign_ins=house.sign_ins,
            deliveries=house.deliveries,
            places=self.places,
            mint=house.mint,
            seals=GlassBoxes(),
            clock=house.clock,
            day_of=lambda at: at.astimezone(UTC).date(),
        )
        return ask_proof(command, desk=desk)

    def type(self, proof_id: str, code: str, *, person_id: str = "ada", session_id: str = "s1") -> None:
        use_proof(
            UseProof(proof_id=proof_id, person_id=person_id, session_id=session_id, code=code),
            people=self.house.people,
            sign_ins=self.house.sign_ins,
            disowned=self.house.disowned,
            mailboxes=GlassMailboxes(),
            deliveries=self.house.deliveries,
            mint=self.house.mint,
            clock=self.house.clock,
        )

    @property
    def code(self) -> str:
        return self.house.mailed()["code"]

    @property
    def addresses(self) -> list[str]:
        return list(self.house.people.get("ada").state.verified)


def test_the_oldest_is_written_to_until_another_is_chosen() -> None:
    assert WITH_TWO.reached_at == ADA_CONTACT
    assert choose(WITH_TWO, SECOND) == (ContactChosen(contact_id=SECOND),)
    assert fold(evolve, WITH_TWO, choose(WITH_TWO, SECOND)).reached_at == SECOND
    assert choose(WITH_TWO, ADA_CONTACT) == ()


def test_nobody_is_written_to_at_an_address_that_is_not_theirs() -> None:
    with pytest.raises(IllegalMove, match="not_their_address"):
        choose(WITH_TWO, "e2" * 32)


def test_an_address_that_is_removed_is_told_to_the_others_and_gives_no_access() -> None:
    chosen = fold(evolve, WITH_TWO, choose(WITH_TWO, SECOND))
    assert remove(chosen, SECOND) == (ContactRemoved(contact_id=SECOND),)
    after = fold(evolve, chosen, remove(chosen, SECOND))
    assert public(after).contact_ids == [ADA_CONTACT]
    assert after.reached_at == ADA_CONTACT
    assert remove(after, SECOND) == ()


def test_nobody_helps_on_their_own_report_by_removing_its_address_R9() -> None:
    tagged = fold(evolve, ADA, verify(ADA, replace(address(SECOND), mailbox_id="mailbox of ada")))
    after = fold(evolve, tagged, remove(tagged, SECOND))
    told = public(after)
    assert told.contact_ids == [ADA_CONTACT]
    assert told.unverified_contact_ids == [SECOND, "mailbox of ada"]
    back = fold(evolve, after, add(after, address(SECOND)))
    assert public(back).contact_ids == [ADA_CONTACT, SECOND]
    assert SECOND not in public(back).unverified_contact_ids
    assert public(fold(evolve, after, erase(after, reason="own_wish"))).unverified_contact_ids == []


def test_the_last_confirmed_address_is_never_removed() -> None:
    with pytest.raises(IllegalMove, match="last_address"):
        remove(ADA, ADA_CONTACT)


def test_there_is_an_end_to_how_many_somebody_has() -> None:
    many = ADA
    for number in range(1, MOST_CONTACTS):
        many = fold(evolve, many, add(many, address(f"{number:064}")))
    with pytest.raises(Refused, match="too_many_addresses"):
        add(many, address(SECOND))


def test_the_code_of_the_mail_makes_it_theirs() -> None:
    home = Home()
    proof = home.ask()
    (mail,) = home.house.deliveries.all
    assert (mail.message, mail.priority) == (CONFIRM, Priority.SIGN_IN)
    assert "token" not in home.house.mailed(), "no link: whoever presses one would give their address away"
    home.type(proof, home.code)
    assert home.addresses == [ADA_CONTACT, SECOND]
    assert [each.is_written_to for each in my_contacts("ada", people=home.house.people, opens=GlassBoxes())] == [
        True,
        False,
    ]


def test_a_code_works_once_for_ten_minutes_and_five_tries() -> None:
    home = Home()
    proof = home.ask()
    for _ in range(5):
        with pytest.raises(Refused, match="wrong_code"):
            home.type(proof, "999999")
    with pytest.raises(IllegalMove, match="sign_in_over"):
        home.type(proof, home.code)
    late = home.ask()
    home.house.clock.advance(timedelta(minutes=10))
    with pytest.raises(IllegalMove, match="sign_in_over"):
        home.type(late, home.code)
    assert home.addresses == [ADA_CONTACT]


def test_a_code_serves_nobody_else_and_no_other_session() -> None:
    home = Home()
    home.house.people.given("eve", *register(NOBODY, address("e3" * 32), language="da"))
    proof = home.ask()
    for person_id, session_id in (("eve", "s1"), ("ada", "s2")):
        with pytest.raises(IllegalMove, match="sign_in_over"):
            home.type(proof, home.code, person_id=person_id, session_id=session_id)
    with pytest.raises(NotFound):
        see_proof(
            proof, "eve", sign_ins=home.house.sign_ins, opens=GlassBoxes(), mint=home.house.mint, clock=home.house.clock
        )


def test_a_code_that_adds_does_not_sign_in_and_one_that_signs_in_does_not_add() -> None:
    home = Home()
    asked = home.house.ask(SECOND)
    with pytest.raises(IllegalMove, match="sign_in_over"):
        home.type(asked.sign_in_id, home.code)
    home.ask()
    with pytest.raises(IllegalMove, match="sign_in_over"):
        home.house.by_link(home.house.mint.tokens[-1])


def test_an_address_that_is_somebody_elses_answers_alike_until_its_mail_is_read() -> None:
    home = Home()
    home.house.people.given("eve", *register(NOBODY, address(SECOND), language="da"))
    proof = home.ask()
    with pytest.raises(Refused, match="wrong_code"):
        home.type(proof, "999999")
    with pytest.raises(Refused, match="address_taken"):
        home.type(proof, home.code)
    assert home.addresses == [ADA_CONTACT]
    assert list(home.house.people.get("eve").state.verified) == [SECOND]


def test_ones_own_address_is_not_asked_about() -> None:
    home = Home()
    with pytest.raises(IllegalMove, match="address_is_yours"):
        home.ask(ADA_CONTACT)
    assert home.house.deliveries.all == []


def test_nobody_makes_us_write_to_many_strangers_in_a_day() -> None:
    home = Home()
    for number in range(PROOFS_A_DAY):
        home.ask(f"{number:064}")
    with pytest.raises(Refused, match="too_many_asked_today"):
        home.ask("f" * 64)
    home.house.clock.advance(timedelta(days=1))
    home.ask("f" * 64)


def test_strangers_who_type_an_address_take_nothing_from_its_owners_sign_ins() -> None:
    home = Home()
    home.house.people.given("eve", *register(NOBODY, address("e3" * 32), language="da"))
    for _ in range(6):
        home.ask(person_id="eve")
    sent = len(home.house.deliveries.all)
    assert sent == 5
    home.house.ask(SECOND)
    home.ask()
    assert len(home.house.deliveries.all) == sent + 2


def test_an_address_is_asked_three_times_a_day_whoever_asks() -> None:
    allowed = allowance(delivery(message=CONFIRM, audience=Audience.PERSON), reader(), Caps(unverified=9, verified=9))
    assert allowed is not None
    assert allowed.most == 3


def test_this_was_not_me_stops_these_mails_and_no_other() -> None:
    house = House()
    refuse_proofs(RefuseProofs(contact_id=SECOND), disowned=house.disowned, clock=house.clock)
    assert house.disowned.known == {adding(SECOND)}
    asked = delivery(message=CONFIRM)
    assert objection(asked, matter=None, reader=reader(is_disowned=True), at=NOON) is Why.NOT_THEIRS
    assert objection(asked, matter=None, reader=reader(), at=NOON) is None
    refuse_proofs(RefuseProofs(contact_id=SECOND, is_taken_back=True), disowned=house.disowned, clock=house.clock)
    assert house.disowned.known == set()


def test_what_is_kept_of_the_asking_names_nobody() -> None:
    home = Home()
    home.house.people.given("ada-of-the-house", *register(NOBODY, address("e4" * 32), language="da"))
    home.ask(person_id="ada-of-the-house")
    kept = [each.by for each in home.house.sign_ins.recorded]
    assert kept == ["visitor"]
    (asked,) = home.house.sign_ins.happened
    assert asked.for_person == "whose it is to be<ada-of-the-house>", "a keyed hash, not the id"


def test_a_number_gives_nobody_what_was_told_from_it_before_R5() -> None:
    number = replace(address(SECOND), kind="phone")
    with_phone = fold(evolve, ADA, verify(ADA, number))
    assert list(with_phone.verified) == [ADA_CONTACT, SECOND]
    assert list(with_phone.mailboxes) == [ADA_CONTACT]
    told = public(with_phone)
    assert (list(told.contact_ids), SECOND in told.unverified_contact_ids) == ([ADA_CONTACT], True)
