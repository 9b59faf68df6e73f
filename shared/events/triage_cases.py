"""What triage publishes about a case, but for its neighbours and how people are protected."""

from dataclasses import field
from datetime import datetime

from shared.events.event import event, words
from shared.events.intake import Consent, PhotosCame
from shared.events.place import Place
from shared.events.topics import TRIAGE_CASES
from shared.events.triage_states import CloseReason, Route

REPORTER, TEAM = "reporter", "team"
"""Who writes, reads or acts on a case where no person_id names them: whoever reported, the team that has it."""


@event("triage.case.opened.v1", topic=TRIAGE_CASES)
class CaseOpened:
    """A report became a case. The report's words and place stand in triage's own copy, not here."""

    report_id: str
    reference: str
    category: str
    deadline_at: datetime
    opened_at: datetime | None = None


@event("triage.case.report_attached.v1", topic=None)
class ReportAttached:
    """What triage needs to know of the report. `version`: the report's.

    `contact_id`, `mailbox_id`: the reporter's, for rule R9.
    """

    report_id: str
    version: int
    category: str
    language: str
    channel: str
    at_home: bool
    private: bool
    consent: Consent
    reported_at: datetime
    text: str = words(default="")
    place: Place | None = words(default=None)
    address: str | None = words(default=None)
    answers: dict[str, str] = words(default_factory=dict)
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    contact_id: str | None = None
    written_in: str | None = None
    mailbox_id: str | None = None


@event("triage.case.routed.v1", topic=TRIAGE_CASES)
class CaseRouted:
    """A Decision. `policy`: content hash of the rules. `facts`: what it was decided on. `rejected`: why not others.

    `slots`: how many neighbours it takes, where neighbours take part.
    """

    decision_id: str
    route: Route = field(metadata={"by_value": True})
    team: str
    reason_codes: list[str]
    policy: str
    rule: str
    is_urgent: bool
    deadline_at: datetime
    slots: int = 1
    facts: dict[str, str] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)


@event("triage.case.asking_planned.v1", topic=None)
class AskingPlanned:
    """When the next wave of neighbours is asked. wave: the last one asked, 0 before the first. asked: how many it had.

    ends_at: asking is over by then, whatever happens (rule R12).
    """

    wave: int
    next_at: datetime
    ends_at: datetime
    asked: int = 0


@event("triage.case.asking_ended.v1", topic=None)
class AskingEnded:
    """No more neighbours are asked: those who said yes are enough, or as many as there will be."""


@event("triage.case.taken.v1", topic=TRIAGE_CASES)
class CaseTaken:
    """A caseworker took it upon themselves."""

    person_id: str


@event("triage.case.resolved.v1", topic=TRIAGE_CASES)
class CaseResolved:
    """It is said to be done. `action`: a code of the pack; `by_helper`: by a neighbour. answer_by: ask until then."""

    action: str
    answer_by: datetime
    words: str = words(default="")
    by_helper: bool = False


@event("triage.case.closed.v1", topic=TRIAGE_CASES)
class CaseClosed:
    """It is over."""

    reason: CloseReason = field(metadata={"by_value": True})


@event("triage.case.reopened.v1", topic=TRIAGE_CASES)
class CaseReopened:
    """It is not over. `reason` is a code; the reporter's own words stand in triage's copy."""

    reason: str


@event("triage.case.escalated.v1", topic=TRIAGE_CASES)
class CaseEscalated:
    """The professional deadline has passed, or somebody raised it. `reason` is a code."""

    reason: str
    team: str


@event("triage.case.referred_out.v1", topic=TRIAGE_CASES)
class CaseReferredOut:
    """Another body deals with it. to: which, as the caseworker wrote it for the reporter."""

    to: str = words()


@event("triage.case.withdrawn.v1", topic=TRIAGE_CASES)
class CaseWithdrawn:
    """The reporter took it back; where there was a danger or floor sign it stays open for professionals alone."""

    stays_open: bool


@event("triage.case.reporter_heard.v1", topic=None)
class ReporterHeard:
    """What the reporter did reached the case; `version` is the report's, `at` when they did it.

    text: what they wrote to us. report_text: the report itself in other words, None where they left it as it was.
    is_reworded: there are such words; the history keeps this, and not them. Late ones are the text, for the team alone.
    bears_sign: they bear one.
    written_in: the language it plainly is in, where nobody can look for danger in that one.
    photos: ids of those that came to the report, and `came_by` how. no_longer_needed: they said so. by_sms: the text
    came by text message, and is for the team alone.
    """

    version: int
    at: datetime | None = None
    text: str = words(default="")
    report_text: str | None = words(default=None)
    is_reworded: bool = False
    bears_sign: bool = False
    written_in: str | None = None
    photos: list[str] = field(default_factory=list)
    by_sms: bool = False
    came_by: PhotosCame = field(default=PhotosCame.PAGE, metadata={"by_value": True})
    no_longer_needed: bool = False


@event("triage.message.written.v1", topic=TRIAGE_CASES)
class MessageWritten:
    """Somebody on the case wrote. to: `reporter`, `team`, or a person_id. written_by: a person_id, or `reporter`.

    reply_id: of the mail that it came in, if it came in one. thanks: a thank-you, with words or without.
    after_unsafe: to a helper who left because it was not safe there.
    """

    to: str
    written_by: str | None = None
    at: datetime | None = None
    text: str = words(default="")
    reply_id: str | None = None
    thanks: bool = False
    after_unsafe: bool = False
