"""Every message in every language: what it says, what it must not say, and how it is laid out."""

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from joserfc.jwk import KeySet, OKPKey

from services.notify.adapters.jinja_letters import JinjaLetters, Stationery
from services.notify.adapters.letter_links import LetterLinks
from services.notify.domain.delivery import Audience, Priority, Recipient
from services.notify.domain.letter import Letter
from shared.errors import Undeliverable
from shared.pack import load_for_notify
from shared.pack.values import Texts
from shared.sessions import LinkIssuer, LinkReader
from shared.web.catalogues import words
from tests.factories.notify import ADA_CONTACT, NOON, REFERENCE, delivery, matter, reader

REPO = Path(__file__).parents[3]
LOCALES = REPO / "services/notify/locales"
LANGUAGES = ("en", "da")
ORIGIN = "https://nabo.example"
KEY = OKPKey.generate_key("Ed25519", {"kid": "k1", "use": "sig"}, private=True)
SECRET, TOKEN, WORDS = "s3cret-of-the-page", "t0ken-of-the-link", "New lamp.\nTell us: does it shine?"
TOMORROW = NOON + timedelta(days=1)
DECIDED = {"team": "works", "route": "professional", "deadline_at": TOMORROW}
FACTS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("asking", "reporter"): {**DECIDED, "reason_codes": []},
    ("routed", "reporter"): {**DECIDED, "reason_codes": ["no_consent"], "is_urgent": True},
    ("rerouted", "reporter"): {**DECIDED, "was": "neighbours", "reason_codes": ["nobody_accepted"]},
    ("accepted", "reporter"): {"helper": "alma", "expected_by": NOON + timedelta(hours=5)},
    ("handed_back", "reporter"): {"helper": "alma"},
    ("resolved", "reporter"): {"team": "works", "by_helper": False, "action": "", "answer_by": TOMORROW},
    ("reopened", "reporter"): {**DECIDED, "reason": "not_fixed"},
    ("escalated", "reporter"): {"team": "works", "reason": "deadline_passed"},
    ("escalated", "caseworker"): {"is_taken": False},
    ("escalated", "coordinator"): {},
    ("closed_unconfirmed", "reporter"): {},
    ("referred_out", "reporter"): {"body": "The railway"},
    ("message", "reporter"): {"team": "works", "by_helper": False, "helper": None},
    ("message", "helper"): {"team": "works"},
    ("message", "caseworker"): {},
    ("reporter_wrote", "caseworker"): {},
    ("reporter_wrote", "helper"): {},
    ("invited", "helper"): {
        "invitation_id": "i1",
        "task": "Could you?",
        "distance_band_m": [200, 400],
        "minutes": 30,
        "why_me": ["lives_near", "their_turn"],
        "risks": ["Ice."],
        "answer_by": TOMORROW,
    },
    ("accepted", "helper"): {"helper": "alma", "expected_by": TOMORROW},
    ("stood_down", "helper"): {"reason": "somebody_else_said_yes"},
    ("no_longer_asked", "helper"): {},
    ("refused", "helper"): {},
    ("overdue", "helper"): {"helper": "alma", "expected_by": NOON},
    ("confirmed", "helper"): {},
    ("reopened", "caseworker"): {"deadline_at": TOMORROW},
    ("overdue", "coordinator"): {"helper": "alma", "expected_by": NOON},
    ("unsafe", "coordinator"): {"helper": "alma"},
    ("unsafe", "caseworker"): {"helper": "alma"},
    ("revoked", "coordinator"): {"helper": "alma"},
    ("undelivered", "coordinator"): {"who": "reporter"},
    ("sign_in", "person"): {"language": "da"},
}
BUTTONS = {
    "reporter": f"{ORIGIN}/my/{SECRET}",
    "helper": f"{ORIGIN}/help",
    "caseworker": f"{ORIGIN}/desk/cases/{REFERENCE}",
    "coordinator": f"{ORIGIN}/desk",
    "person": f"{ORIGIN}/me/sign-in/{TOKEN}",
}
every = pytest.mark.parametrize("name", FACTS, ids="/".join)
spoken = pytest.mark.parametrize("language", LANGUAGES)


@cache
def letters(**overrides: str) -> JinjaLetters:
    pack = load_for_notify(REPO / "tests/packs/strict")
    own = {name.replace("_in_", "/") + ".mail": Texts({"en": text, "da": text}) for name, text in overrides.items()}
    pack = replace(pack, overrides=own)
    phrases = {language: words(language, [REPO / "shared/web/locales"]) for language in LANGUAGES}
    links = LetterLinks(ORIGIN, LinkIssuer(KEY.as_dict(private=True)))
    return JinjaLetters(Stationery(pack=pack, folder=LOCALES, phrases=phrases, links=links))


def written(
    name: tuple[str, str],
    language: str = "en",
    *,
    is_verified: bool = True,
    office: JinjaLetters | None = None,
    facts: Mapping[str, Any] | None = None,
    **known: Any,  # noqa: ANN401 -- any field of a matter
) -> Letter:
    message, audience = name
    is_person = audience == "person"
    to = Recipient(contact_id=ADA_CONTACT) if audience in {"reporter", "person"} else Recipient(person_id="p1")
    planned = delivery(
        to=to,
        message=message,
        audience=Audience(audience),
        facts=FACTS[name] if facts is None else facts,
        words=WORDS,
        report_id=None if is_person else "report-1",
        priority=Priority.SAFETY if message == "unsafe" else Priority.NEWS,
    )
    opened = {"kind": "email", "address": "ada@nabo.example", "secret": SECRET}
    signing_in = {"token": TOKEN, "code": "042317"} if is_person else {}
    return (office or letters()).write(
        planned,
        {**opened, **signing_in},
        matter=None if is_person else matter(**{"category": "shopping_help", **known}),
        reader=reader(language=language, is_verified=is_verified),
        names={"alma": "Alma"},
        at=NOON,
    )


def everything(letter: Letter) -> str:
    return f"{letter.subject}\n{letter.text}\n{letter.html}"


def category() -> str:
    found = load_for_notify(REPO / "tests/packs/strict").common.category("shopping_help")
    assert found is not None
    return found.name.say("en")


def test_every_template_is_tried_here_and_in_every_language() -> None:
    for language in LANGUAGES:
        folder = LOCALES / language / "messages"
        found = {(file.parent.name, file.name.removesuffix(".mail.j2")) for file in folder.rglob("*.mail.j2")}
        assert {name for name in found if name[0] != "hushed"} == set(FACTS)
        assert {audience for message, audience in found if message == "hushed"} == set(Audience) - {"person"}


@spoken
@every
def test_a_message_names_the_matter_and_says_first_what_changed(name: tuple[str, str], language: str) -> None:
    letter = written(name, language)
    assert name[1] == "person" or REFERENCE in letter.subject
    first = letter.text.splitlines()[0]
    assert len(first) > 15
    assert not first.startswith(("http", "Dear", "Kære", "--"))
    assert "None" not in everything(letter)
    assert "{" not in letter.text


@spoken
@every
def test_a_message_has_one_button_and_text_and_html_say_the_same(name: tuple[str, str], language: str) -> None:
    letter = written(name, language)
    buttons = re.findall(r'<a href="([^"]+)" style="display:inline-block', letter.html)
    assert len(buttons) == 1
    assert buttons[0].startswith(BUTTONS[name[1]])
    assert letter.text.splitlines().count(buttons[0]) == 1
    said = " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<head>.*</head>", "", letter.html, flags=re.DOTALL)).split())
    for paragraph in letter.text.split("\n--\n")[0].split("\n\n"):
        if "http" not in paragraph and not paragraph.startswith(">"):
            assert " ".join(paragraph.split()) in said.replace("&#34;", '"').replace("&#39;", "'")


@spoken
@every
def test_no_message_leaks_an_address_or_a_secret_that_is_not_its_own(name: tuple[str, str], language: str) -> None:
    letter = written(name, language)
    assert "ada@nabo.example" not in everything(letter)
    assert ADA_CONTACT not in everything(letter)
    assert (SECRET in letter.text) == (name[1] == "reporter")
    assert "report-1" not in everything(letter) + letter.message_id + str(letter.thread)
    if name[1] != "reporter":
        assert "New lamp." not in everything(letter)


@spoken
@every
def test_sensitive_mail_has_a_plain_subject_and_no_content_R14(name: tuple[str, str], language: str) -> None:
    letter = written(name, language, is_sensitive=True)
    if name[1] != "person":
        said = everything(letter)
        for content in (category(), "Alma", "New lamp.", "Could you?", "The railway", "Thursday", "torsdag"):
            assert content not in said
        assert letter.subject.startswith(("News", "Nyt", "Please look now", "Se på det nu"))


@every
def test_an_unverified_address_reads_no_free_words_and_can_say_that_it_was_not_them(name: tuple[str, str]) -> None:
    if name[1] != "reporter":
        return
    letter = written(name, is_verified=False)
    assert "New lamp." not in everything(letter)
    assert "The railway" not in everything(letter)
    assert f"{ORIGIN}/me/address/" in letter.text
    assert "if it was not, nothing more comes" in " ".join(letter.text.split())


def test_a_verified_address_reads_what_was_written() -> None:
    letter = written(("message", "reporter"))
    assert "> New lamp.\n> Tell us: does it shine?" in letter.text
    assert "<blockquote" in letter.html
    assert "/me/address/" not in letter.text


@pytest.mark.parametrize(
    "name, language, golden",
    [
        (("routed", "reporter"), "en", "at the latest tomorrow, Thursday 28 May, before"),
        (("routed", "reporter"), "da", "senest i morgen, torsdag den 28. maj, før kl."),
        (("routed", "reporter"), "en", "It goes before other things."),
        (("rerouted", "reporter"), "en", "No neighbour can do it this time"),
        (("accepted", "reporter"), "en", "Alma, a neighbour, has said yes and plans to be done before"),
        (("accepted", "reporter"), "da", "Alma, en nabo, har sagt ja"),
        (("resolved", "reporter"), "en", "Please tell us whether that is so."),
        (("invited", "helper"), "en", "Why you: you are near and it is your turn."),
        (("invited", "helper"), "en", "a no is fine and needs no reason"),
        (("invited", "helper"), "da", "et nej er helt i orden"),
        (("overdue", "helper"), "en", "In danger, call"),
        (("sign_in", "person"), "en", "\n042 317\n"),
        (("sign_in", "person"), "da", "\n042 317\n"),
        (("escalated", "reporter"), "en", "we are sorry"),
        (("escalated", "caseworker"), "en", "Nobody of your team has taken it"),
    ],
)
def test_the_facts_stand_in_the_words(name: tuple[str, str], language: str, golden: str) -> None:
    text = written(name, language).text
    assert golden in (text if golden.startswith("\n") else " ".join(text.split()))


def test_is_it_fixed_leads_to_the_page_with_the_two_buttons_R17() -> None:
    assert f"{ORIGIN}/my/{SECRET}/outcome" in written(("resolved", "reporter")).text
    assert f"{ORIGIN}/my/{SECRET}/outcome" in written(("resolved", "reporter"), is_sensitive=True).text


@pytest.mark.parametrize("is_sensitive", [True, False])
@pytest.mark.parametrize(
    "message, is_alarm", [("unsafe", 1), ("overdue", 1), ("revoked", 0), ("undelivered", 0), ("escalated", 0)]
)
def test_a_coordinator_is_led_to_a_case_only_where_an_alarm_stands(
    message: str, is_alarm: int, *, is_sensitive: bool
) -> None:
    letter = written((message, "coordinator"), is_sensitive=is_sensitive)
    assert letter.text.count(f"{ORIGIN}/desk\n") == 1 - is_alarm
    assert letter.text.count(f"{ORIGIN}/desk/cases/{REFERENCE}\n") == is_alarm


@spoken
@pytest.mark.parametrize("message", ["unsafe", "overdue"])
@pytest.mark.parametrize("audience", ["coordinator", "caseworker"])
def test_an_alarm_asks_nobody_to_call_a_number_that_nobody_is_shown(message: str, audience: str, language: str) -> None:
    if (message, audience) not in FACTS:
        return
    text = " ".join(written((message, audience), language).text.split("\n--\n")[0].split())
    emergency = load_for_notify(REPO / "tests/packs/strict").common.emergency[0].number
    calls = re.findall(r"\b(?:call|ring) (\S+)", text, re.IGNORECASE)
    assert calls == [emergency]


def test_an_invitation_lets_its_reader_answer_and_nobody_else() -> None:
    link = re.search(r"/help/asked/i1\?t=(\S+)", written(("invited", "helper")).text)
    assert link
    found = LinkReader(KeySet([KEY]).as_dict(private=False)).read("answer", link[1], NOON)
    assert found == {"person_id": "p1", "case_id": "case-1", "invitation_id": "i1"}


def test_reports_can_be_stopped_by_one_click_and_sign_ins_cannot() -> None:
    assert str(written(("routed", "reporter")).stop_url).startswith(f"{ORIGIN}/me/stop/")
    assert written(("sign_in", "person")).stop_url is None
    assert written(("unsafe", "coordinator")).stop_url is None


def test_the_mails_of_a_case_are_one_thread_and_each_has_its_own_name() -> None:
    first, second = written(("routed", "reporter")), written(("resolved", "reporter"))
    assert first.thread == second.thread
    assert first.thread != first.message_id
    assert written(("routed", "reporter")).message_id == first.message_id, "the same delivery, the same name"


def test_a_language_that_we_do_not_write_falls_back_on_the_first() -> None:
    assert written(("routed", "reporter"), "fi").language == "en"


def test_what_people_wrote_is_never_markup() -> None:
    sly = {"task": "<b>Could</b> you? {{ 7*7 }}", "risks": ["[[x|javascript:1]]"]}
    letter = written(("invited", "helper"), facts={**FACTS["invited", "helper"], **sly})
    assert "<b>Could</b>" not in letter.html
    assert "{{ 7*7 }}" in letter.subject
    assert 'href="javascript' not in letter.html


def _blocks(**changed: str) -> str:
    said = {"subject": "Ours ({{ reference }})", "text": "Our words.", "button": "Go", **changed}
    return "".join(f"{{% block {name} %}}{words}{{% endblock %}}" for name, words in said.items())


def test_a_neighbourhood_may_say_it_in_its_own_words() -> None:
    letter = written(("routed", "reporter"), office=letters(routed_in_reporter=_blocks()))
    assert letter.subject == f"Ours ({REFERENCE})"


BROKEN = {
    "it_names_what_is_not_there": "{{ nowhere }}",
    "it_counts_words": "{{ reference + 1 }}",
    "it_divides_by_nothing": "{{ 1 // 0 }}",
    "it_asks_for_more_than_there_is": "{{ [1][3] }}",
    "it_asks_a_word_for_what_it_has_not": "{{ 'x'.encode('no-such-code') }}",
}


@pytest.mark.parametrize("broken", BROKEN.values(), ids=BROKEN)
def test_own_words_that_cannot_be_filled_in_are_no_letter(broken: str) -> None:
    with pytest.raises(Undeliverable, match="cannot_be_written"):
        written(("routed", "reporter"), office=letters(routed_in_reporter=_blocks(text=broken)))


def test_a_box_without_an_address_is_no_letter() -> None:
    planned = delivery(message="escalated", facts=FACTS["escalated", "reporter"])
    with pytest.raises(Undeliverable, match="cannot_be_written"):
        letters().write(planned, {"kind": "email"}, matter=matter(), reader=reader(), names={}, at=NOON)


def test_times_are_those_of_the_neighbourhood() -> None:
    assert datetime.fromisoformat("2026-05-28T09:00:00+00:00") == TOMORROW
    assert "before 11" in written(("routed", "reporter")).text, "Copenhagen in May is two hours ahead of UTC"
