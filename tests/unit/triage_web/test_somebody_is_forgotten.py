"""Forgetting somebody at triage: helpers leave their cases first, reporters are silenced, protection goes on."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.triage.handlers.hear_erasure import HearErasure
from services.triage.handlers.hear_report import HearReport
from services.triage.handlers.open_case import OpenCase
from services.triage.handlers.project_contacts import ProjectContacts
from services.triage.handlers.register_helper import RegisterHelper
from shared.erasure import Erasure, Of
from shared.events import triage as happened
from shared.events.intake import Channel, Consent, ReportErased, ReporterWrote, ReportReceived
from shared.events.triage import CaseStatus
from shared.ids import CaseId, PersonId, ReportId, case_of, new_reference
from tests.factories.triage_town import ADDRESS, ANNA, LEO, MINA, NEAR, NOW, WORDS, Town, invitation_id, person

MINAS = Erasure(of=Of.PERSON, id=MINA, at=NOW)
REPORT = ReportId(person("report 0"))
ITS = Erasure(of=Of.REPORT, id=REPORT, at=NOW)


def erased(town: Town, case_id: CaseId, version: int = 2) -> None:
    """Intake tells that the report was erased."""
    assert case_of(REPORT) == case_id
    town.triage.hear_report(HearReport(report_id=REPORT, version=version, at=NOW, happened=ReportErased()))


def everything(town: Town, case_id: CaseId) -> str:
    return repr(town.triage.cases.get(case_id).state)


def test_an_active_helper_hands_back_their_task_and_others_are_asked(town: Town) -> None:
    case_id = town.case()
    ends_at = NOW + timedelta(hours=6)
    town.then(case_id, happened.AskingPlanned(wave=1, next_at=NOW + timedelta(hours=1), ends_at=ends_at))
    town.asked(case_id, MINA)
    town.says_yes(case_id, MINA)
    assert town.triage.forget(MINAS)
    assert "triage.assignment.handed_back.v1" in town.happened(case_id)
    case = town.triage.cases.get(case_id).state
    assert not case.active
    assert case.asking is not None
    assert (case.asking.wave, case.asking.next_at) == (0, NOW)
    assert MINA not in repr(case)


def test_whoever_is_asked_says_no_without_a_reason(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, MINA, LEO)
    assert town.triage.forget(MINAS)
    assert "triage.invitation.declined.v1" in town.happened(case_id)
    assert set(town.triage.cases.get(case_id).state.standing) == {LEO}


def test_what_a_helper_wrote_and_did_goes_and_that_they_did_it_stays(town: Town) -> None:
    case_id = town.with_task(MINA)
    town.post(MINA, f"/help/tasks/{case_id}/messages", text="canary-message", letter_to="reporter")
    town.post(MINA, f"/help/tasks/{case_id}/on-way")
    town.post(MINA, f"/help/tasks/{case_id}/done", minutes="20", words="canary-outcome")
    assert town.triage.forget(MINAS)
    case = town.triage.cases.get(case_id).state
    assert "canary-m" not in repr(case)
    assert "canary-o" not in repr(case)
    assert MINA not in repr(case)
    (assignment,) = case.assignments.values()
    assert (assignment.status, assignment.minutes) == ("completed", 20)
    assert town.leftovers.asked == [MINA, case_id]


def test_two_who_helped_on_one_case_are_both_forgotten(town: Town) -> None:
    case_id = town.case()
    town.asked(case_id, MINA, LEO)
    for who in (MINA, LEO, MINA):
        assert town.triage.forget(Erasure(of=Of.PERSON, id=who, at=NOW))
    assert len(town.triage.cases.get(case_id).state.invitations) == 2
    assert MINA not in everything(town, case_id)
    assert LEO not in everything(town, case_id)


def test_no_name_no_home_no_offer_and_no_role_is_left_and_twice_is_once(town: Town) -> None:
    for _ in range(2):
        assert town.triage.forget(MINAS)
    helper = town.triage.helpers.find(MINA)
    assert (helper.state.first_name, helper.state.home, helper.state.address) == ("", None, None)
    assert helper.state.is_erased
    assert helper.version == 4
    assert town.triage.roles.of(MINA).grants == []


def test_an_offer_that_comes_again_does_not_bring_them_back(town: Town) -> None:
    town.triage.forget(MINAS)
    town.triage.register_helper(
        RegisterHelper(
            person_id=PersonId(MINA),
            by="load-demo",
            first_name="Mina",
            home=NEAR,
            languages=("en",),
            capabilities=("errands",),
            radius_m=1000,
            is_adult=True,
        )
    )
    assert town.triage.helpers.find(MINA).state.first_name == ""
    town.triage.hear_erasure(HearErasure(erasures=[MINAS]))
    town.triage.project_contacts(ProjectContacts(person_id=PersonId(MINA), version=9, contact_ids=("c",)))
    assert town.ports.contacts.people_of("c") == frozenset()


def test_their_pages_and_links_open_nothing_any_more(town: Town) -> None:
    case_id = town.with_task(MINA)
    asked = town.case()
    town.asked(asked, MINA)
    token = town.answer_token(asked, MINA)
    town.triage.forget(MINAS)
    assert town.get(MINA, f"/help/tasks/{case_id}").status_code == 404
    link = town.get(None, f"/help/asked/{invitation_id(asked, MINA)}?t={token}")
    assert link.status_code in {404, 410}
    for path in (town.desk(case_id), town.desk(asked)):
        assert town.get(ANNA, path).status_code == 200


def test_a_case_of_an_erased_report_closes_and_holds_no_word(town: Town) -> None:
    case_id = town.with_task(MINA)
    town.post(MINA, f"/help/tasks/{case_id}/messages", text="canary-message", letter_to="reporter")
    erased(town, case_id)
    case = town.triage.cases.get(case_id).state
    assert case.status is CaseStatus.CLOSED
    assert not case.active
    assert case.told.contact_id is None
    for word in (WORDS, ADDRESS, "canary-m", "60.171234"):
        assert word not in repr(case)
    assert town.ports.ledger.known([REPORT]) == {REPORT}
    assert town.triage.forget(ITS)


def test_a_case_that_protects_somebody_goes_on_for_professionals_and_is_emptied_at_its_end(town: Town) -> None:
    case_id = town.case(category="child_at_risk")
    erased(town, case_id)
    case = town.triage.cases.get(case_id).state
    assert case.status is CaseStatus.WITHDRAWN
    assert WORDS in case.told.text
    assert case.told.contact_id is None
    assert town.triage.forget(ITS)
    town.then(case_id, happened.CaseClosed(reason=happened.CloseReason.UNCONFIRMED))
    assert WORDS not in everything(town, case_id)
    assert ADDRESS not in everything(town, case_id)


@pytest.mark.parametrize("sign, opens", [([], False), (["fire"], True)])
def test_a_report_that_is_told_again_comes_back_only_where_somebody_may_be_in_danger(
    town: Town, sign: list[str], *, opens: bool
) -> None:
    town.triage.hear_erasure(HearErasure(erasures=[ITS]))
    told = ReportReceived(
        reference=new_reference(),
        category="litter",
        channel=Channel.WEB,
        language="en",
        at_home=False,
        consent=Consent(),
        private=False,
        reported_at=NOW,
        danger_signs=sign,
        text="canary",
    )
    town.triage.open_case(OpenCase(report_id=REPORT, version=1, received=told))
    assert bool(town.ports.cases.find(case_of(REPORT)).version) is opens
    erasing = HearReport(report_id=REPORT, version=3, at=NOW, happened=ReportErased())
    town.triage.hear_report(replace(erasing, version=2, happened=ReporterWrote(text="canary-later")))
    town.triage.hear_report(erasing)
    if opens:
        assert "canary-later" not in everything(town, case_of(REPORT))
        assert town.triage.cases.get(case_of(REPORT)).state.is_reporter_forgotten


def test_it_is_not_done_before_all_that_happened_is_filed(town: Town) -> None:
    case_id = town.case()
    town.leftovers.is_filed = False
    assert not town.triage.forget(MINAS)
    assert not town.triage.forget(ITS)
    town.leftovers.is_filed = True
    assert town.triage.forget(ITS)
    assert town.triage.forget(replace(ITS, id=person("a report that never came")))
    assert town.triage.forget(Erasure(of=Of.CONTACT, id="contact-of-reporter", at=NOW))
    assert WORDS not in everything(town, case_id)
