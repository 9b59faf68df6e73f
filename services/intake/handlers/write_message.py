"""The reporter writes to those who work on the case."""

from dataclasses import dataclass

from services.intake.domain import moves
from services.intake.domain.draft import require_text
from services.intake.domain.report import BY_REPORTER
from services.intake.domain.signs import SignWords
from services.intake.domain.standing import is_over
from services.intake.ports import Reports, Stories
from shared.ids import ReportId
from shared.repository import decide_again


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMessage:
    report_id: ReportId
    text: str


def write_message(command: WriteMessage, *, reports: Reports, stories: Stories, words: SignWords) -> None:
    """Raises: Unacceptable, IllegalMove, NotFound, StaleVersion."""
    require_text("text", command.text)
    story = stories.of(command.report_id)

    def attempt() -> None:
        found = reports.get(command.report_id)
        noticed = words.in_words(command.text, language=found.state.language)
        over = is_over(found.state, story)
        events = moves.write_message(found.state, text=command.text, noticed=noticed, is_over=over)
        reports.append(found, events, by=BY_REPORTER)

    decide_again(attempt)
