"""Whoever left because it was not safe hears at once that somebody asks how they are, and never in which words."""

from services.notify.domain.delivery import Audience, Priority, Recipient
from services.notify.domain.mail_reply import Outcome, is_answerable, who_reads
from services.notify.domain.preferences import subject_of
from services.notify.domain.scene import Scene
from services.notify.domain.telling import notes_for
from shared.events.triage import MessageWritten
from tests.factories.letters import ORIGIN, written
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
