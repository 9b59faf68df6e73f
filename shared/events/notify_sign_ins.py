"""What notify says of who signs in, how, and until when; of a sign-in under way it tells nobody else."""

from datetime import datetime
from enum import StrEnum

from shared.events.event import event, public_state, words
from shared.events.topics import NOTIFY_PEOPLE


class SignInMethod(StrEnum):
    """How somebody showed who they are. A passkey is their own while nobody but a mail said that it is theirs.

    For its first day it is new: whoever reads their mail may have added it, and they were told only now.
    """

    LINK = "link"
    CODE = "code"
    NEW_PASSKEY = "new_passkey"
    OWN_PASSKEY = "own_passkey"
    PASSKEY = "passkey"
    OIDC = "oidc"


VOUCHED = frozenset({SignInMethod.PASSKEY, SignInMethod.OIDC})
"""Somebody besides the owner of a mailbox said who it is: whoever handed over an enrolment link, or the employer."""

SECOND_FACTOR = VOUCHED | {SignInMethod.OWN_PASSKEY}
"""More than a mailbox is needed to sign in like this."""


@public_state("notify.session")
class SessionState:
    """A sign-in that is over."""

    revoked: bool = True


@event("notify.session.started.v1", topic=None)
class SessionStarted:
    """Somebody signed in. method: a `SignInMethod`. browser: its family and system, as the list of sign-ins shows."""

    person_id: str
    method: str
    expires_at: datetime
    browser: str = words(default="")


@event("notify.session.revoked.v1", topic=NOTIFY_PEOPLE)
class SessionRevoked:
    """A sign-in ended before its time."""

    session_id: str
    person_id: str


@public_state("notify.sign_in")
class SignInsState:
    """Nothing about a sign-in under way is anybody else's business."""


@event("notify.sign_in.asked.v1", topic=None)
class SignInAsked:
    """Somebody who says that the address is theirs wants to sign in.

    sign_in_id: keyed hash of the link's token. browser: keyed hash of what the asking browser keeps. is_known: it has
    been signed in to this address before. for_person: keyed hash of who asks that it becomes theirs, and need not
    sign in; then it has no link.
    """

    sign_in_id: str
    expires_at: datetime
    kind: str
    language: str
    is_known: bool = False
    code: str = words(default="")
    browser: str = words(default="")
    box: str = words(default="")
    next_path: str = words(default="")
    for_person: str = words(default="")


@event("notify.sign_in.renewed.v1", topic=None)
class SignInRenewed:
    """A mail that was sent works again, instead of another mail."""

    sign_in_id: str
    expires_at: datetime


@event("notify.sign_in.code_missed.v1", topic=None)
class CodeMissed:
    """A wrong code was typed."""

    sign_in_id: str


@event("notify.sign_in.used.v1", topic=None)
class SignInUsed:
    """The link or the code was used; neither works again. method: link or code."""

    sign_in_id: str
    method: str
