"""Somebody tells something: what is kept, what is refused, and what twice is once."""

import hashlib
from dataclasses import replace

import pytest

from services.intake.adapters.page_secrets import PageSecrets
from services.intake.domain.draft import Unacceptable
from services.intake.domain.moves import erase
from services.intake.domain.secret import hashed
from services.intake.domain.wrong import Wrong
from services.intake.handlers.receive_report import Receipt, ReceiveReport, Request, receive_report
from services.intake.ports import Contact, ContactKind, Mint
from shared.clock import StoppedClock
from shared.errors import NotFound, Refused
from shared.events.intake import Channel, Consent, ConsentAnswer, ReportFiled, ReportReceived
from shared.signs.signs import Signs
from tests.factories.reports import CATALOGUE, HERE, NOW, OUTSIDE, WORDS, draft, receive
from tests.fakes.intake import FakeContacts, FakePlaces, FakeReports, counting_mint

HASHED_ADA = hashlib.sha256(b"ada@resident.example").hexdigest()[:8]


class Office:
    """Intake with fakes behind its ports."""

    def __init__(self, mint: Mint | None = None) -> None:
        self.clock = StoppedClock(NOW)
        self.reports = FakeReports(clock=self.clock)
        self.places = FakePlaces({"Nygade 1": HERE, "Far 1": OUTSIDE})
        self.mint = mint or counting_mint()

    def receive(self, command: ReceiveReport) -> Receipt:
        return receive_report(
            command,
            reports=self.reports,
            places=self.places,
            contacts=FakeContacts(),
            catalogue=CATALOGUE,
            words=WORDS,
            mint=self.mint,
            clock=self.clock,
        )

    @property
    def told(self) -> ReportReceived:
        (found,) = [event for event in self.reports.happened if isinstance(event, ReportReceived)]
        return found

    @property
    def filed(self) -> ReportFiled:
        (found,) = [event for event in self.reports.happened if isinstance(event, ReportFiled)]
        return found


@pytest.fixture
def office() -> Office:
    return Office()


def test_a_report_is_taken_and_its_teller_gets_a_reference(office: Office) -> None:
    receipt = office.receive(receive())
    assert (receipt.report_id, receipt.reference, receipt.signs) == ("report-1", "N-1", Signs())
    assert (office.told.text, office.told.place, office.told.reported_at) == ("The lamp is out.", HERE, NOW)
    assert [each.by for each in office.reports.recorded] == ["reporter", "reporter"]


def test_an_address_leaves_only_sealed_and_hashed(office: Office) -> None:
    office.receive(receive())
    assert office.told.contact_id == hashlib.sha256(b"ada@resident.example").hexdigest()[:8]
    assert office.told.sealed_contact == "email|ada@resident.example|en|secret-1"
    assert office.filed.secret == hashed("secret-1")
    kept = repr(office.reports.get("report-1").state)
    assert "ada@" not in kept
    assert "secret-1" not in kept


def test_R9_a_tag_in_the_address_does_not_hide_whose_mailbox_it_is(office: Office) -> None:
    office.receive(receive(contact=Contact(kind=ContactKind.EMAIL, address="ada+x@resident.example")))
    assert office.told.mailbox_id == hashlib.sha256(b"ada@resident.example").hexdigest()[:8]
    assert office.told.contact_id != office.told.mailbox_id


def test_whoever_leaves_no_address_has_no_page_of_their_own(office: Office) -> None:
    office.receive(receive(contact=None))
    assert office.told.contact_id is office.told.sealed_contact is office.filed.secret is None


NUMBER = Contact(kind=ContactKind.PHONE, address="32 12 34 56")


def test_whoever_leaves_a_phone_number_has_the_secret_of_their_page_from_the_receipt(office: Office) -> None:
    receipt = office.receive(receive(contact=NUMBER))
    assert office.filed.secret == hashed(receipt.secret)
    assert office.filed.contact_kind == "phone"
    assert not office.reports.get(receipt.report_id).state.is_written_to
    assert receipt.secret not in repr(office.reports.get(receipt.report_id).state)


def test_the_same_request_again_is_answered_with_the_same_secret(office: Office) -> None:
    told = receive(contact=NUMBER, request=Request(name="once", content="words"))
    first, again = office.receive(told), office.receive(told)
    assert first == again
    assert office.filed.secret == hashed(again.secret)


def test_R14_a_name_that_is_free_again_opens_nobody_elses_page(office: Office) -> None:
    """Without an API key all senders share one set of names, and erasing a report sets its name free."""
    office.mint = replace(office.mint, secret=PageSecrets(b"key"))
    first = office.receive(receive(contact=NUMBER, request=Request(name="1", content="words")))
    told = office.reports.get(first.report_id)
    office.reports.append(told, erase(told.state), by="reporter")
    second = office.receive(receive(contact=NUMBER, request=Request(name="1", content="a stranger's words")))
    assert first.secret != second.secret
    with pytest.raises(NotFound):
        office.reports.with_secret(hashed(first.secret))


def test_R14_a_first_answer_has_no_secret_but_that_of_its_own_page(office: Office) -> None:
    told = receive(contact=NUMBER, request=Request(name="once", content="words"))
    first = office.receive(told)
    office.mint = replace(office.mint, secret=lambda _request: "of another release")
    assert office.receive(told) == replace(first, secret="")


@pytest.mark.parametrize("contact", [None, NUMBER, Contact(kind=ContactKind.EMAIL, address="eve@stranger.example")])
def test_R14_a_stranger_who_uses_the_same_name_is_told_nothing_but_that(
    office: Office, contact: Contact | None
) -> None:
    office.receive(receive(contact=NUMBER, request=Request(name="1", content="words")))
    with pytest.raises(Refused) as refused:
        office.receive(receive(contact=contact, request=Request(name="1", content="a stranger's words")))
    assert vars(refused.value) == vars(Refused("request_differs"))
    assert len(office.reports.recorded) == 2


@pytest.mark.parametrize("contact", [None, Contact(kind=ContactKind.EMAIL, address="ada@resident.example")])
def test_no_receipt_shows_a_secret_that_comes_by_mail_or_to_nobody(office: Office, contact: Contact | None) -> None:
    told = receive(contact=contact, request=Request(name="once", content="words"))
    first, again = office.receive(told), office.receive(told)
    assert (first.secret, again.secret) == ("", "")
    assert office.reports.get(first.report_id).state.is_written_to is (contact is not None)


def test_the_secret_of_one_request_tells_nothing_of_another() -> None:
    secret = PageSecrets(b"key")
    assert secret("a") == secret("a")
    assert len({secret("a"), secret("b"), secret(""), secret(""), PageSecrets(b"other")("a")}) == 5
    assert all(len(secret(name)) == 32 for name in ("a", ""))


@pytest.mark.parametrize("category, private", [("street_light", False), ("snow_clearing", True), ("other", True)])
def test_R5_what_happens_at_a_home_is_private_from_receipt(office: Office, category: str, private: bool) -> None:  # noqa: FBT001
    office.receive(receive(draft(category=category)))
    assert office.told.at_home is private
    assert office.told.private is private


def test_whoever_wishes_it_private_has_it_private(office: Office) -> None:
    office.receive(receive(private=True))
    assert office.told.private
    assert not office.told.at_home


@pytest.mark.parametrize("answer", list(ConsentAnswer))
def test_R4_the_answer_and_the_wording_that_was_asked_are_kept(office: Office, answer: ConsentAnswer) -> None:
    asked = Consent(answer=answer, wording="v7")
    office.receive(receive(consent=asked))
    assert office.told.consent == asked


def test_R2_signs_stand_on_the_report_from_the_first(office: Office) -> None:
    receipt = office.receive(receive(draft(category="child_at_risk", text="There is a fire, and violence")))
    assert office.told.danger_signs == ["child_in_danger", "fire"]
    assert office.told.floor_signs == ["child_at_risk", "violence"]
    assert receipt.signs == Signs(danger=("child_in_danger", "fire"), floor=("child_at_risk", "violence"))


def test_R1_with_a_sign_it_is_taken_without_a_place_and_under_any_category(office: Office) -> None:
    office.receive(receive(draft(category="no such", place=None, text="fire")))
    assert office.told.category == "other"
    assert office.told.at_home


def test_a_known_address_gives_the_place(office: Office) -> None:
    office.receive(receive(draft(place=None, address="Nygade 1")))
    assert (office.told.place, office.told.address) == (HERE, "Nygade 1")


def test_an_unknown_address_is_kept_as_it_is(office: Office) -> None:
    office.receive(receive(draft(place=None, address="behind the church")))
    assert (office.told.place, office.told.address) == (None, "behind the church")


@pytest.mark.parametrize("told", [draft(place=OUTSIDE), draft(place=None, address="Far 1")])
def test_a_place_elsewhere_is_refused_and_nothing_is_kept(office: Office, told: object) -> None:
    with pytest.raises(Unacceptable) as refused:
        office.receive(receive(told))  # type: ignore[arg-type]
    assert [(each.field, each.wrong) for each in refused.value.problems] == [("location", Wrong.OUTSIDE)]
    assert office.reports.recorded == []


@pytest.mark.parametrize("kind, address", [(ContactKind.EMAIL, "ada"), (ContactKind.PHONE, "112")])
def test_an_address_that_cannot_be_one_is_named_beside_the_other_mistakes(
    office: Office, kind: ContactKind, address: str
) -> None:
    with pytest.raises(Unacceptable) as refused:
        office.receive(receive(draft(text=""), contact=Contact(kind=kind, address=address)))
    assert [each.field for each in refused.value.problems] == ["text", f"contact.{kind}"]


def test_letters_that_only_look_like_others_are_named(office: Office) -> None:
    with pytest.raises(Unacceptable) as refused:
        office.receive(receive(contact=Contact(kind=ContactKind.EMAIL, address="ada@n\u0430bo.example")))
    assert [(each.field, each.wrong) for each in refused.value.problems] == [("contact.email", Wrong.FOREIGN_LETTERS)]


def test_staff_who_write_it_down_are_named(office: Office) -> None:
    office.receive(receive(draft(channel=Channel.PHONE, place=None), entered_by="caseworker-1"))
    assert office.told.entered_by == "caseworker-1"
    assert office.reports.recorded[0].by == "caseworker-1"


def test_R16_the_same_request_again_gets_the_first_answer(office: Office) -> None:
    first = office.receive(receive(request=Request(name="key", content="same")))
    again = office.receive(receive(request=Request(name="key", content="same")))
    assert again == first
    assert len(office.reports.recorded) == 2


def test_R16_the_same_name_for_another_request_is_refused(office: Office) -> None:
    office.receive(receive(request=Request(name="key", content="one")))
    with pytest.raises(Refused, match="request_differs"):
        office.receive(receive(request=Request(name="key", content="other")))


def test_a_reference_that_is_taken_is_minted_anew() -> None:
    office = Office(counting_mint(["N-SAME", "N-SAME", "N-OTHER"]))
    assert office.receive(receive()).reference == "N-SAME"
    assert office.receive(receive()).reference == "N-OTHER"


def test_the_box_says_whether_whoever_told_it_showed_that_the_address_is_theirs(office: Office) -> None:
    for number, own in enumerate(((), ("another",), (HASHED_ADA,))):
        office.receive(receive(own_contacts=own, request=Request(name=str(number), content="x")))
    boxes = [event.sealed_contact or "" for event in office.reports.happened if isinstance(event, ReportReceived)]
    assert [box.endswith("|owner") for box in boxes] == [False, False, True]
