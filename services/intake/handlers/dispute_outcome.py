"""The reporter says that it is not fixed."""

from dataclasses import dataclass

from services.intake.domain import moves
from services.intake.domain.draft import require_text
from services.intake.domain.report import BY_REPORTER, Report
from services.intake.domain.story import resolution_of
from services.intake.ports import Reports, Stories
from shared.events.intake import ReportEvent
from shared.ids import ReportId
from shared.repository import change
from shared.signs.signs import SignWords


@dataclass(frozen=True, slots=True, kw_only=True)
class DisputeOutcome:
    """reason: in the reporter's words, or empty. reply_id: of the text message that says so; None for a page."""

    report_id: ReportId
    reason: str = ""
    reply_id: str | None = None


def dispute_outcome(command: DisputeOutcome, *, reports: Reports, stories: Stories, words: SignWords) -> None:
    """What a text message says is heard once, however often that is told.

    Raises: Unacceptable, IllegalMove if nothing waits for an answer; NotFound, StaleVersion.
    """
    require_text("reason", command.reason, required=False)
    story = stories.of(command.report_id)

    def decide(report: Report) -> tuple[ReportEvent, ...]:
        if command.reply_id in report.replies:
            return ()
        noticed = words.in_words(command.reason, language=report.language)
        written_in = words.other_language(command.reason, report.language)
        return moves.dispute_outcome(
            report,
            resolution=resolution_of(story),
            reason=command.reason,
            noticed=noticed,
            written_in=written_in,
            reply_id=command.reply_id,
        )

    change(reports, command.report_id, decide, by=BY_REPORTER)
