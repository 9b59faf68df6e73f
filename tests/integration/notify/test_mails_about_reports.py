"""From what the topics tell to what stands in somebody's mailbox, and what the links in it do."""

from datetime import timedelta

import pytest

from services.notify.domain.delivery import Status
from shared.events import triage
from shared.events.intake import ReportWithdrawn
from shared.events.triage import CloseReason
from shared.events.triage_people import Grant, Role
from shared.sessions import LinkIssuer
from tests.factories.notify import REFERENCE, REPORT, report_state
from tests.integration.notify.house import ADA, SECRET, House
from tests.integration.notify.news import RESOLVED, ROUTED, TOMORROW, message


def test_the_reporter_hears_who_has_it_and_by_when(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    mail = house.newest()
    assert REFERENCE in mail.subject
    assert mail.path("/my/") == f"/my/{SECRET}"
    assert "Thursday 28 May" in " ".join(mail.text.split())
    assert [each.status for each in house.send()] == []


def test_the_same_events_again_send_nothing_R16(house: House) -> None:
    for _ in range(3):
        house.hear_of_a_report()
        house.hear_of_its_case(ROUTED, version=2)
        house.hear_of_its_case(RESOLVED, version=3)
        house.send()
    assert len(house.mails()) == 2
    assert len({mail.message["Message-ID"] for mail in house.mails()}) == 2
    assert len({mail.message["In-Reply-To"] for mail in house.mails()}) == 1


def test_is_it_fixed_leads_to_the_outcome(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(RESOLVED, version=2)
    assert house.newest().path("/outcome") == f"/my/{SECRET}/outcome"


def test_a_report_without_an_address_is_written_down_as_nobody_told(house: House) -> None:
    house.hear_of_a_report(address=None)
    house.hear_of_its_case(ROUTED, version=2)
    assert house.send() == []
    (kept,) = house.database["deliveries"].find()
    assert (kept["status"], kept["why"]) == ("suppressed", "no_contact")


def test_nothing_goes_out_after_withdrawal_even_if_it_was_planned_before_R14(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    withdrawn = house.told(ReportWithdrawn(), state=_withdrawn(house), subject=REPORT, version=3, by="reporter")
    house.hear(withdrawn)
    house.hear_of_its_case(RESOLVED, version=4)
    assert [(each.status, each.why) for each in house.send()] == [(Status.SUPPRESSED, "withdrawn")]
    assert house.mails() == []


def _withdrawn(house: House) -> object:
    return report_state(language="en", withdrawn=True, contact_id=house.notify.contact_of(ADA))


def test_an_address_is_confirmed_by_a_button_and_then_reads_what_people_write(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(message("Words for nobody else."), version=2)
    unverified = house.newest()
    assert "Words for nobody else" not in unverified.text
    link, browser = unverified.path("/me/address/"), house.browser()
    for _ in range(10):
        assert browser.get(link).status_code == 200
    assert house.notify.people.owner_of(house.notify.contact_of(ADA)) is None, "looking confirms nothing (R17)"
    assert browser.post(f"{link}/mine", on=link).status_code == 200
    assert browser.get("/me").status_code == 303, "confirming signs nobody in"
    house.hear_of_its_case(message("More words."), version=3)
    assert "> More words." in house.newest().text
    owner = house.notify.people.owner_of(house.notify.contact_of(ADA))
    assert owner is not None
    (person,) = house.database["people"].find()
    assert [event["type"] for event in person["pending"]] == [
        "notify.person.registered.v1",
        "notify.contact.address_kept.v1",
        "notify.contact.verified.v1",
    ]


def test_this_was_not_me_ends_all_mails_until_the_owner_says_otherwise(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    link, browser = house.newest().path("/me/address/"), house.browser()
    assert browser.post(f"{link}/not-mine", on=link).status_code == 200
    house.hear_of_its_case(RESOLVED, version=3)
    house.hear_of_a_report("report-2", reference="N-0000-0000-0")
    house.hear_of_its_case(ROUTED, version=2, report_id="report-2")
    assert {each.why for each in house.send()} == {"not_theirs"}
    assert len(house.mails()) == 1
    browser.post(f"{link}/mine", on=link)
    house.hear_of_its_case(message("Hello again."), version=4)
    assert "Hello again." in house.newest().text


def test_one_click_in_the_mail_program_stops_the_mails_about_this_report(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    header = str(house.newest().message["List-Unsubscribe"]).strip("<>")
    path = header.removeprefix(house.settings.common.public_url)
    program = house.app.test_client()
    for _ in range(10):
        assert program.get(path, buffered=True).status_code == 200
    assert program.post(path, data={"List-Unsubscribe": "One-Click"}, buffered=True).status_code == 200
    house.hear_of_its_case(RESOLVED, version=3)
    assert [each.why for each in house.send()] == ["stopped"]
    assert "The mails have stopped" in program.get(path, buffered=True).text


def test_links_of_mails_work_for_what_they_are_and_no_longer(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    mail, browser = house.newest(), house.browser()
    link = mail.path("/me/address/")
    token = link.rsplit("/", 1)[1]
    answer = LinkIssuer(house.settings.session_private_key).issue("answer", {"s": "x"}, TOMORROW)
    for wrong in (f"/me/address/{answer}", f"{link[:-4]}AAAA", "/me/address/x", f"/me/sign-in/{token}"):
        assert browser.get(wrong).status_code == 410
        assert browser.client.post(wrong, buffered=True).status_code in {403, 404, 405, 410}
    house.clock.advance(timedelta(days=61))
    assert browser.get(link).status_code == 410
    assert browser.post(f"{link}/mine", on="/me/sign-in").status_code == 410


def test_a_form_about_an_address_is_not_sent_from_elsewhere(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    link = house.newest().path("/me/address/")
    assert house.app.test_client().post(f"{link}/mine", buffered=True).status_code == 403


def test_an_unverified_address_gets_three_a_day_and_the_question_has_the_last_place(house: House) -> None:
    house.hear_of_a_report()
    for version in range(2, 7):
        house.hear_of_its_case(message("x"), version=version)
    house.hear_of_its_case(RESOLVED, version=7)
    house.send()
    assert len(house.mails()) == 3
    assert "Is it fixed?" in house.mails()[-1].subject
    house.clock.advance(timedelta(days=1))
    house.hear_of_its_case(message("x"), version=8)
    house.send()
    assert len(house.mails()) == 4


def test_sign_ins_that_somebody_asks_for_do_not_silence_a_report(house: House) -> None:
    for _ in range(3):
        house.browser().ask(ADA)
        house.send()
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED, version=2)
    assert REFERENCE in house.newest().subject


def test_sensitive_mail_says_nothing_R14(house: House) -> None:
    house.hear_of_a_report(sensitive=True)
    house.hear_of_its_case(RESOLVED, version=2, sensitive=True)
    mail = house.newest()
    assert mail.subject == f"News about your report ({REFERENCE})"
    assert "lamp" not in mail.text.lower()
    assert mail.path("/outcome")


def test_a_helper_is_asked_thanked_and_told_of_the_outcome(house: House) -> None:
    house.register("alma", "alma@nabo.example", "Alma")
    house.hear_of_a_report()
    house.hear_of_its_case(triage.InvitationAccepted(person_id="alma", expected_by=TOMORROW), version=2)
    house.hear_of_its_case(triage.TaskCompleted(person_id="alma"), version=3)
    house.hear_of_its_case(triage.CaseClosed(reason=CloseReason.CONFIRMED), version=4)
    house.send()
    subjects = [mail.subject for mail in house.mails("alma@nabo.example")]
    assert subjects == [
        f"Street lamp: thank you for saying yes ({REFERENCE})",
        f"Street lamp: it is fixed, and thank you ({REFERENCE})",
    ]
    assert "Alma, a neighbour, has said yes" in house.mails()[0].text


def test_somebody_whose_address_we_do_not_have_is_suppressed_with_the_reason(house: House) -> None:
    house.hear_of_a_report()
    house.hear_of_its_case(triage.InvitationStoodDown(person_id="stranger", reason="x"), version=2)
    assert [(each.status, each.why) for each in house.send()] == [(Status.SUPPRESSED, "no_contact")]


def test_a_refused_address_is_told_to_the_other_services_and_to_the_coordinator(house: House) -> None:
    house.register("kirsten", "kirsten@desk.example", "Kirsten")
    house.grant("kirsten", Grant(role=Role.COORDINATOR))
    house.hear_of_a_report(address="nobody@nabo.example")
    house.hear_of_its_case(ROUTED, version=2)
    house.send()
    failed = house.database["deliveries"].find_one({"status": "failed"})
    assert failed is not None
    (event,) = failed["pending"]
    assert event["type"] == "notify.delivery.failed.v1"
    assert event["data"] == {
        "report_id": REPORT,
        "audience": "reporter",
        "message": "routed",
        "reason": "smtp_550_5_1_1",
        "person_id": None,
    }
    assert failed["public"]["status"] == "failed"
    assert "pending_since" in failed
    assert "could not be reached by mail" in house.newest("kirsten@desk.example").text


def test_what_may_have_gone_out_is_told_as_unknown_and_stays_so(house: House) -> None:
    house.hear_of_a_report(address="taken-and-dropped@nabo.example")
    house.hear_of_its_case(ROUTED, version=2)
    assert [(each.status, each.why) for each in house.send()] == [(Status.UNKNOWN, "connection_lost")]
    assert len(house.mails("taken-and-dropped@nabo.example")) == 1
    house.clock.advance(timedelta(days=7))
    assert house.send() == []
    (kept,) = house.database["deliveries"].find()
    assert kept["pending"][0]["type"] == "notify.delivery.unknown.v1"
    assert house.notify.deliveries.count_unknown() == 1


def test_events_of_trouble_are_published_by_the_relay_like_all_others(house: House) -> None:
    house.hear_of_a_report(address="nobody@nabo.example")
    house.hear_of_its_case(ROUTED, version=2)
    house.send()
    (deliveries,) = [each for each in house.stores.relayed if each.name == "deliveries"]
    (pending,) = deliveries.pending(10)
    assert [each["version"] for each in pending.events] == [1]
    deliveries.file([pending])
    deliveries.clear([pending])
    assert list(deliveries.pending(10)) == []


@pytest.mark.parametrize("name", ["later", "full"])
def test_a_passing_refusal_is_tried_again(house: House, name: str) -> None:
    house.hear_of_a_report(address=f"{name}@nabo.example")
    house.hear_of_its_case(ROUTED, version=2)
    assert [each.status for each in house.send()] == [Status.PENDING]
    assert house.send() == []
    house.clock.advance(timedelta(seconds=30))
    assert [each.status for each in house.send()] == [Status.PENDING]
