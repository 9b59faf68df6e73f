"""The reporter writes to those who work on the case."""

from dataclasses import dataclass

from services.intake.domain import moves
from services.intake.domain.draft import require_text
from services.intake.domain.report import BY_REPORTER, Report
from services.intake.domain.standing import is_over
from services.intake.ports import Reports, Stories
from shared.events.intake import ReportEvent
from shared.ids import ReportId
from shared.repository import change
from shared.signs.signs import SignWords


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMessage:
    """reply_id: of the mail or the text message that it came in; None for what was typed on a page."""

    report_id: ReportId
    text: str
    reply_id: str | None = None
    by_sms: bool = False


def write_message(command: WriteMessage, *, reports: Reports, stories: Stories, words: SignWords) -> None:
    """Raises: Unacceptable, IllegalMove, NotFound, StaleVersion."""
    require_text("text", command.text)
    story = stories.of(command.report_id)

    def decide(report: Report) -> tuple[ReportEvent, ...]:
        noticed = words.in_words(command.text, language=report.language)
        written_in = words.other_language(command.text, report.language)
        return moves.write_message(
            report,
            text=command.text,
            noticed=noticed,
            is_over=is_over(report, story),
            written_in=written_in,
            reply_id=command.reply_id,
            by_sms=command.by_sms,
        )

    change(reports, command.report_id, decide, by=BY_REPORTER)
