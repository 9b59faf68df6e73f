"""Given a report, when triage hears of it, then there is one case, decided, with its deadline."""

from dataclasses import replace

import pytest

from services.triage.domain.public_state import public_state
from services.triage.domain.reasons import Why
from services.triage.handlers.hear_report import HearReport, hear_report
from shared.errors import UnknownSubject
from shared.events.intake import Channel, Consent, ReporterWrote
from shared.events.triage import AskingPlanned, CaseOpened, CaseRouted, CaseStatus, ReportAttached, ReportStatus, Route
from tests.factories.cases import ASKING_ENDS, HOUR, NOON, received
from tests.fakes.neighbourhood import task
from tests.fakes.triage import CASE, REPORT, World


def test_a_case_is_opened_decided_and_planned_in_one_write() -> None:
    world = World()
    world.report()
    assert [type(event) for event in world.cases.happened] == [CaseOpened, ReportAttached, CaseRouted, AskingPlanned]
    assert (world.case.status, world.case.decision.route) == (CaseStatus.ROUTED, Route.NEIGHBOURS)
    assert world.cases.happened[-1] == AskingPlanned(wave=0, next_at=NOON, ends_at=ASKING_ENDS)


def test_opening_twice_opens_once() -> None:
    world = World()
    world.report()
    world.report()
    assert len(world.cases.happened) == 4


def test_R12_a_deadline_stands_from_the_first_write_on() -> None:
    world = World()
    world.report()
    opened = world.cases.happened[0]
    assert opened.deadline_at == world.case.deadline_at == NOON + 8 * HOUR


def test_R1_danger_has_its_own_team_and_an_hour() -> None:
    world = World()
    world.report(received(danger_signs=["gas"]))
    assert (world.case.decision.team, world.case.deadline_at) == ("safeguarding", NOON + HOUR)
    assert world.case.decision.is_urgent


def test_R3_a_category_nobody_knows_goes_to_people() -> None:
    world = World()
    world.report(received(category="ufo"))
    assert world.case.decision.reason_codes == [Why.CATEGORY_UNKNOWN]


@pytest.mark.parametrize("language,route", [("en", Route.NEIGHBOURS), ("so", Route.PROFESSIONAL)])
def test_R3_a_language_without_danger_words_goes_to_people(language: str, route: Route) -> None:
    world = World()
    world.report(received(language=language))
    assert world.case.decision.route is route


def test_R3_a_report_without_a_place_goes_to_people() -> None:
    world = World()
    world.report(received(place=None, channel=Channel.PHONE))
    assert world.case.decision.reason_codes == [Why.PLACE_UNKNOWN]


def test_R4_the_wording_that_was_answered_is_kept() -> None:
    world = World()
    world.report(received(consent=Consent(wording="may_a_neighbour_help.v1")))
    assert world.case.told.consent.wording == "may_a_neighbour_help.v1"


def test_a_task_for_two_has_two_slots() -> None:
    world = World()
    world.neighbourhood.tasks["snow"] = task("snow", slots=2)
    world.report()
    assert world.case.slots == 2


def test_a_team_and_neighbours_together_are_told_as_the_teams() -> None:
    world = World()
    world.report(received(category="tree"))
    assert (world.case.decision.route, public_state(world.case).report_status) == (Route.BOTH, ReportStatus.WITH_TEAM)


def test_the_resident_hears_that_neighbours_are_asked() -> None:
    world = World()
    world.report()
    assert public_state(world.case).report_status is ReportStatus.ASKING_NEIGHBOURS


def test_R14_a_protected_case_says_nothing_in_messages() -> None:
    world = World()
    world.report(received(floor_signs=["child_at_risk"]))
    assert public_state(world.case).sensitive


def test_news_of_a_report_nobody_knows_yet_waits() -> None:
    world = World()
    command = HearReport(report_id=REPORT, version=2, at=NOON, happened=ReporterWrote(text="Hello?"))
    with pytest.raises(UnknownSubject):
        hear_report(command, cases=world.cases, helpers=world.helpers, deciding=world.deciding, ledger=world.ledger)
    world.report()
    hear_report(command, cases=world.cases, helpers=world.helpers, deciding=world.deciding, ledger=world.ledger)
    hear_report(
        replace(command, happened=ReporterWrote(text="Again?")),
        cases=world.cases,
        helpers=world.helpers,
        deciding=world.deciding,
        ledger=world.ledger,
    )
    assert [message.text for message in world.case.messages] == ["Hello?"]
    assert world.cases.get(CASE).state.report_version == 2
