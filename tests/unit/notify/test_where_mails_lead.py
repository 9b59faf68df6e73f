"""Where the links of a mail lead, and whom they let do what."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest
from joserfc.jwk import KeySet

from services.notify.domain.delivery import Audience, Recipient
from services.notify.domain.mail_reply import OF_THE_TASK
from shared.sessions import LinkReader
from tests.factories.letters import FACTS, KEY, LANGUAGES, ORIGIN, SECRET, letters, written
from tests.factories.notify import ADA_CONTACT, NOON, REFERENCE, delivery, reader, seen


def test_is_it_fixed_leads_to_the_page_with_the_two_buttons_R17() -> None:
    assert f"{ORIGIN}/my/{SECRET}/outcome" in written(("resolved", "reporter")).text
    assert f"{ORIGIN}/my/{SECRET}/outcome" in written(("resolved", "reporter"), is_sensitive=True).text


@pytest.mark.parametrize("is_sensitive", [True, False])
@pytest.mark.parametrize(
    "message, is_alarm",
    [
        *(("unsafe", 1), ("answered_after_unsafe", 1), ("overdue", 1)),
        *(("revoked", 0), ("undelivered", 0), ("escalated", 0), ("urgent", 0)),
    ],
)
def test_a_coordinator_is_led_to_a_case_only_where_an_alarm_stands(
    message: str, is_alarm: int, *, is_sensitive: bool
) -> None:
    letter = written((message, "coordinator"), is_sensitive=is_sensitive)
    assert letter.text.count(f"{ORIGIN}/desk\n") == 1 - is_alarm
    assert letter.text.count(f"{ORIGIN}/desk/cases/{REFERENCE}\n") == is_alarm


@pytest.mark.parametrize("is_sensitive", [True, False])
def test_whoever_is_to_look_at_what_is_urgent_is_led_to_the_case_R1(*, is_sensitive: bool) -> None:
    letter = written(("urgent", "caseworker"), is_sensitive=is_sensitive)
    assert f"{ORIGIN}/desk/cases/{REFERENCE}\n" in letter.text
    assert "coordinator" not in letter.text


def test_an_invitation_lets_its_reader_answer_and_nobody_else() -> None:
    link = re.search(r"/help/asked/i1\?t=(\S+)", written(("invited", "helper")).text)
    assert link
    found = LinkReader(KeySet([KEY]).as_dict(private=False)).read("answer", link[1], NOON)
    assert found == {"person_id": "p1", "case_id": "case-1", "invitation_id": "i1"}


def test_reports_can_be_stopped_by_one_click_and_sign_ins_cannot() -> None:
    assert str(written(("routed", "reporter")).stop_url).startswith(f"{ORIGIN}/me/stop/")
    assert written(("sign_in", "person")).stop_url is None
    assert written(("unsafe", "coordinator")).stop_url is None


def test_calls_to_help_and_thanks_are_stopped_by_kind_and_what_concerns_a_task_is_not() -> None:
    reads = LinkReader(KeySet([KEY]).as_dict(private=False))
    for message, what in (("invited", "calls"), ("confirmed", "thanks")):
        stop_url = str(written((message, "helper"), person_id="mina").stop_url)
        assert stop_url in written((message, "helper"), person_id="mina").text
        token = stop_url.removeprefix(f"{ORIGIN}/me/stop/")
        assert reads.read("kind", token, NOON) == {"p": "mina", "w": what}
        assert reads.read("subscription", token, NOON) is None
    for message in ("accepted", "stood_down", "overdue", "refused", "message", "reporter_wrote"):
        assert written((message, "helper"), person_id="mina").stop_url is None
    assert written(("confirm_contact", "person"), person_id="mina").stop_url is None


def test_this_was_not_me_leads_to_a_page_for_that_address_alone() -> None:
    link = re.search(r"/me/contacts/not-mine/(\S+)", written(("confirm_contact", "person")).text)
    assert link
    found = LinkReader(KeySet([KEY]).as_dict(private=False)).read("adding", link[1], NOON)
    assert found == {"c": ADA_CONTACT}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_daily_mail_tells_each_message_in_its_own_words_with_its_own_link(language: str) -> None:
    told = [written(("resolved", "reporter"), language), written(("invited", "helper"), language)]
    digest = delivery(message="digest", audience=Audience.PERSON, to=Recipient(person_id="mina"), report_id=None)
    letter = letters().write_digest(
        digest, told, to="mina@nabo.example", reader=reader(language=language, person_id="mina"), at=NOON
    )
    for each in told:
        assert each.subject in letter.text
        assert f"{each.url}\n" in letter.text
        assert f'href="{each.url}"'.replace("&", "&amp;") in letter.html
    assert "> New lamp." in letter.text
    assert "New lamp." in letter.html
    assert "2 " in letter.text.splitlines()[0]
    token = str(letter.stop_url).removeprefix(f"{ORIGIN}/me/stop/")
    assert LinkReader(KeySet([KEY]).as_dict(private=False)).read("kind", token, NOON) == {"p": "mina", "w": "daily"}


def test_words_of_people_make_no_links_in_a_daily_mail() -> None:
    said = replace(written(("message", "reporter")), quote="[[Win|http://evil.example]] <b>now</b>")
    digest = delivery(message="digest", audience=Audience.PERSON, to=Recipient(person_id="mina"), report_id=None)
    letter = letters().write_digest(digest, [said], to="mina@nabo.example", reader=reader(person_id="mina"), at=NOON)
    assert 'href="http://evil.example' not in letter.html
    assert "<b>now" not in letter.html


ANSWERED_AT = "reply+x@replies.nabo.test"
SAYS_SO = {"en": "You can simply answer this mail", "da": "Du kan bare svare på denne mail"}
ENDED: Mapping[str, Mapping[str, Any]] = {"reporter": {"is_withdrawn": True}, "helper": {"case": seen()}}
ANSWERED = sorted(name for name in FACTS if name[1] == "reporter" or (name[1] == "helper" and name[0] in OF_THE_TASK))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", ANSWERED)
def test_a_mail_says_that_it_can_be_answered_only_while_an_answer_is_read(name: tuple[str, str], language: str) -> None:
    office = letters(lambda _asked: ANSWERED_AT)
    open_now = written(name, language, office=office, case=seen(helpers=("p1",)))
    assert (SAYS_SO[language] in open_now.text, open_now.reply_to) == (True, ANSWERED_AT)
    over_now: Mapping[str, Any] = {"case": seen(helpers=("p1",), over_since=NOON)}
    for ended in (over_now, ENDED[name[1]]):
        over = written(name, language, office=office, **ended)
        assert (SAYS_SO[language] in over.text, over.reply_to) == (False, ANSWERED_AT), "danger is heard all the same"


PHOTOS = {
    "en": "Up to three photos (JPEG, PNG, WebP) may come along.",
    "da": "Op til tre billeder (JPEG, PNG, WebP) kan",
}
NONE_COME = {"en": "Pictures do not come along.", "da": "Billeder kommer ikke med."}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    "name, category, comes",
    [
        (("routed", "reporter"), "street_light", True),
        (("routed", "reporter"), "permit", False),
        (("message", "helper"), "street_light", False),
    ],
    ids=["a report with photos", "a report without", "a task"],
)
def test_a_mail_says_whether_photos_come_along_with_its_answer(
    name: tuple[str, str], category: str, language: str, *, comes: bool
) -> None:
    office = letters(lambda _asked: ANSWERED_AT)
    letter = written(name, language, office=office, category=category, case=seen(helpers=("p1",)))
    said = " ".join(letter.text.split())
    assert (PHOTOS[language] in said, NONE_COME[language] in said) == (comes, not comes)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_helper_is_led_to_where_a_break_is_taken_and_to_where_offers_are_changed(language: str) -> None:
    said = written(("invited", "helper"), language, person_id="mina").text
    assert f"{ORIGIN}/help\n" in said
    assert f"{ORIGIN}/help/profile\n" in said
