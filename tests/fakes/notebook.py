"""The smallest aggregate there can be, for trying what carries aggregates: a notebook keeps what a reporter wrote."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from shared.events.intake import OutcomeConfirmed, ReporterWrote, ReportFiled, ReportState

NotebookEvent = ReporterWrote | ReportFiled | OutcomeConfirmed

FIRST_REMINDER = timedelta(minutes=10)


@dataclass(frozen=True, slots=True, kw_only=True)
class Notebook:
    """lines: what was written, in order. remind_at: its timer, set by `ReportFiled`, removed by `OutcomeConfirmed`."""

    lines: list[str] = field(default_factory=list)
    secret: str | None = None
    remind_at: datetime | None = None
    reminders: int = 0


def evolve(notebook: Notebook, event: NotebookEvent) -> Notebook:
    match event:
        case ReporterWrote():
            return replace(notebook, lines=[*notebook.lines, event.text])
        case ReportFiled():
            return replace(notebook, secret=event.secret, remind_at=event.received_at + FIRST_REMINDER)
        case OutcomeConfirmed():
            return replace(notebook, remind_at=None, reminders=notebook.reminders + 1)


def public(notebook: Notebook) -> ReportState:
    """The newest line's number stands in for what other services may know."""
    return ReportState(
        reference=str(len(notebook.lines)),
        category="notebook",
        language="en",
        private=False,
        at_home=False,
        sensitive=False,
    )


def next_due_at(notebook: Notebook) -> datetime | None:
    return notebook.remind_at


def wrote(text: str) -> ReporterWrote:
    return ReporterWrote(text=text)
