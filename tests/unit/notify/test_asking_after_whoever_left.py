"""Whoever left because it was not safe hears at once that somebody asks how they are, and never in which words."""

import pytest

from services.notify.domain.delivery import Audience, Priority, Recipient
from services.notify.domain.mail_reply import Outcome, is_answerable, who_reads
from services.notify.domain.note import Everybody
from services.notify.domain.preferences import subject_of
from services.notify.domain.scene import Scene
from services.notify.domain.seeing import seen_after
from services.notify.domain.telling import notes_for
from shared.events.triage import TEAM, AbortedUnsafe, MessageWritten
from tests.factories.letters import ORIGIN, letters, written
from tests.factories.notify import CASE, NOON, case_state, delivery, matter, seen

ASKED = MessageWritten(to="alma", written_by="coco", text="How are you?", after_unsafe=True)


def test_whoever_left_hears_of_it_without_its_words_R8() -> None:
    scene = Scene(state=case_state(), matter=matter(), seen=seen(taken_by="kim"), by="coco")
    (note,) = notes_for(ASKED, scene)
    assert (note.message, note.audience, note.to) == ("asked_after", Audience.HELPER, Recipient(person_id="alma"))
    assert (note.words, note.priority) == ("", Priority.ASKED)


def test_nobody_switches_it_off_and_whoever_left_can_answer_it_R8() -> None:
    planned = delivery(message="asked_after", audience=Audience.HELPER, to=Recipient(person_id="alma"))
    assert subject_of(planned) is None
    assert is_answerable(planned)
    over = matter(case=seen(over_since=NOON))
    assert who_reads(planned, over, has_signs=False) is Outcome.TAKEN


def test_its_button_leads_to_the_words_also_where_the_message_says_nothing_R14() -> None:
    for sensitive in (False, True):
        letter = written(("asked_after", "helper"), is_sensitive=sensitive)
        assert letter.url == f"{ORIGIN}/help/tasks/{CASE}/messages"


def test_what_they_answer_reaches_the_coordinators_whose_alarm_it_is_again_R8() -> None:
    answered = MessageWritten(to=TEAM, written_by="alma", text="A dog ran at me.", reply_id="r1")
    helping = seen(taken_by="kim", told_team="lighting", helpers=("alma",))
    left = seen_after(helping, AbortedUnsafe(person_id="alma"), version=2, state=case_state(), state_version=2)
    scene = Scene(state=case_state(), matter=matter(), seen=left, by="alma")
    coordinators, caseworker = notes_for(answered, scene)
    assert (coordinators.message, coordinators.to) == ("answered_after_unsafe", Everybody.COORDINATORS)
    assert (coordinators.words, coordinators.priority) == ("", Priority.SAFETY)
    assert coordinators.otherwise is not None
    assert coordinators.otherwise.to is Everybody.CASEWORKERS
    assert (caseworker.message, caseworker.to) == ("message", Recipient(person_id="kim"))


def test_what_whoever_is_on_it_answers_is_no_alarm() -> None:
    answered = MessageWritten(to=TEAM, written_by="alma", text="I am late.", reply_id="r1")
    scene = Scene(state=case_state(), matter=matter(), seen=seen(taken_by="kim", helpers=("alma",)), by="alma")
    assert [note.message for note in notes_for(answered, scene)] == ["message"]


@pytest.mark.parametrize(
    "language, golden", [("en", "the team and whoever wrote"), ("da", "holdet og den, der skrev,")]
)
def test_the_mail_says_that_whoever_asked_reads_the_answer_too_R8(language: str, golden: str) -> None:
    office = letters(lambda _asked: "reply+x@replies.nabo.test")
    for sensitive in (False, True):
        asked = written(("asked_after", "helper"), language, office=office, is_sensitive=sensitive)
        assert golden in " ".join(asked.text.split())
    task = written(("message", "helper"), language, office=office, case=seen(helpers=("p1",)))
    assert golden not in " ".join(task.text.split())
