"""Forgetting somebody at intake: their reports are emptied, what was told of them goes, and nothing brings it back."""

from dataclasses import replace
from datetime import timedelta

from services.intake.domain.moves import erase, withdraw
from services.intake.domain.report import EMPTY
from services.intake.domain.report_evolve import evolve, public_state
from services.intake.handlers.forget import forget
from services.intake.handlers.hear_erasure import hear_erasure
from services.intake.handlers.project_case import project_case
from services.intake.handlers.project_contacts import project_contacts
from services.intake.handlers.project_helper import project_helper
from services.intake.handlers.project_roles import project_roles
from shared.clock import StoppedClock
from shared.erasure import Erasure, Of
from shared.events.fold import fold
from shared.events.intake import ReportErased, ReportEvent, ReportWithdrawn
from shared.events.notify import ContactVerified, PersonErased, PersonState
from shared.events.triage import CaseResolved, HelperOnWay, MessageWritten, PersonForgotten, PlaceDisclosed
from shared.events.triage_people import Grant, HelperRegistered, HelperState, Role, RoleGranted, RolesState
from tests.factories.reports import NOW, REPORT_ID, received, told
from tests.fakes.intake import FakeReports
from tests.fakes.intake_told import FakePeople, FakeStories
from tests.fakes.ledger import FakeLedger
from tests.fakes.photos import FakePhotos

ADAS = "contact-of-ada"
RECEIVED: tuple[ReportEvent, ...] = received(contact_id=ADAS, text="canary", danger_signs=["fire"])
TOLD = fold(evolve, EMPTY, RECEIVED)


class Leftovers:
    """Passes as `Leftovers`; is_filed: whether all is told."""

    def __init__(self, *, is_filed: bool = True) -> None:
        self.is_filed = is_filed
        self.people: list[str] = []
        self.reports: list[str] = []

    def of_person(self, person_id: str) -> None:
        self.people.append(person_id)

    def of_report(self, report_id: str) -> bool:
        self.reports.append(report_id)
        return self.is_filed


def contact(at_hours: int = 1) -> Erasure:
    return Erasure(of=Of.CONTACT, id=ADAS, at=NOW + timedelta(hours=at_hours))


def reports_with_one() -> FakeReports:
    reports = FakeReports(clock=StoppedClock(NOW))
    reports.given(REPORT_ID, *received(contact_id=ADAS, text="canary"))
    return reports


def test_a_report_that_is_erased_is_taken_back_and_holds_no_word_no_place_and_no_address() -> None:
    gone = fold(evolve, TOLD, erase(TOLD))
    assert (gone.text, gone.place, gone.address, gone.answers, gone.messages) == ("", None, None, {}, [])
    assert (gone.contact_id, gone.secret, gone.request, gone.content) == (None, None, None, None)
    assert (gone.reference, gone.category, gone.danger_signs) == (TOLD.reference, TOLD.category, ["fire"])
    assert public_state(gone).erased
    assert public_state(gone).contact_id is None


def test_erasing_twice_is_erasing_once_and_what_was_taken_back_is_not_taken_back_again() -> None:
    assert [type(each) for each in erase(TOLD)] == [ReportWithdrawn, ReportErased]
    assert [type(each) for each in erase(fold(evolve, TOLD, withdraw(TOLD)))] == [ReportErased]
    assert erase(fold(evolve, TOLD, erase(TOLD))) == ()


def test_all_reports_with_their_address_go_and_stay_to_be_looked_after() -> None:
    reports, leftovers, ledger = reports_with_one(), Leftovers(), FakeLedger(contact())
    assert not forget(contact(), reports=reports, leftovers=leftovers, photos=FakePhotos(), ledger=ledger)
    assert reports.get(REPORT_ID).state.erased
    assert ledger.known([REPORT_ID]) == {REPORT_ID}
    assert forget(contact(), reports=reports, leftovers=leftovers, photos=FakePhotos(), ledger=ledger)
    assert [type(each) for each in reports.happened] == [ReportWithdrawn, ReportErased]


def test_a_report_with_the_same_address_that_came_later_is_somebodys_anew() -> None:
    reports = reports_with_one()
    assert forget(contact(-1), reports=reports, leftovers=Leftovers(), photos=FakePhotos(), ledger=FakeLedger())
    assert reports.get(REPORT_ID).state.text == "canary"


def test_a_report_of_the_ledger_that_a_backup_brought_back_is_erased_again() -> None:
    reports, leftovers = reports_with_one(), Leftovers(is_filed=False)
    erasure = Erasure(of=Of.REPORT, id=REPORT_ID, at=NOW)
    assert not forget(erasure, reports=reports, leftovers=leftovers, photos=FakePhotos(), ledger=FakeLedger())
    leftovers.is_filed = True
    assert forget(erasure, reports=reports, leftovers=leftovers, photos=FakePhotos(), ledger=FakeLedger())
    assert reports.get(REPORT_ID).state.erased
    nowhere = replace(erasure, id="never-was-there")
    assert forget(nowhere, reports=reports, leftovers=leftovers, photos=FakePhotos(), ledger=FakeLedger())


def test_who_is_heard_to_be_erased_is_kept_with_their_addresses() -> None:
    ledger = FakeLedger()
    happened = PersonErased(contact_ids=[ADAS])
    for _ in range(2):
        hear_erasure(told(happened, state=PersonState(erased=True), subject="ada"), ledger=ledger)
    assert [(each.of, each.id) for each in ledger.undone(9)] == [(Of.CONTACT, ADAS), (Of.PERSON, "ada")]


def test_nothing_that_is_told_again_brings_an_erased_person_back() -> None:
    people, ledger = FakePeople(), FakeLedger(Erasure(of=Of.PERSON, id="mina", at=NOW))
    registered = told(
        HelperRegistered(first_name="Mina"), state=HelperState(first_name="Mina", language="en"), subject="mina"
    )
    project_helper(registered, people=people, ledger=ledger)
    granted = RolesState(grants=[Grant(role=Role.HELPER)])
    project_roles(told(RoleGranted(role=Role.HELPER), state=granted, subject="mina"), people=people, ledger=ledger)
    verified = told(ContactVerified(contact_id="c"), state=PersonState(contact_ids=["c"]), subject="mina")
    project_contacts(verified, people=people, ledger=ledger)
    assert not people.names(["mina"])
    assert not people.roles("mina")
    assert not people.contacts("mina")


def test_nothing_that_is_told_again_brings_the_story_of_an_erased_report_back() -> None:
    stories, ledger = FakeStories(), FakeLedger(Erasure(of=Of.REPORT, id=REPORT_ID, at=NOW))
    project_case(told(MessageWritten(to="reporter", text="canary")), stories=stories, ledger=ledger)
    assert stories.of(REPORT_ID) is None


def a_story_with_mina(stories: FakeStories, ledger: FakeLedger) -> None:
    done = CaseResolved(action="done", words="canary-outcome", by_helper=True, answer_by=NOW)
    for version, happened in enumerate(
        (
            HelperOnWay(person_id="mina"),
            MessageWritten(to="reporter", text="canary-message"),
            PlaceDisclosed(to="mina", what=["place"], why="assigned"),
            done,
        ),
        1,
    ):
        project_case(told(happened, version=version, by="mina"), stories=stories, ledger=ledger)


def test_a_helper_who_is_forgotten_leaves_what_happened_and_none_of_their_words() -> None:
    stories, ledger = FakeStories(), FakeLedger()
    a_story_with_mina(stories, ledger)
    project_case(told(PersonForgotten(person_ids=["mina"]), version=5), stories=stories, ledger=ledger)
    story = stories.of(REPORT_ID)
    assert story is not None
    assert len(story.steps) == 2
    assert "canary" not in repr(story)
    assert "mina" not in repr((story.steps, story.messages, story.shown))


def test_what_an_erased_helper_did_is_told_again_without_them() -> None:
    stories, ledger = FakeStories(), FakeLedger(Erasure(of=Of.PERSON, id="mina", at=NOW))
    a_story_with_mina(stories, ledger)
    story = stories.of(REPORT_ID)
    assert story is not None
    assert "canary" not in repr(story)
    assert "mina" not in repr((story.steps, story.messages, story.shown))
