"""R3: what is written later says in which language it plainly is, as the first words do."""

from services.intake.handlers.dispute_outcome import DisputeOutcome, dispute_outcome
from services.intake.handlers.edit_report import EditReport, edit_report
from services.intake.handlers.write_message import WriteMessage, write_message
from shared.events.intake import OutcomeDisputed, ReportEdited, ReporterWrote
from shared.signs.language_of_words import LanguageOfWords
from shared.signs.signs import SignWords
from tests.unit.intake.house import ID, House

FINNISH = "Isäpuoli hakkaa lasta joka ilta ja me pelkäämme kovasti, auttakaa meitä"
NONE: dict[str, dict[str, list[str]]] = {"en": {}, "": {}}
READING = SignWords(NONE, NONE, other_language=LanguageOfWords(("en",)))


def test_R3_an_edit_says_in_which_language_it_is() -> None:
    house = House()
    edit_report(EditReport(report_id=ID, text=FINNISH), reports=house.reports, stories=house.stories, words=READING)
    assert house.reports.happened == [ReportEdited(text=FINNISH, written_in="fi")]


def test_R3_a_message_says_in_which_language_it_is() -> None:
    house = House()
    write_message(WriteMessage(report_id=ID, text=FINNISH), reports=house.reports, stories=house.stories, words=READING)
    assert house.reports.happened == [ReporterWrote(text=FINNISH, written_in="fi")]


def test_R3_a_dispute_says_in_which_language_it_is() -> None:
    house = House()
    house.resolves(version=5)
    command = DisputeOutcome(report_id=ID, reason=FINNISH)
    dispute_outcome(command, reports=house.reports, stories=house.stories, words=READING)
    assert house.reports.happened == [OutcomeDisputed(resolution=5, reason=FINNISH, written_in="fi")]
