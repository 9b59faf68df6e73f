"""R2 at the desk: who would lift the floor, and who would agree, see why what was proposed does not stand any more."""

from services.triage.domain.hearing import hear
from shared.events.intake import ReporterWrote
from shared.ids import CaseId
from tests.factories.cases import to_professionals
from tests.factories.triage_town import ANNA, BEN, MARIA, Town

FELL = "What was proposed fell, because this came after it: Money."


def proposed(town: Town) -> CaseId:
    """By the safeguarding lead, on a case about money."""
    case_id = town.case(category="shopping_help")
    town.post(ANNA, town.desk(case_id, "protect"), floor_signs="money")
    town.grant(BEN, team="safeguarding")
    assert town.post(MARIA, town.desk(case_id, "lift"), reason="It was play money.").status_code == 303
    return case_id


def writes_again(town: Town, case_id: CaseId) -> None:
    found = town.triage.cases.by_reference(town.reference(case_id))
    told = ReporterWrote(text="He asked for money again.", floor_signs=["money"])
    version = found.state.report_version + 1
    town.then(case_id, *hear(found.state, told, version=version, at=town.clock.now(), redecide=to_professionals))


def test_R2_both_read_that_it_fell_and_why(town: Town) -> None:
    case_id = proposed(town)
    writes_again(town, case_id)
    for who in (MARIA, BEN):
        page = town.get(who, town.desk(case_id)).text
        assert FELL in page
        assert "What was proposed, to let neighbours help after all, fell. This came after it: Money." in page
        assert "It was play money." not in page
        assert "I agree that neighbours may help" not in page


def test_R2_it_is_said_in_danish_too(town: Town) -> None:
    case_id = proposed(town)
    writes_again(town, case_id)
    page = town.get_as_reader_of(case_id, "da")
    assert "Forslaget om at lade naboer hjælpe alligevel faldt. Dette kom efter det: Penge." in page


def test_R2_whoever_agrees_on_a_stale_page_is_told_and_does_not_lift_it(town: Town) -> None:
    case_id = proposed(town)
    seen = town.triage.cases.by_reference(town.reference(case_id)).version
    writes_again(town, case_id)
    answer = town.post(BEN, town.desk(case_id, "lift"), reason="I agree.", version=seen)
    assert answer.status_code == 412
    assert "fell. This came after it: Money." in answer.text


def test_R2_whoever_agrees_after_it_fell_is_the_first_of_two_anew(town: Town) -> None:
    case_id = proposed(town)
    writes_again(town, case_id)
    assert town.post(BEN, town.desk(case_id, "lift"), reason="I agree.").status_code == 303
    case = town.triage.cases.by_reference(town.reference(case_id)).state
    assert case.bears_floor
    assert case.lift_proposal is not None
    assert FELL not in town.get(MARIA, town.desk(case_id)).text
    assert town.post(MARIA, town.desk(case_id, "lift"), reason="I read it.").status_code == 303
    assert not town.triage.cases.by_reference(town.reference(case_id)).state.bears_floor


def test_R2_what_a_professional_notices_lets_it_fall_as_well(town: Town) -> None:
    case_id = proposed(town)
    assert town.post(BEN, town.desk(case_id, "protect"), floor_signs="money").status_code == 303
    assert FELL in town.get(MARIA, town.desk(case_id)).text
