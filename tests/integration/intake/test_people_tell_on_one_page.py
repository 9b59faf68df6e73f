"""`/report`: what was typed is kept, danger comes first, and a report is what follows."""

import re
from collections.abc import Iterator

import pytest
from flask.testing import FlaskClient

from shared.events.triage_people import Role
from tests.factories.reports import HERE
from tests.integration.intake.office import LAMP, Office, form_in, send

FIRE = "There is a fire"


@pytest.fixture
def browser(office: Office) -> Iterator[FlaskClient]:
    with office.client() as client:
        yield client


def test_a_report_is_told_on_one_page(office: Office, browser: FlaskClient) -> None:
    answer = send(browser, **LAMP, contact="ada@resident.example", language="da")
    assert answer.status_code == 303
    (document,) = office.documents()
    state = document["state"]
    assert (state["channel"], state["category"], state["text"]) == ("web", "street_light", "The lamp is out.")
    assert (state["place"], state["address"]) == ({"lat": HERE.lat, "long": HERE.long}, "Nygade 1")
    assert (state["consent"]["answer"], state["consent"]["wording"]) == ("yes", "strict_v1")
    assert office.box_of(document["_id"])["language"] == "da"
    done = browser.get(answer.headers["Location"]).text
    assert document["reference"] in done
    assert re.search(r"We write to you within minutes.*href=\"/me\"", done, re.DOTALL)


def test_whoever_leaves_no_address_is_told_where_to_look(office: Office, browser: FlaskClient) -> None:
    public = browser.get(send(browser, **LAMP).headers["Location"]).text
    assert "cannot write to you" in public
    assert f"/r/{office.documents()[0]['reference']}" in public
    snow = {**LAMP, "category": "snow_clearing", "asked": "snow_clearing", "for_whom": "me"}
    home = browser.get(send(browser, **snow).headers["Location"]).text
    assert "only this page shows" in home


def test_whoever_leaves_a_phone_number_is_promised_no_message_and_gets_the_link(
    office: Office, browser: FlaskClient
) -> None:
    assert "cannot send text messages yet" in browser.get("/report").text
    answer = send(browser, **LAMP, contact="32 12 34 56")
    done = browser.get(answer.headers["Location"]).text
    secret = office.secret_of(office.documents()[0]["_id"])
    assert f'href="{office.settings.common.public_url}/my/{secret}"' in done
    assert "We write to you" not in done
    assert "nothing comes to your phone" in done
    assert browser.get(f"/my/{secret}").status_code == 200


@pytest.mark.parametrize("mine", ["", "made-up", "of-another"])
def test_the_receipt_leads_to_ones_own_page_alone(office: Office, browser: FlaskClient, mine: str) -> None:
    send(browser, **LAMP, contact="32 12 34 56")
    first = office.documents()[0]["_id"]
    second = office.tell(contact={"phone": "32 12 34 57"})["id"]
    secret = office.secret_of(second) if mine == "of-another" else mine
    done = browser.get(f"/report/done?report={first}&mine={secret}").text
    assert "/my/" not in done
    assert "Keep the address of this page" in done


SHOPPING = {**LAMP, "category": "shopping_help", "asked": "shopping_help", "for_whom": "me"}


def test_what_a_category_says_of_neighbours_is_said(browser: FlaskClient) -> None:
    done = browser.get(send(browser, **{**SHOPPING, "text": "Milk and bread"}).headers["Location"]).text
    assert "neighbour handles no money" in done


def test_R2_nothing_is_said_of_neighbours_where_none_is_asked(browser: FlaskClient) -> None:
    warned = send(browser, **{**SHOPPING, "text": "I have cash at home"})
    sent = browser.post("/report", data={**form_in(warned.text, "/report"), "do": "send"})
    assert sent.status_code == 303
    assert "neighbour handles" not in browser.get(sent.headers["Location"]).text


def test_an_address_that_is_none_is_named_beside_its_field(browser: FlaskClient) -> None:
    page = send(browser, **LAMP, contact="12").text
    assert 'id="contact-error"' in page
    assert "Write the whole number" in page


def test_an_address_that_no_mail_reaches_is_named_kindly(office: Office, browser: FlaskClient) -> None:
    page = send(browser, **LAMP, contact="søren@resident.example").text
    assert "Type it with plain letters" in page
    assert send(browser, **LAMP, contact="ａｄａ＠resident.example").status_code == 303  # noqa: RUF001 -- wide letters
    assert office.box_of(office.documents()[0]["_id"])["address"] == "ada@resident.example"


@pytest.mark.parametrize("text", ["", "x" * 4001, "nul \0", "bell \a"])
def test_words_that_cannot_be_kept_are_refused(office: Office, browser: FlaskClient, text: str) -> None:
    assert send(browser, **{**LAMP, "text": text}).status_code == 422
    assert office.documents() == []


def test_an_address_that_may_mean_several_asks_which(office: Office, browser: FlaskClient) -> None:
    page = send(browser, **{**LAMP, "address": "Nygad"}).text
    assert "Which of these do you mean?" in page
    hidden = form_in(page, "/report")
    chosen = {**hidden, **LAMP, "address": "Nygad", "address_choice": "Nygade 3"}
    assert browser.post("/report", data=chosen).status_code == 303
    assert office.documents()[0]["state"]["address"] == "Nygade 3"


def test_an_address_may_be_as_it_was_written(office: Office, browser: FlaskClient) -> None:
    hidden = form_in(send(browser, **{**LAMP, "address": "Nygad"}).text, "/report")
    browser.post("/report", data={**hidden, **LAMP, "address": "Nygad", "address_choice": "as_written"})
    state = office.documents()[0]["state"]
    assert (state["address"], state["place"]) == ("Nygad", None)


def test_a_choice_does_not_outlive_the_address_it_was_made_for(office: Office, browser: FlaskClient) -> None:
    hidden = form_in(send(browser, **{**LAMP, "address": "Nygad"}).text, "/report")
    browser.post("/report", data={**hidden, **LAMP, "address": "Nygade 1", "address_choice": "Nygade 3"})
    assert office.documents()[0]["state"]["address"] == "Nygade 1"


def test_a_point_on_the_map_does_instead_of_an_address(office: Office, browser: FlaskClient) -> None:
    assert send(browser, **{**LAMP, "address": ""}, lat="55,68", long="12.565").status_code == 303
    assert office.documents()[0]["state"]["place"] == {"lat": 55.68, "long": 12.565}


def test_a_point_elsewhere_or_nowhere_is_refused(browser: FlaskClient) -> None:
    assert "outside our neighbourhood" in send(browser, **{**LAMP, "address": ""}, lat="55.9", long="12.5").text
    assert "Write this as a number." in send(browser, **LAMP, lat="north", long="12.5").text


def test_the_questions_of_a_category_are_asked_once_it_is_chosen(office: Office, browser: FlaskClient) -> None:
    asked = send(browser, **{**LAMP, "category": "permit"})
    assert asked.status_code == 200
    assert "Which plate?" in asked.text
    assert re.search(r"<h1>\d more questions</h1>", asked.text)
    assert "alert-error" not in asked.text
    assert re.search(r'id="questions"[^>]* data-focus', asked.text)
    hidden = form_in(asked.text, "/report")
    answers = {"answers.plate": "AB 1", "answers.metres": "3", "answers.size": "small", "answers.what": "paper"}
    answer = browser.post("/report", data={**hidden, **LAMP, "category": "permit", **answers})
    assert answer.status_code == 303
    assert office.documents()[0]["state"]["answers"] == {
        "plate": "AB 1",
        "metres": "3",
        "size": "small",
        "what": "paper",
    }


def test_an_answer_that_is_needed_is_asked_for(browser: FlaskClient) -> None:
    hidden = form_in(send(browser, **{**LAMP, "category": "permit"}).text, "/report")
    page = browser.post("/report", data={**hidden, **LAMP, "category": "permit", "answers.metres": "far"})
    assert page.status_code == 422
    assert 'id="answers.plate-error"' in page.text
    assert 'value="far"' in page.text


def test_R1_danger_brings_a_page_of_its_own_before_anything_is_stored(office: Office, browser: FlaskClient) -> None:
    answer = send(browser, **{**LAMP, "text": FIRE})
    assert answer.status_code == 200
    assert answer.text.index("tel:112") < answer.text.index("Send the report too")
    assert "Go outside and call 112" in answer.text
    assert office.documents() == []
    sent = browser.post("/report", data={**form_in(answer.text, "/report"), "do": "send"})
    assert sent.status_code == 303
    assert office.documents()[0]["state"]["danger_signs"] == ["fire"]
    assert office.documents()[0]["state"]["address"] == "Nygade 1"


def test_R1_first_the_number_that_saves_a_life_then_what_to_do_then_other_numbers(browser: FlaskClient) -> None:
    page = send(browser, **{**LAMP, "text": FIRE}).text
    main = page[page.index("<main") : page.index("</main>")]
    places = [main.index(words) for words in ("tel:112", "Call 112 first", "Go outside and call 112", "tel:114")]
    assert places == sorted(places)
    assert main.count("tel:114") == 1
    assert main.index("tel:114") < main.index("Send the report too")


def test_R1_the_page_of_numbers_comes_even_if_the_form_is_not_complete(office: Office, browser: FlaskClient) -> None:
    warned = send(browser, category="", text=FIRE, address="")
    assert "tel:112" in warned.text
    assert browser.post("/report", data={**form_in(warned.text, "/report"), "do": "send"}).status_code == 303
    assert office.documents()[0]["state"]["place"] is None


def test_R1_one_may_go_back_and_change_what_was_written(office: Office, browser: FlaskClient) -> None:
    warned = send(browser, **{**LAMP, "text": FIRE})
    back = browser.post("/report", data={**form_in(warned.text, "/report"), "do": "change"})
    assert back.status_code == 200
    assert f"{FIRE}</textarea>" in back.text
    assert re.search(r'value="street_light" checked', back.text)
    assert office.documents() == []


def test_R1_another_danger_is_shown_as_well(browser: FlaskClient) -> None:
    warned = form_in(send(browser, **{**LAMP, "text": FIRE}).text, "/report")
    again = browser.post("/report", data={**warned, "text": f"{FIRE}, she is bleeding", "do": "send"})
    assert "tel:112" in again.text
    assert "Call 112 and stay there" in again.text


def test_R2_a_floor_sign_has_its_page_too(office: Office, browser: FlaskClient) -> None:
    answer = send(browser, **{**LAMP, "text": "They want cash"})
    assert "Professionals look at this" in answer.text
    assert office.documents() == []


def test_R6_an_address_in_ones_words_is_pointed_out_first(office: Office, browser: FlaskClient) -> None:
    asked = send(browser, **{**LAMP, "text": "Call me on 32 12 34 56"})
    assert asked.status_code == 200
    assert "<b>32 12 34 56</b>" in asked.text
    assert office.documents() == []
    hidden = form_in(asked.text, "/report")
    assert "32 12 34 56</textarea>" in browser.post("/report", data={**hidden, "do": "change"}).text
    assert browser.post("/report", data={**hidden, "do": "send"}).status_code == 303


def test_R6_whoever_is_in_danger_is_asked_nothing_else(office: Office, browser: FlaskClient) -> None:
    warned = send(browser, **{**LAMP, "text": "There is a fire, call 32 12 34 56"})
    assert "tel:112" in warned.text
    assert browser.post("/report", data={**form_in(warned.text, "/report"), "do": "send"}).status_code == 303
    assert len(office.documents()) == 1


def test_R4_saying_nothing_about_neighbours_means_no(office: Office, browser: FlaskClient) -> None:
    send(browser, category="snow_clearing", text="Snow", address="Nygade 1")
    assert office.documents()[0]["state"]["consent"]["answer"] == "no"


@pytest.mark.parametrize("sent", [["no", "yes"], ["yes", "no"], ["yes", "no", "yes"]])
def test_R4_whoever_sends_both_answers_has_said_no(office: Office, browser: FlaskClient, sent: list[str]) -> None:
    hidden = form_in(browser.get("/report").text, "/report")
    browser.post("/report", data={**hidden, **LAMP, "consent": sent, "private": sent})
    state = office.documents()[0]["state"]
    assert (state["consent"]["answer"], state["private"]) == ("no", True)


def test_R4_whoever_lets_a_neighbour_come_to_a_home_says_for_whom(office: Office, browser: FlaskClient) -> None:
    typed = {**LAMP, "category": "snow_clearing"}
    asked = send(browser, **typed)
    assert asked.status_code == 200
    assert "2 more questions</h1>" in asked.text
    assert "Have you asked them?" in asked.text
    hidden = form_in(asked.text, "/report")
    missing = browser.post("/report", data={**hidden, **typed})
    assert missing.status_code == 422
    assert "Say whether it is for you or for somebody else." in missing.text
    answers = {"for_whom": "somebody_else", "they_agreed": "no"}
    assert browser.post("/report", data={**hidden, **typed, **answers}).status_code == 303
    consent = office.documents()[0]["state"]["consent"]
    assert (consent["answer"], consent["for_whom"], consent["they_agreed"]) == ("yes", "somebody_else", "no")


def test_R4_a_danger_sign_is_taken_without_asking_for_whom(office: Office, browser: FlaskClient) -> None:
    warned = send(browser, **{**LAMP, "category": "snow_clearing", "text": FIRE})
    assert browser.post("/report", data={**form_in(warned.text, "/report"), "do": "send"}).status_code == 303
    assert office.documents()[0]["state"]["consent"]["for_whom"] == "not_asked"


@pytest.mark.parametrize("path", ["/report", "/report/for-someone"])
def test_the_questions_are_there_from_the_first_where_the_category_is_known(office: Office, path: str) -> None:
    staff = office.sign_in(office.client(), Role.CASEWORKER)
    assert "Which plate?" in staff.get(f"{path}?category=permit").text
    assert 'name="answers.' not in staff.get(path).text
    assert ("Is it for you?" in staff.get(f"{path}?category=snow_clearing").text) is (path == "/report")


def test_R16_pressing_twice_is_one_report(office: Office, browser: FlaskClient) -> None:
    hidden = form_in(browser.get("/report").text, "/report")
    first = browser.post("/report", data={**hidden, **LAMP})
    second = browser.post("/report", data={**hidden, **LAMP})
    assert first.headers["Location"] == second.headers["Location"]
    assert len(office.documents()) == 1
    browser.post("/report", data={**hidden, **LAMP, "text": "Another one"})
    assert len(office.documents()) == 2
    called = {**hidden, **LAMP, "contact": "32 12 34 56"}
    assert len({browser.post("/report", data=called).headers["Location"] for _ in range(2)}) == 1


def test_a_form_from_elsewhere_is_refused(office: Office, browser: FlaskClient) -> None:
    assert browser.post("/report", data=LAMP).status_code == 403
    hidden = form_in(browser.get("/report").text, "/report")
    foreign = browser.post("/report", data={**hidden, **LAMP}, headers={"Origin": "https://evil.example"})
    assert foreign.status_code == 403
    assert office.documents() == []


def test_the_way_of_steps_leads_to_the_one_page(browser: FlaskClient) -> None:
    assert browser.get("/report/what?category=litter").headers["Location"] == "/report?category=litter"
    assert re.search(r'value="litter" checked', browser.get("/report?category=litter").text)


def test_a_receipt_of_nothing_is_not_there(browser: FlaskClient) -> None:
    assert browser.get("/report/done").status_code == 404
    assert browser.get("/report/done?report=x").status_code == 404
