"""Whoever helped hears that somebody says thank you; the words themselves stand on a page, and in no message."""

from dataclasses import replace

from services.notify.domain.delivery import Audience, Recipient
from services.notify.domain.preferences import Subject, subject_of
from services.notify.domain.scene import Scene
from services.notify.domain.telling import notes_for
from services.notify.entrypoints.consumers import intake_reports
from services.notify.handlers.hear_report import HearReport
from shared.events.event import Received, Recorded
from shared.events.intake import ReporterWrote
from shared.events.triage import MessageWritten
from tests.factories.letters import written
from tests.factories.notify import NOON, REPORT, case_state, delivery, matter, report_state, seen

THANKS = MessageWritten(to="alma", written_by="reporter", text="You were so kind.", thanks=True)


def scene() -> Scene:
    return Scene(state=case_state(), matter=matter(), seen=seen(helped=("alma",), taken_by="kim"), by="reporter")


def test_whoever_helped_hears_of_it_without_its_words_and_nobody_else_does_R5() -> None:
    (note,) = notes_for(THANKS, scene())
    assert (note.message, note.audience, note.to) == ("thanks", Audience.HELPER, Recipient(person_id="alma"))
    assert (note.words, note.facts) == ("", {"has_words": True})
    (without,) = notes_for(replace(THANKS, text=""), scene())
    assert without.facts == {"has_words": False}


def test_thanks_that_reach_nobody_are_no_news_for_the_team() -> None:
    assert notes_for(replace(THANKS, to="team"), scene()) == ()


def test_thanks_may_be_switched_off() -> None:
    assert subject_of(delivery(message="thanks", audience=Audience.HELPER)) is Subject.THANKS


def test_what_the_reporter_thanks_for_is_told_by_the_case_alone_R16() -> None:
    heard: list[HearReport] = []
    notify = type("Ears", (), {"hear_report": staticmethod(heard.append), "receive_report": None})
    for happened in (ReporterWrote(text="Thanks.", thanks=True), ReporterWrote(text="A question.")):
        recorded = Recorded(id="e", version=2, at=NOON, by="reporter", correlation_id="c", happened=happened)
        event = Received(subject=REPORT, recorded=recorded, state=report_state(), state_version=2)
        intake_reports.handlers(notify)[ReporterWrote](event)  # type: ignore[arg-type]
    assert [each.has_written for each in heard] == [False, True]


def test_a_message_says_so_only_where_there_are_words() -> None:
    for language, golden in (("en", "What they wrote stands on your page"), ("da", "Det, der blev skrevet, står")):
        assert golden in written(("thanks", "helper"), language).text
        assert golden not in written(("thanks", "helper"), language, facts={"has_words": False}).text
