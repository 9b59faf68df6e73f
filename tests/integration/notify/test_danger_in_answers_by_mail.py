"""Danger in an answer by mail is heard wherever it stands, and a reporter's link goes to nobody: by the real door."""

import pytest

from services.notify.domain.mail_reply import ANSWERABLE_FOR
from tests.factories.mails import mail
from tests.factories.notify import REFERENCE
from tests.integration.notify.house import SECRET, House
from tests.integration.notify.mailing import Post, asked


@pytest.fixture
def post(house: House) -> Post:
    return Post(house)


def test_R1_words_of_danger_are_answered_with_the_numbers_to_call_and_go_on_whole(post: Post) -> None:
    told = asked(post)
    assert post.answer(told, "There is a smell of gas, call me: +45 20 12 34 56") == 204
    (said,) = post.said()
    number = post.house.notify.pack.common.emergency[0].number
    assert said.subject == f"In danger now? Call {number} ({REFERENCE})"
    for each in post.house.notify.pack.common.emergency:
        assert f"{each.number}: {each.when.say('en')}" in " ".join(said.text.split())
    assert said.message["Auto-Submitted"] == "auto-generated"
    (event,) = post.heard()
    assert "+45 20 12 34 56" in event["text"]


def test_R1_danger_below_what_looks_like_a_signature_is_heard(post: Post) -> None:
    told = asked(post)
    assert post.answer(told, "Hello,\n--\nthere is a smell of gas") == 204
    (said,) = post.said()
    assert said.subject.startswith("In danger now?")
    (event,) = post.heard()
    assert event["text"].startswith("Hello,\n--\nthere is a smell of gas")
    assert "> " not in event["text"]


@pytest.mark.parametrize("subject", [b"Re: there is a smell of gas", b"=?iso-8859-1?q?It=92s_a_smell_of_gas?="])
def test_R1_danger_in_the_subject_alone_is_heard(post: Post, subject: bytes) -> None:
    made = mail("", To=asked(post).message["Reply-To"], Subject="x").as_bytes()
    assert post.hand_over(made.replace(b"Subject: x", b"Subject: " + subject, 1)) == 204
    (said,) = post.said()
    assert said.subject.startswith("In danger now?")
    (event,) = post.heard()
    assert event["text"] in {"there is a smell of gas", "It\u2019s a smell of gas"}


def test_the_link_of_the_mail_that_is_answered_goes_to_nobody(post: Post) -> None:
    told = asked(post)
    link = told.path("/my/")
    assert SECRET in link
    for number, words in enumerate(("The second lamp.", "There is a smell of gas.")):
        quoting = mail(f"{words}\n{told.text}", To=told.message["Reply-To"], Message_ID=f"<{number}@nabo.example>")
        assert post.hand_over(quoting) == 204
    for event in post.heard():
        assert SECRET not in event["text"]
        assert "[…]" in event["text"]


def test_R1_danger_in_answer_to_an_old_mail_brings_the_numbers(post: Post) -> None:
    told = asked(post)
    post.house.clock.advance(ANSWERABLE_FOR)
    assert post.answer(told, "There is a smell of gas.") == 204
    (said,) = post.said()
    assert said.subject.startswith("In danger now?")
    assert "more than 60 days old" in " ".join(said.text.split())
    assert [each["reason"] for each in post.heard()] == ["expired"]
