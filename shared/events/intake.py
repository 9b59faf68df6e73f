"""What intake publishes about reports."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from shared.events.event import event, public_state, words
from shared.events.place import Place
from shared.events.topics import INTAKE_REPORTS


class Channel(StrEnum):
    """How a report reached us."""

    WEB = "web"
    API = "api"
    PHONE = "phone"
    COUNTER = "counter"
    OPEN311 = "open311"


class PhotosCame(StrEnum):
    """How photos of a report reached us, after it did or with it."""

    PAGE = "page"
    MAIL = "mail"
    API = "api"


class ConsentAnswer(StrEnum):
    """What the reporter said to "may a neighbour help with this?"; anything but yes means no."""

    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class ForWhom(StrEnum):
    """Whom it is for, as the reporter says."""

    ME = "me"
    SOMEBODY_ELSE = "somebody_else"
    NOT_ASKED = "not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Consent:
    """The answer and the version of the wording that was asked (rule R4).

    they_agreed: what the reporter said to "have you asked them?", where it is for somebody else.
    """

    answer: ConsentAnswer = field(default=ConsentAnswer.NOT_ASKED, metadata={"by_value": True})
    wording: str = ""
    for_whom: ForWhom = field(default=ForWhom.NOT_ASKED, metadata={"by_value": True})
    they_agreed: ConsentAnswer = field(default=ConsentAnswer.NOT_ASKED, metadata={"by_value": True})

    @property
    def is_given(self) -> bool:
        """Nobody says yes for somebody whom they have not asked."""
        return self.answer is ConsentAnswer.YES and not self.lacks_theirs

    @property
    def lacks_theirs(self) -> bool:
        """Whether it is for somebody who did not say yes themselves."""
        return self.for_whom is ForWhom.SOMEBODY_ELSE and self.they_agreed is not ConsentAnswer.YES


@public_state("intake.report")
class ReportState:
    """What other services may know of a report's newest state; words and places travel in the events alone."""

    reference: str
    category: str
    language: str
    private: bool
    at_home: bool
    sensitive: bool
    contact_id: str | None = None
    withdrawn: bool = False
    erased: bool = False


@event("intake.report.filed.v1", topic=None)
class ReportFiled:
    """What intake alone needs to find the report again: when we got it, and keyed or plain hashes of what opens it.

    secret: of the personal page's secret. request: of the sender's own name for this request; content: of what it said.
    contact_kind: email or phone, where they left an address. api_key: id of the key with which a program sent it.
    """

    received_at: datetime
    contact_kind: str | None = None
    secret: str | None = None
    request: str | None = None
    content: str | None = None
    api_key: str | None = None


@event("intake.report.received.v1", topic=INTAKE_REPORTS)
class ReportReceived:
    """Somebody told us. `at_home`: the category's place kind is not public. `entered_by`: the caseworker who typed it.

    `language`: the one they said it is in. `written_in`: the one it plainly is in, where that is another one.

    `contact_id`: keyed hash of the address. `mailbox_id`: of where its mail ends up, for rule R9 alone.
    `sealed_contact`: notify's box with address and the personal page's secret. `filed`: what intake files with it; it
    is told here alone, so that intake has it again when it has lost its database.
    """

    reference: str
    category: str
    channel: Channel = field(metadata={"by_value": True})
    language: str
    at_home: bool
    consent: Consent
    private: bool
    reported_at: datetime
    text: str = words(default="")
    place: Place | None = words(default=None)
    address: str | None = words(default=None)
    answers: dict[str, str] = words(default_factory=dict)
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    contact_id: str | None = None
    mailbox_id: str | None = None
    sealed_contact: str | None = words(default=None)
    entered_by: str | None = None
    written_in: str | None = None
    filed: ReportFiled | None = words(default=None)


@event("intake.report.edited.v1", topic=INTAKE_REPORTS)
class ReportEdited:
    """The reporter put it in other words; signs are noticed anew and only ever added."""

    text: str = words(default="")
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    written_in: str | None = None


@event("intake.report.withdrawn.v1", topic=INTAKE_REPORTS)
class ReportWithdrawn:
    """The reporter took it back: it is hidden and nobody is told more."""


@event("intake.report.erased.v1", topic=INTAKE_REPORTS)
class ReportErased:
    """Whoever told it is forgotten: it holds no words, no place and no address any more."""


@event("intake.report.emptied.v1", topic=None)
class ReportEmptied:
    """What the neighbourhood keeps no longer was taken out of it. what: kinds of data."""

    what: list[str] = field(default_factory=list)


@event("intake.report.no_longer_needed.v1", topic=INTAKE_REPORTS)
class ReportNoLongerNeeded:
    """It solved itself, says the reporter."""


@event("intake.report.outcome_confirmed.v1", topic=INTAKE_REPORTS)
class OutcomeConfirmed:
    """The reporter says that it is fixed. resolution: version of the case at which it was said to be done."""

    resolution: int = 0


@event("intake.report.outcome_disputed.v1", topic=INTAKE_REPORTS)
class OutcomeDisputed:
    """The reporter says that it is not fixed. resolution: version of the case at which it was said to be done.

    reply_id: of the text message that said so, if one did.
    """

    resolution: int = 0
    reason: str = words(default="")
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    written_in: str | None = None
    reply_id: str | None = None


@event("intake.report.message_written.v1", topic=INTAKE_REPORTS)
class ReporterWrote:
    """The reporter wrote to those who work on the case. reply_id: of the mail that it came in, if it came in one.

    by_sms: in a text message, of which nobody knows which report it is about. It is for the team alone, and stands on
    no page: somebody else may have told of this report, with a number that is not theirs.
    thanks: to the neighbours who helped, with words or without.
    """

    text: str = words(default="")
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    written_in: str | None = None
    reply_id: str | None = None
    by_sms: bool = False
    thanks: bool = False


@event("intake.report.photos_added.v1", topic=INTAKE_REPORTS)
class ReportPhotosAdded:
    """The reporter sent photos, each named by an id. The pictures themselves travel in no event.

    An id opens nothing: intake shows a photo to its reporter, and to whom triage signs an address for, while it is
    theirs to see (rules R5, R15). came_by: `page` on what was told before this was.
    """

    photo_ids: list[str] = field(default_factory=list)
    came_by: PhotosCame = field(default=PhotosCame.PAGE, metadata={"by_value": True})


@event("intake.report.helper_refused.v1", topic=INTAKE_REPORTS)
class HelperRefusedByReporter:
    """The reporter wants somebody else; no reason asked."""

    person_id: str


ReportEvent = (
    ReportReceived
    | ReportFiled
    | ReportEdited
    | ReportWithdrawn
    | ReportErased
    | ReportEmptied
    | ReportNoLongerNeeded
    | OutcomeConfirmed
    | OutcomeDisputed
    | ReporterWrote
    | HelperRefusedByReporter
    | ReportPhotosAdded
)
