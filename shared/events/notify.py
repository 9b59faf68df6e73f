"""What notify publishes about people it can reach and about messages that went or did not go out."""

from dataclasses import field
from datetime import datetime

from shared.events.event import event, public_state, words
from shared.events.topics import NOTIFY_MESSAGES, NOTIFY_PEOPLE


@public_state("notify.contact", "notify.person")
class PersonState:
    """What other services may know of a person: the keyed hashes of their addresses, and of where those lead.

    opens_from: by contact_id, from when on what was told with it is theirs to see; all of it where nothing stands.
    """

    contact_ids: list[str] = field(default_factory=list)
    unverified_contact_ids: list[str] = field(default_factory=list)
    opens_from: dict[str, datetime] = field(default_factory=dict)
    language: str = "en"
    erased: bool = False


@event("notify.person.registered.v1", topic=NOTIFY_PEOPLE)
class PersonRegistered:
    """Somebody we can reach. Their name and addresses stay in notify."""

    language: str
    demo: bool = False


@event("notify.person.name_told.v1", topic=None)
class NameTold:
    """What they want to be called."""

    name: str = words(default="")


@event("notify.person.language_chosen.v1", topic=None)
class LanguageChosen:
    """The language we write to them in."""

    language: str


@event("notify.contact.address_kept.v1", topic=None)
class AddressKept:
    """How we reach them. kind: email or phone. box: the sealed address, opened only where a message is sent.

    mailbox_id: keyed hash of where its mail ends up.
    """

    contact_id: str
    kind: str
    mailbox_id: str | None = None
    box: str = words(default="")


@event("notify.contact.added.v1", topic=NOTIFY_PEOPLE)
class ContactAdded:
    """An address that is said to be theirs; it protects (rule R9), but gives no access before it is verified."""

    contact_id: str


@event("notify.contact.verified.v1", topic=NOTIFY_PEOPLE)
class ContactVerified:
    """They showed that the address is theirs, for the first time or once more.

    held_since: since when it is known to be theirs without a break. shown_at: when they showed it.
    """

    contact_id: str
    held_since: datetime | None = None
    shown_at: datetime | None = None


@event("notify.contact.bounced.v1", topic=None)
class ContactBounced:
    """The mail server says that there is no such mailbox: whoever shows next that it is theirs may be somebody else."""

    contact_id: str


@event("notify.contact.removed.v1", topic=NOTIFY_PEOPLE)
class ContactRemoved:
    """An address is theirs no longer: it gives no access any more, but protects as before (rule R9)."""

    contact_id: str


@event("notify.contact.chosen.v1", topic=None)
class ContactChosen:
    """Of several addresses this is the one that is written to."""

    contact_id: str


@event("notify.person.preferences_chosen.v1", topic=None)
class PreferencesChosen:
    """How they want to be reached. reports, calls, thanks: at_once, daily or never.

    quiet_from, quiet_until, daily_at: times of day (`22:00`) in `zone`, an IANA name; empty where nothing was said.
    """

    reports: str = "at_once"
    calls: str = "at_once"
    thanks: str = "at_once"
    quiet_from: str = ""
    quiet_until: str = ""
    daily_at: str = ""
    zone: str = ""


@event("notify.person.erased.v1", topic=NOTIFY_PEOPLE)
class PersonErased:
    """Everything about them is to be forgotten. `reason` is a code.

    contact_ids: keyed hashes of the addresses that were theirs, so that others find what came with them.
    """

    contact_ids: list[str] = words(default_factory=list)
    reason: str = "own_wish"


@public_state("notify.delivery")
class DeliveryState:
    """How a message fared."""

    status: str
    case_id: str | None = None
    report_id: str | None = None


@event("notify.delivery.failed.v1", topic=NOTIFY_MESSAGES)
class DeliveryFailed:
    """It will not arrive. `audience`: reporter, helper or caseworker. `message`: which one. `reason` is a code."""

    report_id: str
    audience: str
    message: str
    reason: str
    person_id: str | None = None


@event("notify.delivery.unknown.v1", topic=NOTIFY_MESSAGES)
class DeliveryUnknown:
    """Nobody can know whether it went out."""

    report_id: str
    audience: str
    message: str
    person_id: str | None = None


@public_state("notify.answer")
class AnswerState:
    """What somebody answered by text message. says: yes or no; None for what is no answer."""

    says: str | None = None


@event("notify.answer.received.v1", topic=NOTIFY_MESSAGES)
class AnswerReceived:
    """A helper answered an invitation by text message, from a number that is theirs. says: yes or no.

    heard_at: None in one from before that was told.
    """

    person_id: str
    case_id: str
    invitation_id: str
    says: str
    heard_at: datetime | None = None


@event("notify.answer.set_aside.v1", topic=None)
class AnswerSetAside:
    """A text message that is no answer to a question; its words are not kept. `reason` is a code."""

    reason: str
    heard_at: datetime | None = None
