"""Whatever code the domain can give, people read words, in every language of the house."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, get_args

import pytest
from babel.messages.pofile import read_po

from services.triage.domain.alarms import Alarm
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.invitation import AWAITED, InvitationStatus
from services.triage.domain.reasons import Ended, Escalated, No, Reopened, RoleGiven, RoleTaken, Why, WhyMe
from services.triage.entrypoints.web.desk import EMPTY, LABELS
from services.triage.entrypoints.web.shown.alarms import ADVICE, TITLES
from services.triage.entrypoints.web.shown.helping import ASSIGNMENT, INVITATION
from services.triage.entrypoints.web.words import facts as fact_words
from services.triage.entrypoints.web.words import reasons, roles, statuses
from services.triage.entrypoints.web.words.history import HELPS_NO_MORE, PICTURED, REWORDED, SENTENCES, THANKED
from services.triage.entrypoints.web.words.kindly import OVER
from services.triage.entrypoints.web.words.refusals import REFUSALS
from services.triage.queries.my_queue import Show
from shared.events.triage import CaseEvent, CaseStatus, CloseReason, Route
from shared.events.triage_people import Role, RoleEvent
from shared.pack.rules import Fact
from tests.factories.triage_town import Town

DANISH = Path("services/triage/locales/da/messages.po")
TABLES: Mapping[type[StrEnum], tuple[Mapping[Any, Any], ...]] = {
    CaseStatus: (statuses.CASE,),
    CloseReason: (statuses.CLOSED,),
    Route: (statuses.ROUTE,),
    AssignmentStatus: (ASSIGNMENT,),
    InvitationStatus: (INVITATION,),
    Why: (reasons.WHY,),
    Ended: (reasons.ENDED,),
    WhyMe: (reasons.WHY_ME,),
    Reopened: (reasons.REOPENED,),
    Escalated: (reasons.ESCALATED,),
    No: (reasons.NO, REFUSALS),
    Alarm: (TITLES, ADVICE),
    Show: (LABELS, EMPTY),
    Fact: (fact_words.NAMES,),
    Role: (roles.ROLES,),
    RoleGiven: (roles.GIVEN,),
    RoleTaken: (roles.TAKEN,),
}


def words() -> Iterator[str]:
    """Every text of every table."""
    for tables in TABLES.values():
        for table in tables:
            for said in table.values():
                yield from map(str, said if isinstance(said, tuple) else (said,))
    yield from map(str, (*SENTENCES.values(), THANKED, HELPS_NO_MORE, REWORDED, PICTURED))
    yield from map(str, roles.HAPPENED.values())
    yield from map(str, REFUSALS.values())


@pytest.mark.parametrize("codes", TABLES, ids=lambda codes: codes.__name__)
def test_every_code_has_words(codes: type[StrEnum]) -> None:
    for table in TABLES[codes]:
        assert set(codes) <= set(table)


def test_every_event_of_a_case_has_a_sentence() -> None:
    assert set(get_args(CaseEvent)) == set(SENTENCES)


def test_every_event_of_a_role_has_a_sentence() -> None:
    assert set(get_args(RoleEvent)) == set(roles.HAPPENED)


def test_every_refusal_by_the_state_of_a_case_has_a_sentence() -> None:
    assert {f"case_is_{status}" for status in CaseStatus} <= set(REFUSALS)


def test_every_end_of_an_invitation_has_a_kind_page() -> None:
    assert set(InvitationStatus) - AWAITED - {InvitationStatus.WILLING} == set(OVER)


def test_every_word_of_a_code_stands_in_danish_too(town: Town) -> None:
    with DANISH.open("rb") as text:
        known = {one.id for one in read_po(text) if one.string}
    with town.app.test_request_context("/?lang=en"):
        assert not [said for said in words() if said not in known]


def test_every_fact_of_a_decision_has_a_name(town: Town) -> None:
    case = town.triage.cases.by_reference(town.reference(town.case())).state
    named = {fact.value for fact in Fact} | set(fact_words.OWN)
    assert set(case.decision.facts) <= named


@pytest.mark.parametrize("language", ["en", "da"])
@pytest.mark.parametrize("category", ["street_light", "shopping_help", "child_at_risk", "no_such_category"])
def test_no_code_is_shown_for_want_of_a_word(town: Town, category: str, language: str) -> None:
    """A page of the desk holds no code of the domain where a person reads."""
    case_id = town.case(category=category)
    page = town.get_as_reader_of(case_id, language)
    codes = {code.value for codes in (Why, Ended, Reopened) for code in codes if "_" in code.value}
    read = page[page.index("<main") : page.index("</main>")]
    shown = "".join(part.split("<", 1)[0] for part in read.split(">"))
    assert not [code for code in codes if code in shown]
