"""R3: what is written later and nobody can look for danger in takes the case from neighbours, also afterwards."""

import pytest

from services.triage.domain.case import Case
from services.triage.domain.hearing import Told, hear
from services.triage.domain.reasons import Ended
from services.triage.handlers.deciding import Deciding
from shared.clock import StoppedClock
from shared.events.intake import ReportEdited, ReporterWrote
from shared.events.triage import AssignmentRefused, CaseReopened, CaseStatus, Route
from tests.factories.cases import ANNA, NOON, after, to_professionals
from tests.fakes.neighbourhood import FakeNeighbourhood
from tests.unit.triage.hearing import CLOSED, HAS_IT, LATER, OFFERED, RESOLVED, hears


@pytest.mark.parametrize(
    "told", [ReportEdited(text="Isä", written_in="fi"), ReporterWrote(text="Isä", written_in="fi")]
)
def test_R3_later_words_that_nobody_can_read_take_the_case_from_neighbours(told: Told) -> None:
    events = hear(HAS_IT, told, version=2, at=LATER, redecide=to_professionals, is_unread=True)
    case = after(HAS_IT, *events)
    assert AssignmentRefused(person_id=ANNA, reason=Ended.LANGUAGE_UNREAD) in events
    assert case.decision.route is Route.PROFESSIONAL
    assert case.told.written_in == "fi"
    assert not case.active
    assert not case.danger_signs
    assert all(message.to == "team" for message in case.messages)


def test_R3_offers_end_with_words_that_nobody_can_read() -> None:
    told = ReporterWrote(text="Isä", written_in="fi")
    case = after(OFFERED, *hear(OFFERED, told, version=2, at=LATER, redecide=to_professionals, is_unread=True))
    assert not case.standing


def test_R3_later_words_in_another_language_that_the_pack_reads_change_nothing() -> None:
    assert after(HAS_IT, *hears(HAS_IT, ReporterWrote(text="Thanks.", written_in="en"))).active


@pytest.mark.parametrize("language, is_unread", [("fi", True), ("en", False), (None, False)])
def test_R3_whether_words_can_be_read_is_asked_of_the_pack(language: str | None, *, is_unread: bool) -> None:
    deciding = Deciding(neighbourhood=FakeNeighbourhood(), clock=StoppedClock(NOON), new_id=lambda: "id")
    assert deciding.is_unread(HAS_IT, language) is is_unread


@pytest.mark.parametrize("case", [RESOLVED, CLOSED])
def test_R3_words_that_nobody_can_read_open_again_what_a_neighbour_did(case: Case) -> None:
    told = hear(
        case, ReporterWrote(text="Isä", written_in="fi"), version=9, at=LATER, redecide=to_professionals, is_unread=True
    )
    assert CaseReopened(reason="language_unread") in told
    now = after(case, *told)
    assert (now.status, now.decision.route, now.danger_signs) == (CaseStatus.REOPENED, Route.PROFESSIONAL, [])
