"""Rule R7: whoever loses their vetting is asked nothing from the next request on, whenever the case hears of it."""

from services.triage.handlers.revoke_helper import RevokeHelper
from shared.ids import PersonId
from tests.factories.triage_town import KIRSTEN, LEO, Town, invitation_id


def test_R7_revoking_takes_an_invitation_at_the_next_request_before_the_case_hears_of_it(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, LEO)
    path, yes = f"/help/asked/{invitation_id(case_id, LEO)}", "Yes, I will"
    assert yes in town.get(LEO, path).text
    assert path in town.get(LEO, "/help").text
    town.triage.revoke_helper(RevokeHelper(person_id=PersonId(LEO), by=KIRSTEN, reason="test"))
    assert LEO in town.ports.cases.get(case_id).state.standing
    for page in (town.get(LEO, path), town.get(None, f"{path}?t={town.answer_token(case_id, LEO)}")):
        assert yes not in page.text
        assert "Where, roughly" not in page.text
    assert path not in town.get(LEO, "/help").text
