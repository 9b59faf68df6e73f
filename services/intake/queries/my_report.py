"""What may the reporter see on their own page?"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.intake.domain.report import Report
from services.intake.domain.secret import hashed
from services.intake.domain.standing import status_of, steps_told
from services.intake.domain.story import Step, StepCode, Story
from services.intake.ports import Deed, Histories, People, Reports, Stories
from services.intake.queries.withdrawn_at import withdrawal_in
from shared.events.triage import ReportStatus
from shared.ids import ReportId


@dataclass(frozen=True, slots=True, kw_only=True)
class MyReport:
    """Everything about a report for whoever made it.

    deeds: what the reporter did themselves, codes and times. steps: what others did. names: first names of helpers, by
    person_id, as far as they are known here. as_of: when the newest of it happened.
    """

    report_id: ReportId
    report: Report
    status: ReportStatus
    story: Story | None
    steps: tuple[Step, ...]
    deeds: Sequence[Deed]
    names: Mapping[str, str]
    as_of: datetime

    @property
    def referred_to(self) -> str:
        """Who deals with it instead of us, in a caseworker's words; empty while nobody else does."""
        if self.status is not ReportStatus.REFERRED_OUT:
            return ""
        return next((step.words for step in reversed(self.steps) if step.code is StepCode.REFERRED_OUT), "")


def my_report(secret: str, *, reports: Reports, stories: Stories, histories: Histories, people: People) -> MyReport:
    """Raises: NotFound."""
    found = reports.with_secret(hashed(secret))
    story, deeds = stories.of(found.id), histories.of(found.id)
    gone_at = withdrawal_in(deeds)
    steps = steps_told(story, withdrawn_at=gone_at)
    return MyReport(
        report_id=ReportId(found.id),
        report=found.state,
        status=status_of(found.state, story),
        story=story,
        steps=steps,
        deeds=deeds,
        names=people.names(sorted(set(_named(steps, story)))),
        as_of=story.as_of if story is not None and gone_at is None else deeds[-1].at,
    )


def _named(steps: Sequence[Step], story: Story | None) -> Iterator[str]:
    yield from (step.person_id for step in steps if step.person_id)
    if story is not None:
        yield from (shown.to for shown in story.shown)
        yield from (message.by for message in story.messages)
        if story.state.assigned_to:
            yield story.state.assigned_to
