"""Every message in every language: what it says, what it must not say, and how it is laid out."""

import re
from datetime import datetime

import pytest

from services.notify.domain.delivery import Audience
from services.notify.domain.letter import Letter
from shared.pack import load_for_notify
from tests.factories.letters import ANSWERED, FACTS, LANGUAGES, LOCALES, ORIGIN, REPO, SECRET, TOKEN, TOMORROW, written
from tests.factories.notify import ADA_CONTACT, REFERENCE

BUTTONS = {
    "reporter": f"{ORIGIN}/my/{SECRET}",
    "helper": f"{ORIGIN}/help",
    "caseworker": f"{ORIGIN}/desk/cases/{REFERENCE}",
    "coordinator": f"{ORIGIN}/desk",
    "another_team": f"{ORIGIN}/desk",
    "person": f"{ORIGIN}/me/sign-in/{TOKEN}",
    "confirm_contact": f"{ORIGIN}/me/contacts/not-mine/",
    "digest": f"{ORIGIN}/me/messages",
    "ways_changed": f"{ORIGIN}/me",
    "farewell": f"{ORIGIN}/help",
    "reply_taken": f"{ORIGIN}/my/{SECRET}",
    "reply_not_taken": f"{ORIGIN}/report",
}
every = pytest.mark.parametrize("name", FACTS, ids="/".join)
spoken = pytest.mark.parametrize("language", LANGUAGES)


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


@pytest.mark.parametrize(
    "language, golden",
    [
        ("en", "When to come: tomorrow, Thursday 28 May"),
        ("da", "Hvornår du skal komme: i morgen, torsdag den 28. maj"),
    ],
)
def test_whoever_is_asked_reads_when_to_come_before_they_answer(language: str, golden: str) -> None:
    facts = FACTS["invited", "helper"]
    assert golden in written(("invited", "helper"), language, facts={**facts, "come_at": facts["answer_by"]}).text
    assert golden[:12] not in written(("invited", "helper"), language).text


@pytest.mark.parametrize("message", ["taken_back", "no_longer_needed"])
@pytest.mark.parametrize("language, golden", [("en", "nothing more to do"), ("da", "ikke gøre mere")])
def test_what_was_taken_back_says_whether_anything_is_left_to_do_R14(message: str, language: str, golden: str) -> None:
    assert golden in written((message, "caseworker"), language, facts={"stays_open": False}).text
    assert golden not in written((message, "caseworker"), language, facts={"stays_open": True}).text


@pytest.mark.parametrize(
    "language, plainly, thanks, foot",
    [
        ("en", "Another team has it now", "You need not do anything more", "you had taken this case"),
        ("da", "Et andet hold har den nu", "Du behøver ikke gøre mere", "du havde taget sagen"),
    ],
)
@pytest.mark.parametrize("is_sensitive", [True, False])
def test_whoever_has_it_no_more_reads_so_plainly_and_nothing_of_why_R14(
    language: str, plainly: str, thanks: str, foot: str, *, is_sensitive: bool
) -> None:
    letter = written(("another_team", "caseworker"), language, is_sensitive=is_sensitive)
    for each in (plainly, thanks, foot):
        assert each in letter.text
    assert category() not in everything(letter)
    assert f"{ORIGIN}/desk\n" in letter.text
    assert REFERENCE not in letter.url


@pytest.mark.parametrize(
    "language, needed, not_needed",
    [("en", "Somebody else takes over", "not needed any more"), ("da", "Andre tager over", "ikke brug for det mere")],
)
def test_a_helper_who_need_not_go_reads_whether_somebody_else_does(language: str, needed: str, not_needed: str) -> None:
    for facts, said, unsaid in (({}, needed, not_needed), ({"is_needed": False}, not_needed, needed)):
        text = written(("refused", "helper"), language, facts=facts).text
        assert said in text
        assert unsaid not in text


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
    assert buttons[0].startswith(BUTTONS.get(name[0], BUTTONS[name[1]]))
    body = letter.text.split("\n--\n")[0]
    assert body.splitlines().count(buttons[0]) == 1, "the foot may lead there too"
    said = " ".join(re.sub(r"<[^>]+>", " ", re.sub(r"<head>.*</head>", "", letter.html, flags=re.DOTALL)).split())
    for paragraph in body.split("\n\n"):
        if "http" not in paragraph and not paragraph.startswith(">"):
            assert " ".join(paragraph.split()) in said.replace("&#34;", '"').replace("&#39;", "'")


@spoken
@every
def test_no_message_leaks_an_address_or_a_secret_that_is_not_its_own(name: tuple[str, str], language: str) -> None:
    letter = written(name, language)
    assert "ada@nabo.example" not in everything(letter)
    assert ADA_CONTACT not in everything(letter)
    assert (SECRET in letter.text) == (name[1] == "reporter" or name[0] == "reply_taken")
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
        (("routed", "reporter"), "en", "looks at it by tomorrow, Thursday 28 May, before"),
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
        (("urgent", "caseworker"), "en", "please take it now, or agree who does"),
        (("urgent", "caseworker"), "da", "tag den nu, eller aftal, hvem der gør"),
    ],
)
def test_the_facts_stand_in_the_words(name: tuple[str, str], language: str, golden: str) -> None:
    text = written(name, language).text
    assert golden in (text if golden.startswith("\n") else " ".join(text.split()))


@spoken
@pytest.mark.parametrize("message", ["reply_taken", "reply_not_taken"])
@pytest.mark.parametrize("is_danger", [True, False])
def test_what_is_said_of_an_answer_names_the_reference_and_nothing_else_of_the_report_R14(
    message: str, language: str, *, is_danger: bool
) -> None:
    name = (message, "person")
    facts = {**FACTS[name], "is_danger": is_danger}
    letter = written(name, language, facts=facts)
    assert letter.subject.endswith(f" ({REFERENCE})")
    assert category() not in everything(letter)
    of_all_mails = written(name, language, facts={**facts, "reference": ""})
    planned_before_it_was_named = written(name, language, facts={k: v for k, v in facts.items() if k != "reference"})
    assert of_all_mails.subject == planned_before_it_was_named.subject == letter.subject.removesuffix(f" ({REFERENCE})")


@pytest.mark.parametrize(
    "helps, language, golden",
    [
        (False, "en", "is more than 60 days old, and nobody has read your words. Please write on your page"),
        (False, "da", "er mere end 60 dage gammel, og ingen har læst dine ord. Skriv på din side"),
        (True, "en", "Please look at your tasks"),
        (True, "da", "Se dine opgaver: der kan du"),
    ],
)
def test_what_is_said_of_an_answer_to_an_old_mail(language: str, golden: str, *, helps: bool) -> None:
    name = ("reply_not_taken", "person")
    facts = {**FACTS[name], "reason": "expired", "helps": helps, "language": language}
    assert golden in " ".join(written(name, language, facts=facts).text.split())


@spoken
@pytest.mark.parametrize("message", ["unsafe", "answered_after_unsafe", "overdue", "urgent"])
@pytest.mark.parametrize("audience", ["coordinator", "caseworker"])
def test_an_alarm_asks_nobody_to_call_a_number_that_nobody_is_shown(message: str, audience: str, language: str) -> None:
    if (message, audience) not in FACTS:
        return
    text = " ".join(written((message, audience), language).text.split("\n--\n")[0].split())
    emergency = load_for_notify(REPO / "tests/packs/strict").common.emergency[0].number
    calls = re.findall(r"\b(?:call|ring) (\S+)", text, re.IGNORECASE)
    assert calls == [emergency]


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


def test_times_are_those_of_the_neighbourhood() -> None:
    assert datetime.fromisoformat("2026-05-28T09:00:00+00:00") == TOMORROW
    assert "before 11" in written(("routed", "reporter")).text, "Copenhagen in May is two hours ahead of UTC"


@pytest.mark.parametrize("language, button", [("en", "Add it on your page"), ("da", "Tilføj det på din side")])
def test_files_that_nobody_can_read_are_answered_with_what_can_be_read_and_where_to_add_it(
    language: str, button: str
) -> None:
    alone = {**ANSWERED, "reason": "files_alone", "has_attachments": True}
    letter = written(("reply_not_taken", "person"), language, facts=alone)
    for said in ("JPEG, PNG", "WebP", "HEIC", button, f"/my/{SECRET}"):
        assert said in letter.text
    helpers = written(("reply_not_taken", "person"), language, facts={**alone, "helps": True})
    assert "HEIC" not in helpers.text
    without = written(("reply_not_taken", "person"), language, facts={**alone, "photos_missing": "not_taken"})
    assert "HEIC" not in without.text


@pytest.mark.parametrize("language, word", [("en", "thanks"), ("da", "siger tak")])
def test_nobody_is_said_to_give_thanks_who_only_told_that_it_is_fixed(language: str, word: str) -> None:
    assert word not in written(("confirmed", "helper"), language).text
