"""What a reporter answers to a mail becomes their message, once, and is refused where the page would refuse it."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from services.intake.bootstrap import Intake
from services.intake.entrypoints.consumers import notify_messages
from services.intake.handlers.dispute_outcome import DisputeOutcome, dispute_outcome
from services.intake.handlers.write_message import WriteMessage, write_message
from shared.errors import IllegalMove
from shared.events.codec import dump
from shared.events.event import Received, Recorded
from shared.events.intake import OutcomeDisputed, ReporterWrote, ReportWithdrawn
from shared.events.notify_replies import ReplyReceived, ReplyState
from shared.events.triage import CaseReopened, CloseReason, ReportStatus
from tests.factories.reports import NOW, REPORT_ID, WORDS, case_state, told
from tests.unit.intake.house import House

SAID = ReplyReceived(report_id=REPORT_ID, audience="reporter", text="The second lamp.")


def hear(house: House, said: ReplyReceived = SAID, *, reply_id: str = "mail-1") -> None:
    def write(command: WriteMessage) -> None:
        write_message(command, reports=house.reports, stories=house.stories, words=WORDS)

    def dispute(command: DisputeOutcome) -> None:
        dispute_outcome(command, reports=house.reports, stories=house.stories, words=WORDS)

    recorded = Recorded(id="e1", version=1, at=NOW, by="mail", correlation_id="c1", happened=said)
    event = Received(subject=reply_id, recorded=recorded, state=ReplyState(), state_version=1)
    notify_messages.handlers(cast("Intake", SimpleNamespace(write_message=write, dispute_outcome=dispute)))[
        ReplyReceived
    ](event)


def test_it_is_the_reporters_message_and_twice_is_once_R16() -> None:
    house = House()
    for _ in range(3):
        hear(house)
    (wrote,) = house.reports.happened
    assert isinstance(wrote, ReporterWrote)
    assert (wrote.text, wrote.reply_id) == ("The second lamp.", "mail-1")
    hear(house, reply_id="mail-2")
    assert house.mine.report.messages == ["The second lamp."] * 2


def test_R5_of_a_text_message_the_report_keeps_that_it_came_and_none_of_its_words() -> None:
    house = House()
    house.writes("Which lamp?")
    for _ in range(2):
        hear(house, replace(SAID, text="He is here again.", by_sms=True), reply_id="sms-1")
    hear(house)
    wrote = [each for each in house.reports.happened if isinstance(each, ReporterWrote)]
    assert [(each.text, each.by_sms) for each in wrote][1:] == [
        ("He is here again.", True),
        ("The second lamp.", False),
    ]
    report = house.mine.report
    assert (report.messages, report.texted) == (["Which lamp?", "", "The second lamp."], [1])
    assert "He is here again." not in str(dump(report))


def test_what_a_helper_answers_is_not_the_reporters() -> None:
    house = House()
    hear(house, replace(SAID, audience="helper", person_id="alma"))
    assert house.reports.happened == []


def test_R1_signs_in_it_are_noticed_and_open_what_is_over_again() -> None:
    house = House()
    house.closes(CloseReason.CONFIRMED)
    with pytest.raises(IllegalMove, match="case_over"):
        hear(house)
    hear(house, replace(SAID, text="There is a smell of gas and somebody is bleeding."), reply_id="mail-2")
    (wrote,) = house.reports.happened
    assert wrote.danger_signs


NO = replace(SAID, text="Nej", by_sms=True, is_no=True)


def test_a_no_by_text_message_says_that_it_is_not_fixed_once_also_when_it_was_opened_again_R16() -> None:
    house = House()
    house.resolves()
    hear(house, NO, reply_id="sms-1")
    assert house.reports.happened == [OutcomeDisputed(resolution=5, reply_id="sms-1")]
    hear(house, NO, reply_id="sms-1")
    house.hears(told(CaseReopened(reason="not_fixed"), version=6, state=case_state(ReportStatus.REOPENED)))
    hear(house, NO, reply_id="sms-1")
    assert len(house.reports.happened) == 1


def test_also_late_where_nobody_had_answered() -> None:
    house = House()
    house.resolves()
    house.closes(CloseReason.UNCONFIRMED)
    hear(house, NO, reply_id="sms-1")
    assert house.reports.happened == [OutcomeDisputed(resolution=5, reply_id="sms-1")]


def test_where_nothing_is_known_to_wait_for_an_answer_a_no_is_words_for_the_team_and_stays_so_R16() -> None:
    """What triage told may come after what notify did: order holds for each topic alone."""
    house = House()
    hear(house, NO, reply_id="sms-1")
    house.resolves()
    hear(house, NO, reply_id="sms-1")
    assert house.reports.happened == [ReporterWrote(text="Nej", by_sms=True, reply_id="sms-1")]


def test_what_was_taken_back_stays_so_and_what_is_told_again_after_that_is_no_error() -> None:
    house = House()
    hear(house)
    house.reports.append(house.reports.get(REPORT_ID), (ReportWithdrawn(),), by="reporter")
    hear(house)
    with pytest.raises(IllegalMove, match="report_withdrawn"):
        hear(house, reply_id="mail-2")


@pytest.mark.parametrize("text", ["", " ", "x" * 4001, "a\x00b"])
def test_what_no_page_would_take_is_refused_and_stops_nothing(text: str) -> None:
    with pytest.raises(IllegalMove, match="reply_unacceptable"):
        hear(House(), replace(SAID, text=text))
