"""A reporter thanks the neighbours who helped."""

from services.intake.domain.moves import must_stand, write_message
from services.intake.domain.report import Report
from shared.errors import IllegalMove
from shared.events.intake import ReporterWrote, ReportEvent
from shared.signs.signs import NO_SIGNS, Signs


def thank(
    report: Report, *, text: str, noticed: Signs, helped: bool, written_in: str | None = None
) -> tuple[ReportEvent, ...]:
    """Once for each time that it was done: the same again says nothing new. helped: neighbours did it.

    Words with a sign in them are no thanks: they go to professionals, as any message (rules R1, R2).
    Raises: IllegalMove if it was withdrawn, or is not said to be fixed, no neighbour helped, or they were thanked in
    other words: nobody is told that words are on their way which are not.
    """
    if noticed != NO_SIGNS:
        return write_message(report, text=text, noticed=noticed, is_over=True, written_in=written_in)
    must_stand(report)
    if not may_thank(report, helped=helped):
        raise IllegalMove("nobody_to_thank")
    if report.thanked == report.answered:
        if report.messages[report.thanks[-1]] != text:
            raise IllegalMove("thanked_already")
        return ()
    return (ReporterWrote(text=text, written_in=written_in, thanks=True),)


def may_thank(report: Report, *, helped: bool) -> bool:
    """The reporter said that it is fixed, and neighbours helped; whether they were thanked is another matter."""
    return helped and report.is_fixed and not report.withdrawn
