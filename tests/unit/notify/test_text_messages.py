"""Every text message in every language: short, kind, and with no more in it than a mail may say."""

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from services.notify.adapters.jinja_letters import Stationery
from services.notify.adapters.jinja_texts import MOST_PARTS, JinjaTexts
from services.notify.adapters.letter_links import LetterLinks
from services.notify.adapters.sms_links import SmsLinks
from services.notify.domain.delivery import Audience, Channel, Priority, Recipient, delivery_id
from services.notify.domain.sms import Sms, parts, plainer
from services.notify.domain.sms_answer import number_of
from shared.errors import Undeliverable
from shared.pack import load_for_notify
from shared.sessions import LinkIssuer
from shared.web.catalogues import words
from tests.factories.letters import FACTS, KEY, LANGUAGES, LOCALES, ORIGIN, REPO, SECRET, WORDS, written
from tests.factories.notify import ADA_CONTACT, NOON, REFERENCE, delivery, matter, reader

NUMBER = "+4520123456"
REPLIES: Mapping[tuple[str, str], Mapping[str, Any]] = {
    (f"sms_{name}", "person"): {"language": "da"}
    for name in ("not_understood", "which", "too_late", "yes", "no", "stopped", "started", "too_many")
} | {
    ("sms_danger", "person"): {"language": "da", "is_taken": True, "is_cut": True},
    ("sms_words", "person"): {"language": "da", "left_out": True, "is_cut": True, "is_again": True, "is_last": True},
    ("sms_not_fixed", "person"): {"language": "da", "is_again": True, "is_last": True},
}
BY_MAIL_ALONE = {(name, "person") for name in ("sign_in", "digest", "reply_taken", "reply_not_taken")}
TEXTS = {**{name: facts for name, facts in FACTS.items() if name not in BY_MAIL_ALONE}, **REPLIES}
every = pytest.mark.parametrize("name", TEXTS, ids="/".join)
spoken = pytest.mark.parametrize("language", LANGUAGES)
URLS = {
    "reporter": f"{ORIGIN}/my/{SECRET}",
    "helper": f"{ORIGIN}/help",
    "caseworker": f"{ORIGIN}/desk/cases/{REFERENCE}",
    "coordinator": f"{ORIGIN}/desk",
    "another_team": f"{ORIGIN}/desk",
}


@cache
def texts() -> JinjaTexts:
    pack = load_for_notify(REPO / "tests/packs/strict")
    phrases = {language: words(language, [REPO / "shared/web/locales"]) for language in LANGUAGES}
    links = LetterLinks(ORIGIN, LinkIssuer(KEY.as_dict(private=True)))
    return JinjaTexts(Stationery(pack=pack, folder=LOCALES, phrases=phrases, links=links), SmsLinks(ORIGIN, links))


def text_of(
    name: tuple[str, str],
    language: str = "en",
    *,
    is_verified: bool = True,
    facts: Mapping[str, Any] | None = None,
    names: Mapping[str, str] | None = None,
    **known: Any,  # noqa: ANN401 -- any field of a matter
) -> Sms:
    message, audience = name
    is_person = audience == "person"
    to = Recipient(contact_id=ADA_CONTACT) if audience in {"reporter", "person"} else Recipient(person_id="p1")
    planned = delivery(
        to=to,
        id=delivery_id("event-1", to, Channel.SMS),
        channel=Channel.SMS,
        message=message,
        audience=Audience(audience),
        facts=TEXTS[name] if facts is None else facts,
        words=WORDS,
        report_id=None if is_person else "report-1",
        priority=Priority.SAFETY if message in {"unsafe", "urgent"} else Priority.NEWS,
    )
    return texts().write(
        planned,
        {"kind": "phone", "address": NUMBER, "secret": SECRET, "code": "123456"},
        matter=None if is_person else matter(**{"category": "shopping_help", **known}),
        reader=reader(language=language, is_verified=is_verified),
        names={"alma": "Alma"} if names is None else names,
        at=NOON,
    )


def test_every_mail_has_a_text_message_and_each_is_tried_here_in_every_language() -> None:
    for language in LANGUAGES:
        folder = LOCALES / language / "messages"
        found = {(file.parent.name, file.name.removesuffix(".sms.j2")) for file in folder.rglob("*.sms.j2")}
        assert {name for name in found if name[0] != "hushed"} == set(TEXTS)
        assert {audience for message, audience in found if message == "hushed"} == set(Audience) - {"person"}


@spoken
@every
def test_a_text_message_is_short_and_in_the_alphabet_of_phones(name: tuple[str, str], language: str) -> None:
    text = text_of(name, language).text
    assert parts(text) <= 2, len(text)
    assert parts(text) == -(-len(text) // 153) or len(text) <= 160, "no sign makes it a wide one"
    assert "\n" not in text
    assert "None" not in text
    assert "{" not in text


@spoken
@every
def test_it_says_less_than_the_mail_and_nothing_that_people_wrote(name: tuple[str, str], language: str) -> None:
    said = text_of(name, language).text
    assert "New lamp" not in said
    assert "report-1" not in said
    assert ADA_CONTACT not in said
    assert NUMBER not in said
    assert (SECRET in said) == (name[1] == "reporter")
    if name[1] == "person":
        return
    mail = written(name, language)
    for fact in ("Alma", "The railway", "Could you?"):
        assert fact not in said or fact in f"{mail.subject}{mail.text}"


@spoken
@every
def test_sensitive_text_messages_say_that_there_is_news_and_nothing_else_R14(
    name: tuple[str, str], language: str
) -> None:
    said = text_of(name, language, is_sensitive=True).text
    if name[1] == "person":
        return
    category = load_for_notify(REPO / "tests/packs/strict").common.category("shopping_help")
    assert category is not None
    for content in (category.name.say(language), "Alma", "Could you?", "The railway", "Thursday", "torsdag", "works"):
        assert content not in said
    assert URLS.get(name[0], URLS[name[1]]) in said
    assert any(word in said for word in ("news", "nyt", "needs", "brug for"))


@every
def test_it_leads_where_its_reader_goes_on(name: tuple[str, str]) -> None:
    said = text_of(name).text
    is_over = name in {
        ("confirmed", "helper"),
        ("stood_down", "helper"),
        ("no_longer_asked", "helper"),
        ("refused", "helper"),
    }
    if name[1] in URLS and not is_over:
        assert URLS.get(name[0], URLS[name[1]]) in said
    assert "?t=" not in said, "a signed link would fill three messages"


@pytest.mark.parametrize("language, yes, no", [("en", "YES", "NO"), ("da", "JA", "NEJ")])
def test_an_invitation_says_how_to_answer_it_and_with_which_number(language: str, yes: str, no: str) -> None:
    text = text_of(("invited", "helper"), language).text
    number = number_of(delivery_id("event-1", Recipient(person_id="p1"), Channel.SMS))
    assert f"{yes} {number}" in text
    assert f"{no} {number}" in text
    assert f"{ORIGIN}/help/asked/i1" in text
    assert "STOP" in text


@spoken
def test_whoever_writes_to_a_machine_hears_what_to_do_in_danger_R1(language: str) -> None:
    text = text_of(("sms_not_understood", "person"), language).text
    assert "112" in text
    assert "+45 33 00 01 00" in text


@pytest.mark.parametrize(
    "language, read, unread",
    [("en", "on their way to the team", "nobody has read"), ("da", "det hold", "ingen har læst")],
)
def test_whoever_tells_of_danger_hears_first_whom_to_call_and_whether_the_team_has_it_R1(
    language: str, read: str, unread: str
) -> None:
    for is_taken in (True, False):
        text = text_of(("sms_danger", "person"), language, facts={"is_taken": is_taken}).text
        assert "112" in text[:30]
        assert (read in text, unread in text) == (is_taken, not is_taken)


@pytest.mark.parametrize("language, said", [("en", "nobody reads this"), ("da", "ingen læser")])
def test_whoever_writes_what_nobody_reads_is_told_so_and_where_to_write(language: str, said: str) -> None:
    text = text_of(("sms_not_understood", "person"), language).text
    assert said in text
    assert f"{ORIGIN}. " in text


@pytest.mark.parametrize("message", ["routed", "asking"])
@spoken
def test_the_first_says_how_to_have_no_more_of_them(message: str, language: str) -> None:
    assert text_of((message, "reporter"), language).text.endswith("STOP")


def test_an_unverified_number_reads_no_more_than_its_mail_would() -> None:
    assert "The railway" not in text_of(("referred_out", "reporter"), is_verified=False).text


def test_a_name_of_many_words_is_not_sent_at_any_price() -> None:
    with pytest.raises(Undeliverable, match="too_long"):
        text_of(("accepted", "reporter"), names={"alma": "Ж" * 67 * MOST_PARTS})


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", 1),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("æ" * 160, 1),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ж" * 70, 1),
        ("ж" * 71, 2),
        ("🙂" * 35, 1),
        ("🙂" * 36, 2),
    ],
)
def test_parts_are_counted_as_networks_do(text: str, expected: int) -> None:
    assert parts(text) == expected


def test_signs_that_only_look_nicer_are_made_plain() -> None:
    nice = "\u201cIt\u2019s\u00a0done\u201d \u2013 10\u202f% \u2026"
    assert plainer(nice) == '"It\'s done" - 10 % ...'
    assert plainer("Søren Žižek") == "Søren Žižek", "names stay as they are"


@spoken
def test_whoever_left_because_it_was_not_safe_is_told_that_whoever_asked_reads_it_too_R8(language: str) -> None:
    name, golden = ("sms_words", "person"), {"en": "whoever wrote to you", "da": "den, der skrev til dig"}[language]
    for is_after_unsafe in (True, False):
        said = text_of(
            name, language, facts={"language": language, "left_out": False, "is_after_unsafe": is_after_unsafe}
        ).text
        assert (golden in said) is is_after_unsafe
        assert ("nobody else" in said or "ingen andre" in said) is not is_after_unsafe
