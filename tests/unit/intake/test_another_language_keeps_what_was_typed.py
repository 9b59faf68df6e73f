"""The form in another language: what was typed is there again without scripts, and nothing is stored."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from io import BytesIO
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.intake.adapters.pack_catalogue import catalogue_of
from services.intake.adapters.pack_places import PackPlaces
from services.intake.bootstrap import Intake
from services.intake.entrypoints.web.advice import Advice
from services.intake.entrypoints.web.app import SERVICE
from services.intake.entrypoints.web.cursors import Cursors
from services.intake.entrypoints.web.pages.for_someone import for_someone_room
from services.intake.entrypoints.web.pages.mine import mine_room
from services.intake.entrypoints.web.pages.outcome import outcome_room
from services.intake.entrypoints.web.pages.report import report_room
from services.intake.entrypoints.web.pages.thanks import thanks_room
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.words.pack import PackWords
from shared.clock import StoppedClock
from shared.events.place import Place
from shared.events.triage_people import Role
from shared.pack import load_for_intake
from shared.pack.gazetteer import Address, Gazetteer
from shared.pack.sign_reader import sign_reader
from tests.factories.reports import NOW
from tests.factories.web import KnownCookies, Person, token_in, web_app, web_settings

TYPED = {
    "category": "permit",
    "text": "It is dark.",
    "address": "Nygade 1",
    "consent": "no",
    "private": "yes",
    "contact": "ada@nabo.example",
    "language": "en",
}
DANISH = "/report?lang=da"
LAMP = "street_light"
GAZETTEER = Gazetteer((Address(text="Nygade 1", place=Place(lat=60.17, long=24.94)),))
HERS = re.compile(r'<button class="n-quiet" form="(\w+)" formaction="([^"]+)"[^>]*name="do" value="(\w+)" lang="da">')


@dataclass
class Counter:
    """Where one tells something; told: what was taken."""

    told: list[object] = field(default_factory=list)

    def __post_init__(self) -> None:
        pack = load_for_intake(Path("tests/packs/strict"))
        words = sign_reader(pack.signs, pack.common.neighbourhood.languages)
        intake = SimpleNamespace(
            pack=pack,
            catalogue=catalogue_of(pack),
            words=words,
            places=PackPlaces(pack.areas, GAZETTEER),
            clock=StoppedClock(NOW),
            receive_report=self.told.append,
            admit_anybody=lambda _caller: SimpleNamespace(has_room=True),
            contact_problems=lambda _contact: (),
            my_report=lambda _secret: SimpleNamespace(report_id="r", report=SimpleNamespace(language="en")),
            **dict.fromkeys(("write_message", "edit_report", "say_thanks", "dispute_outcome"), self.told.append),
        )
        settings = web_settings(templates=SERVICE / "entrypoints/web/templates", locales=SERVICE / "locales")
        reception = Reception(
            cast("Intake", intake), settings, Advice(pack.common, words), PackWords(pack), Cursors(b"k" * 32)
        )

        def extend(app: Flask) -> None:
            app.jinja_env.globals.update(sends_sms=False, most_bytes_of_photos=1)

        theirs = mine_room(reception), thanks_room(reception), outcome_room(reception)
        rooms = report_room(reception, key=b"k" * 32, origin=""), for_someone_room(reception, key=b"k" * 32), *theirs
        sessions, roles = KnownCookies({"ada": Person()}), frozenset({Role.CASEWORKER})
        app = web_app(*rooms, settings=settings, extend=extend, sessions=sessions, roles_of=lambda _person: roles)
        self.client: FlaskClient = app.test_client()

    def press(self, path: str, typed: Mapping[str, Any], form: str = "/report") -> TestResponse:
        token = token_in(self.client.get(form).text)
        return self.client.post(path, data={"form_token": token, **typed})


@pytest.fixture
def counter() -> Counter:
    return Counter()


def value_of(page: str, name: str) -> str:
    found = re.search(rf'<input[^>]* name="{name}"[^>]* value="([^"]*)"', page)
    assert found, name
    return unescape(found[1])


def hidden_in(page: str) -> dict[str, str]:
    kept = re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', page)
    return {name: unescape(value) for name, value in kept}


def test_what_was_typed_is_there_in_the_other_language_and_nothing_is_stored(counter: Counter) -> None:
    answer = counter.press(DANISH, {**TYPED, "do": "change"})
    page = answer.text
    assert answer.status_code == 200
    assert '<html lang="da">' in page
    assert "It is dark.</textarea>" in page
    assert (value_of(page, "address"), value_of(page, "contact")) == ("Nygade 1", "ada@nabo.example")
    for chosen in ('value="permit"', 'name="consent" value="no"', 'name="private" value="yes"'):
        assert re.search(rf"<input[^>]*{chosen}[^>]* checked", page), chosen
    assert '<option value="en" selected' in page
    assert 'id="questions"' in page
    assert counter.told == []


def language_of(page: str) -> str:
    """Of the mails, as the form has it chosen."""
    found = re.search(r'<select[^>]* name="language".*?<option value="(\w+)" selected', page, re.DOTALL)
    assert found
    return found[1]


def switched(counter: Counter, page: str, to: str, **chosen: str) -> str:
    """The form in another language, with what stood there and what was chosen."""
    sent = {**TYPED, **hidden_in(page), "language": language_of(page), **chosen, "do": "change"}
    return counter.client.post(f"/report?lang={to}", data=sent).text


def test_mails_come_in_the_language_of_the_page_that_was_sent(counter: Counter) -> None:
    danish = switched(counter, counter.client.get("/report").text, "da")
    assert language_of(danish) == "da"
    assert language_of(switched(counter, danish, "en")) == "en"


def test_no_field_of_the_form_loses_its_distance_to_the_one_above(counter: Counter) -> None:
    """Styles put a field that follows a hidden one at the very top of its form."""
    unknown = counter.press("/report", {**TYPED, "category": LAMP, "asked": LAMP, "address": "Nygade 3"}).text
    assert 'name="address_was"' in unknown
    for page in (counter.client.get("/report").text, unknown):
        fields = page[page.index('name="text"') :]
        assert re.findall(r'<input type="hidden"[^>]*>\s*<(?:div|fieldset) class="[^"]*form-group', fields) == []


def test_a_language_that_somebody_chose_for_mails_stays_theirs(counter: Counter) -> None:
    english = counter.client.get("/report").text
    danish = switched(counter, english, "da", language="da")
    assert language_of(switched(counter, danish, "en")) == "da"
    assert language_of(switched(counter, danish, "en", language="en")) == "en"
    again = switched(counter, danish, "da", language="en")
    assert language_of(again) == "en"
    assert language_of(switched(counter, again, "da")) == "en"


@pytest.mark.parametrize("language, meant", [("en", "da"), ("da", "da")])
def test_a_page_that_must_be_seen_first_and_is_sent_in_another_language_counts_as_well(
    counter: Counter, language: str, meant: str
) -> None:
    before = counter.press("/report", {**TYPED, "text": CONTACTS, "shown_in": "en", "language": language}).text
    ((_, action, does),) = HERS.findall(before)
    again = counter.client.post(action, data={**hidden_in(before), "do": does}).text
    assert value_of(again, "language") == meant


def test_R4_without_scripts_the_form_asks_for_whom_it_is_from_the_start_and_asks_it_once(counter: Counter) -> None:
    page = counter.client.get("/report").text
    (early,) = re.findall(r"<noscript>(.*?)</noscript>", page, re.DOTALL)
    assert 'name="for_whom" value="me"' in early
    assert 'name="they_agreed" value="yes"' in early
    assert page.count('name="for_whom" value="me"') == 1
    asks = re.findall(r'name="category" value="(\w+)"[^>]* data-asks', page)
    assert "snow_clearing" in asks
    assert not {"street_light", "child_at_risk"} & set(asks)
    known = counter.client.get("/report?category=snow_clearing").text
    assert known.count('name="for_whom" value="me"') == 1
    assert "<noscript>" not in known


def test_the_pages_after_it_speak_that_language_too(counter: Counter) -> None:
    counter.press(DANISH, {**TYPED, "do": "change"})
    assert '<html lang="da">' in counter.client.get("/report").text
    counter.press("/report?lang=xx", {**TYPED, "do": "change"})
    assert '<html lang="da">' in counter.client.get("/report").text


@pytest.mark.parametrize("path", ["/report", "/report/for-someone"])
def test_the_switch_belongs_to_the_form_and_sends_its_words_without_files(counter: Counter, path: str) -> None:
    counter.client.set_cookie("nabo_session", "ada")
    page = counter.client.get(path).text
    ((form, action, does),) = HERS.findall(page)
    assert f'<form method="post" id="{form}" action="{path}"' in page
    assert (action, does) == (f"{path}?lang=da", "change")
    assert 'formenctype="application/x-www-form-urlencoded" formnovalidate' in page
    assert 'action="/language"' not in page


def test_enter_sends_the_form_and_changes_no_language(counter: Counter) -> None:
    """A browser presses the first button of the form."""
    page = counter.client.get("/report").text
    first = next(each for each in re.findall(r"<button[^>]*>", page) if "form=" in each)
    assert "formaction" not in first
    assert "name=" not in first


def test_of_photos_that_were_chosen_it_is_said_that_they_must_be_chosen_again(counter: Counter) -> None:
    again = "Vælg dine billeder igen"
    with_names = counter.press(DANISH, {**TYPED, "photos": "ada_at_home.jpg", "do": "change"}).text
    assert again in with_names
    assert "ada_at_home" not in with_names
    assert value_of(with_names, "photos_chosen") == "yes"
    assert again not in counter.press(DANISH, {**TYPED, "photos": "", "do": "change"}).text


def test_what_files_are_called_stands_on_no_page_that_follows(counter: Counter) -> None:
    sent = {**TYPED, "text": "There is a fire.", "photos": "ada_at_home.jpg", "do": "again"}
    page = counter.press(DANISH, sent).text
    assert "ada_at_home" not in page
    assert value_of(page, "photos_chosen") == "yes"


DANGER, CONTACTS = "There is a fire.", "Write to bo@nabo.example about it."
SENDS = ("Send it too", "Send the report too")


@pytest.mark.parametrize(
    "text, english, danish",
    [
        (DANGER, "If somebody is in danger now, call first", "Er nogen i fare nu, så ring først"),
        (CONTACTS, "There is an address or a number in your words", "Der er en adresse eller et nummer i dine ord"),
    ],
)
def test_R1_R6_what_must_be_seen_first_is_seen_in_the_other_language_as_well(
    counter: Counter, text: str, english: str, danish: str
) -> None:
    page = counter.press("/report", {**TYPED, "text": text}).text
    assert english in page
    ((_, action, does),) = HERS.findall(page)
    again = counter.client.post(action, data={**hidden_in(page), "do": does})
    assert danish in again.text
    assert f'name="text" value="{text}"' in again.text
    assert counter.told == []


@pytest.mark.parametrize(
    "page, name", [("write", "text"), ("edit", "text"), ("thanks", "thanks"), ("outcome", "reason")]
)
@pytest.mark.parametrize("text", [DANGER, CONTACTS])
def test_R1_R6_asking_for_it_in_another_language_keeps_nothing_on_their_own_pages_either(
    counter: Counter, page: str, name: str, text: str
) -> None:
    before = counter.press(f"/my/secret/{page}", {name: text, "answer": "not_fixed"}).text
    ((_, action, does),) = HERS.findall(before)
    again = counter.client.post(action, data={**hidden_in(before), "do": does})
    assert '<html lang="da">' in again.text
    assert f'name="{name}" value="{text}"' in again.text
    assert counter.told == []
    sent = counter.client.post(f"/my/secret/{page}", data=hidden_in(again.text))
    assert (sent.status_code, len(counter.told)) == (303, 1), "what was seen need not be seen again"


def test_asked_for_a_page_that_need_not_be_seen_the_form_is_shown_and_nothing_is_sent(counter: Counter) -> None:
    page = counter.press(DANISH, {**TYPED, "do": "again"}).text
    assert "It is dark.</textarea>" in page
    assert counter.told == []


def test_files_that_are_sent_are_not_taken_for_names(counter: Counter) -> None:
    sent = {**TYPED, "do": "change", "photos": (BytesIO(b"x"), "ada_at_home.jpg")}
    assert "ada_at_home" not in counter.press(DANISH, sent).text


@pytest.mark.parametrize(
    "page, name", [("write", "text"), ("edit", "text"), ("thanks", "thanks"), ("outcome", "reason")]
)
def test_R1_words_to_a_report_that_was_sent_are_sent_and_no_report(counter: Counter, page: str, name: str) -> None:
    words = counter.press(f"/my/secret/{page}", {name: DANGER, "answer": "not_fixed"}).text
    report = counter.press("/report", {**TYPED, "text": DANGER}).text
    assert [each for each in SENDS if each in words] == ["Send it too"]
    assert [each for each in SENDS if each in report] == ["Send the report too"]


def test_what_staff_write_down_is_kept_too(counter: Counter) -> None:
    counter.client.set_cookie("nabo_session", "ada")
    typed = {"channel": "counter", "text": "It is dark.", "do": "change"}
    page = counter.press("/report/for-someone?lang=da", typed, form="/report/for-someone").text
    assert '<html lang="da">' in page
    assert "It is dark.</textarea>" in page
    assert re.search(r'<input[^>]*name="channel" value="counter"[^>]* checked', page)
    assert counter.told == []
