"""The reporter thanks the neighbours who helped."""

from dataclasses import dataclass

from services.intake.domain.draft import LONGEST_THANKS, require_text
from services.intake.domain.report import BY_REPORTER, Report
from services.intake.domain.story import who_helped
from services.intake.domain.thanking import thank
from services.intake.ports import Reports, Stories
from shared.events.intake import ReportEvent
from shared.ids import ReportId
from shared.repository import change
from shared.signs.signs import SignWords


@dataclass(frozen=True, slots=True, kw_only=True)
class SayThanks:
    """text: in the reporter's words, or empty."""

    report_id: ReportId
    text: str = ""


def say_thanks(command: SayThanks, *, reports: Reports, stories: Stories, words: SignWords) -> None:
    """Signs in it count as in all that is written. Raises: Unacceptable, IllegalMove, NotFound, StaleVersion."""
    require_text("thanks", command.text, required=False, longest=LONGEST_THANKS)
    helped = bool(who_helped(stories.of(command.report_id)))

    def decide(report: Report) -> tuple[ReportEvent, ...]:
        noticed = words.in_words(command.text, language=report.language)
        written_in = words.other_language(command.text, report.language)
        return thank(report, text=command.text, noticed=noticed, helped=helped, written_in=written_in)

    change(reports, command.report_id, decide, by=BY_REPORTER)
