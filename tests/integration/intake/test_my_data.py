"""`/report/me/data.json`: what people told us with an address that they showed to be theirs, and nothing else."""

from datetime import datetime, timedelta

from shared.events.notify import ContactVerified, PersonState
from shared.events.triage import MessageWritten, PlaceDisclosed, ReportStatus
from shared.ids import case_of
from tests.factories.reports import told as tells
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import Office, send
from tests.integration.intake.owners import FILE, signed_in, verifies

CANARY = "canary-words"


def test_the_file_holds_the_report_what_became_of_it_and_who_was_shown_what(office: Office) -> None:
    mine = Mine(office, text=f"The lamp is out, {CANARY}.")
    mine.hears(MessageWritten(to="reporter", text="We come."), 3, ReportStatus.WITH_TEAM)
    mine.hears(PlaceDisclosed(to="mina", what=["place"], why="assigned"), 4, ReportStatus.WITH_TEAM)
    office.intake.people.keep_name("mina", "Mina", version=1)
    verifies(office, "ada", office.document(mine.id)["state"]["contact_id"])
    held = signed_in(office, "ada").get(FILE, buffered=True).get_json()
    (report,) = held["reports"]
    assert report["report_id"] == mine.id
    assert report["report"]["text"] == f"The lamp is out, {CANARY}."
    assert report["report"]["consent"]["answer"] == "yes"
    assert [each["text"] for each in report["messages_to_you"]] == ["We come."]
    assert [(each["to"], each["what"]) for each in report["shown"]] == [("mina", ["place"])]
    assert held["names"]["mina"] == "Mina"
    assert report["deeds"][0]["what"] == "intake.report.received.v1"
    assert case_of(mine.id)


def test_a_report_with_an_address_that_is_not_confirmed_is_nobodys(office: Office) -> None:
    mine = Mine(office, text=CANARY * 3)
    contact = office.document(mine.id)["state"]["contact_id"]
    state = PersonState(unverified_contact_ids=[contact])
    office.intake.project_contacts(tells(ContactVerified(contact_id=contact), state=state, subject="eve"))
    answer = signed_in(office, "eve").get(FILE, buffered=True)
    assert answer.get_json()["reports"] == []
    assert CANARY not in answer.text


def test_what_was_told_before_the_address_was_theirs_is_not_in_it(office: Office) -> None:
    mine = Mine(office, text=CANARY * 3)
    contact = office.document(mine.id)["state"]["contact_id"]
    received_at = datetime.fromisoformat(office.document(mine.id)["state"]["received_at"])
    for version, since, reports in ((1, received_at + timedelta(seconds=1), 0), (2, received_at, 1)):
        state = PersonState(contact_ids=[contact], opens_from={contact: since})
        happened = ContactVerified(contact_id=contact)
        office.intake.project_contacts(tells(happened, version=version, state=state, subject="ada"))
        answer = signed_in(office, "ada").get(FILE, buffered=True)
        assert len(answer.get_json()["reports"]) == reports
        assert (CANARY in answer.text) is bool(reports)


def test_hashes_by_which_a_report_is_found_are_not_in_it(office: Office) -> None:
    mine = Mine(office)
    document = office.document(mine.id)
    verifies(office, "ada", document["state"]["contact_id"])
    assert document["state"]["secret"] not in signed_in(office, "ada").get(FILE, buffered=True).text


def test_strangers_are_asked_to_sign_in(office: Office) -> None:
    assert office.client().get(FILE).location.startswith("/me/sign-in")


def test_R16_who_tells_something_signed_in_has_places_of_their_own_in_a_day(office: Office) -> None:
    first = Mine(office)
    verifies(office, "ada", office.document(first.id)["state"]["contact_id"])
    lamp = {"category": "street_light", "text": "Out.", "address": "Nygade 1", "consent": "no"}
    for browser, written in (
        (signed_in(office, "ada"), True),
        (signed_in(office, "eve"), False),
        (office.client(), False),
    ):
        answer = send(browser, "/report", **lamp, contact="ada@resident.example")
        assert answer.status_code == 303, answer.text
        newest = answer.headers["Location"].split("report=")[1].split("&")[0]
        assert (office.box_of(newest).get("told_by") == "owner") is written
