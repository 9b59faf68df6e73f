"""What notify publishes about mails that people wrote in answer to ours."""

from datetime import datetime

from shared.events.event import event, public_state, words
from shared.events.topics import NOTIFY_MESSAGES, NOTIFY_PHOTOS


@public_state("notify.reply")
class ReplyState:
    """What somebody answered to a mail is for those alone who hear of it."""


@event("notify.reply.received.v1", topic=NOTIFY_MESSAGES)
class ReplyReceived:
    """Somebody answered a message about a case, by mail or by text message. audience: as whom, `reporter` or `helper`.

    person_id: of a helper. language: theirs. text: their own words, without what they quoted.
    heard_at: None in one from before that was told. by_sms: it came by text message.
    is_no: it says nothing but no, to "is it fixed?".
    """

    report_id: str
    audience: str
    case_id: str | None = None
    person_id: str | None = None
    language: str = ""
    text: str = words(default="")
    heard_at: datetime | None = None
    by_sms: bool = False
    is_no: bool = False


@event("notify.photo.received.v1", topic=NOTIFY_PHOTOS, about="notify.reply")
class PhotoReceived:
    """A picture came in a mail of somebody about their report. It was made anew before anything of it was kept (R15).

    sealed_photo: a box that intake alone opens, with both sizes; empty once somebody is forgotten.
    """

    report_id: str
    sealed_photo: str = words(default="")
    heard_at: datetime | None = None


@event("notify.reply.set_aside.v1", topic=None)
class ReplySetAside:
    """A mail that was not taken; its words are not kept. `reason` is a code."""

    reason: str
    heard_at: datetime | None = None
