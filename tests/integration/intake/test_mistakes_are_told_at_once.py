"""What is not right yet is told in one go, down the page, and nothing typed is lost."""

import re

import pytest

from tests.integration.intake.office import LAMP, Office, form_in, send


def test_what_was_typed_stays_when_something_is_missing(office: Office) -> None:
    answer = send(office.client(), text="Dark & <b>cold</b>", contact="ada", consent="no", private="yes")
    page = answer.text
    assert answer.status_code == 422
    assert "Choose what it is about." in page
    assert "Say where it is" in page
    assert page.index('href="#category"') < page.index('href="#address"')
    assert "Dark &amp; &lt;b&gt;cold&lt;/b&gt;</textarea>" in page
    assert 'value="ada"' in page
    assert re.search(r'name="consent" value="no" checked', page)
    assert re.search(r'name="private" value="yes" checked', page)
    assert office.documents() == []


def test_a_wrong_address_is_told_with_all_other_mistakes(office: Office) -> None:
    page = send(office.client(), **{**LAMP, "category": ""}, contact="ada@@resident").text
    assert page.index('href="#category"') < page.index('href="#contact"')


@pytest.mark.parametrize(
    "typed, said",
    [
        ("anna.example.com", "An e-mail address looks like"),
        ("anna", "An e-mail address looks like"),
        ("flat 12, anna.example.com", "An e-mail address looks like"),
        ("tel 12 34 5", "Write the whole number"),
        ("1234", "Write the whole number"),
    ],
)
def test_what_is_wrong_with_an_address_is_said_of_what_it_was_meant_to_be(
    office: Office, typed: str, said: str
) -> None:
    assert said in send(office.client(), **LAMP, contact=typed).text


def test_R1_whoever_may_be_in_danger_is_heard_without_a_way_to_answer_them(office: Office) -> None:
    client = office.client()
    warned = send(client, **{**LAMP, "text": "There is a fire"}, contact="ada@@resident")
    sent = client.post("/report", data={**form_in(warned.text, "/report"), "do": "send"})
    assert sent.status_code == 303
    assert "cannot write to you" in client.get(sent.headers["Location"]).text
