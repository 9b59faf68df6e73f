"""Forgetting somebody at notify: they are erased once, their sessions end, and nothing brings them back."""

from datetime import datetime, timedelta

import pytest

from services.notify.domain import session as a_session
from services.notify.domain.matter import CaseSeen
from services.notify.domain.person import erase, register
from services.notify.domain.person_evolve import evolve
from services.notify.domain.seeing import seen_after
from services.notify.domain.somebody import NOBODY, Address
from services.notify.handlers.erase_person import ErasePerson, erase_person
from services.notify.handlers.forget import Forgetting, forget
from services.notify.handlers.hear_report import HearReport, hear_report
from services.notify.handlers.project_helper_name import ProjectHelperName, project_helper_name
from services.notify.handlers.project_roles import ProjectRoles, project_roles
from services.notify.handlers.receive_report import ReceiveReport, receive_report
from shared.clock import StoppedClock
from shared.erasure import Erasure, Of
from shared.errors import IllegalMove, NotFound, Refused, UnknownSubject
from shared.events.fold import fold
from shared.events.notify import PersonErased
from shared.events.notify_sign_ins import SessionRevoked
from shared.events.triage import PersonForgotten
from shared.events.triage_people import Grant, Role
from tests.factories.notify import NOON, REPORT, case_state, matter, report_state
from tests.fakes.ears import Room
from tests.fakes.ledger import FakeLedger
from tests.fakes.notify_people import FakeHelperNames, FakePeople, FakeRoles, FakeSessions, GlassMailboxes

ADAS = Address(contact_id="contact-of-ada", kind="email", box="box")
ADA = Erasure(of=Of.PERSON, id="ada", at=NOON)


class Leftovers:
    """Passes as notify's `Leftovers`; is_filed: whether all is told."""

    def __init__(self) -> None:
        self.is_filed = True
        self.asked: list[str] = []

    def of_person(self, person_id: str) -> bool:
        self.asked.append(person_id)
        return self.is_filed

    def of_contact(self, contact_id: str, at: datetime) -> bool:
        self.asked.append(contact_id)
        assert at >= NOON
        return self.is_filed

    def of_report(self, report_id: str) -> bool:
        self.asked.append(report_id)
        return self.is_filed

    def of_helper(self, report_id: str, person_ids: object) -> None:
        self.asked.append(f"{report_id} {person_ids}")


class Registry:
    """Ada is registered and signed in."""

    def __init__(self) -> None:
        clock = StoppedClock(NOON)
        self.people, self.sessions, self.roles = FakePeople(clock=clock), FakeSessions(clock=clock), FakeRoles()
        self.ledger, self.leftovers, self.clock = FakeLedger(), Leftovers(), clock
        self.people.given("ada", *register(NOBODY, ADAS, language="en", name="Ada"))
        self.sessions.given("s", *a_session.start("ada", method="code", browser="Firefox", at=NOON))

    def forget(self, erasure: Erasure) -> bool:
        forgetting = Forgetting(people=self.people, sessions=self.sessions, leftovers=self.leftovers, clock=self.clock)
        return forget(erasure, forgetting=forgetting)

    def erase(self, person_id: str = "ada", *, by: str = "ada", reason: str = "own_wish") -> None:
        erase_person(
            ErasePerson(person_id=person_id, by=by, reason=reason),
            people=self.people,
            roles=self.roles,
            ledger=self.ledger,
            forget=self.forget,
            clock=self.clock,
        )


def test_the_event_tells_others_by_which_addresses_they_find_what_was_theirs() -> None:
    ada = fold(evolve, NOBODY, register(NOBODY, ADAS, language="en", name="Ada"))
    assert erase(ada, reason="own_wish") == (PersonErased(contact_ids=["contact-of-ada"], reason="own_wish"),)
    assert erase(fold(evolve, ada, erase(ada, reason="own_wish")), reason="own_wish") == ()
    assert erase(NOBODY, reason="own_wish") == ()


def test_nobody_becomes_somebody_who_was_erased() -> None:
    ada = fold(evolve, NOBODY, register(NOBODY, ADAS, language="en"))
    gone = fold(evolve, ada, erase(ada, reason="own_wish"))
    with pytest.raises(IllegalMove, match="nobody_here"):
        register(gone, ADAS, language="en")


def test_who_asks_is_written_down_erased_and_signed_out_at_once_and_twice_is_once() -> None:
    town = Registry()
    for _ in range(2):
        town.erase()
    assert [each.id for each in town.ledger.undone(9)] == ["contact-of-ada", "ada"]
    assert [type(each) for each in town.people.happened] == [PersonErased]
    assert [type(each) for each in town.sessions.happened] == [SessionRevoked]
    assert town.people.get("ada").state.contacts == {}
    assert town.leftovers.asked[:2] == ["contact-of-ada", "ada"]


def test_an_operators_name_and_reason_stand_in_the_history() -> None:
    town = Registry()
    town.erase(by="kim", reason="letter_of_4_may")
    (recorded,) = town.people.recorded
    assert (recorded.by, recorded.happened.reason) == ("kim", "letter_of_4_may")


def test_whoever_works_here_must_have_their_roles_ended_first() -> None:
    town = Registry()
    town.roles.keep("ada", [Grant(role=Role.CASEWORKER, team="works")], version=1)
    with pytest.raises(Refused, match="roles_first"):
        town.erase()
    assert town.ledger.undone(9) == []
    assert town.people.get("ada").state.name == "Ada"
    town.roles.keep("ada", [Grant(role=Role.HELPER)], version=2)
    town.erase()
    assert town.people.get("ada").state.is_erased


def test_nobody_is_not_erased() -> None:
    with pytest.raises(NotFound):
        Registry().erase("nobody")


def test_somebody_whom_a_backup_brought_back_is_erased_again() -> None:
    town = Registry()
    town.leftovers.is_filed = False
    assert not town.forget(ADA)
    town.leftovers.is_filed = True
    assert town.forget(ADA)
    assert town.people.happened == [PersonErased(contact_ids=["contact-of-ada"], reason="erased_before")]
    assert town.forget(Erasure(of=Of.REPORT, id=REPORT, at=NOON))
    assert town.forget(Erasure(of=Of.PERSON, id="never-was-here", at=NOON))


def test_a_report_of_somebody_who_was_erased_is_nobodys_when_it_is_told_again() -> None:
    room = Room()
    room.ledger.add([Erasure(of=Of.REPORT, id=REPORT, at=NOON)])
    told = ReceiveReport(matter=matter(case=None), at=NOON, sealed_contact="box")
    receive_report(
        told, matters=room.matters, subscriptions=room.subscriptions, mailboxes=GlassMailboxes(), ledger=room.ledger
    )
    assert room.subscriptions.known == {}
    assert room.matters.known[REPORT].contact_id is None
    assert room.matters.known[REPORT].is_withdrawn


def test_an_erased_report_is_written_down_even_before_it_is_known() -> None:
    room = Room()
    command = HearReport(
        report_id=REPORT,
        event_id="e",
        version=3,
        at=NOON,
        state=report_state(withdrawn=True, erased=True),
        state_version=3,
        correlation_id="c",
        is_erased=True,
    )
    with pytest.raises(UnknownSubject):
        hear_report(
            command,
            matters=room.matters,
            deliveries=room.deliveries,
            people=room.people,
            roles=room.roles,
            ledger=room.ledger,
            languages=("en",),
        )
    assert room.ledger.known([REPORT]) == {REPORT}


def test_neither_a_name_nor_a_role_comes_back_when_it_is_told_again() -> None:
    names, roles, ledger = FakeHelperNames(), FakeRoles(), FakeLedger(ADA)
    told = ProjectHelperName(person_id="ada", first_name="Ada", version=9)
    project_helper_name(told, helpers=names, ledger=ledger)
    project_roles(
        ProjectRoles(person_id="ada", grants=[Grant(role=Role.HELPER)], version=9), roles=roles, ledger=ledger
    )
    assert names.known == {}
    assert roles.of("ada", NOON) == frozenset()


def test_a_helper_who_is_forgotten_is_thanked_no_more() -> None:
    seen = CaseSeen(case_id="c", helpers=("mina", "leo"), helped=("mina",), left_unsafe=("mina",))
    after = seen_after(seen, PersonForgotten(person_ids=["mina"]), version=2, state=case_state(), state_version=2)
    assert (after.helpers, after.helped, after.left_unsafe) == (("leo",), (), ())


def test_a_later_erasure_of_the_same_address_counts_anew() -> None:
    ledger = FakeLedger(Erasure(of=Of.CONTACT, id="c", at=NOON))
    (first,) = ledger.undone(9)
    ledger.done(first)
    ledger.add([first])
    assert ledger.undone(9) == []
    ledger.add([Erasure(of=Of.CONTACT, id="c", at=NOON + timedelta(days=1))])
    assert len(ledger.undone(9)) == 1
