"""What happens to the passkeys of one person, and to who they are at the organisation's sign-in; notify keeps it."""

from datetime import datetime

from shared.events.event import event, public_state, words


@public_state("notify.passkey")
class PasskeysState:
    """Nobody else needs to know who has passkeys."""


@event("notify.passkey.enrolment_offered.v1", topic=None)
class EnrolmentOffered:
    """An administrator or operator made a link with which a passkey that counts can be added. link: its keyed hash."""

    expires_at: datetime
    link: str = words(default="")


@event("notify.passkey.added.v1", topic=None)
class PasskeyAdded:
    """is_vouched: it is enough for those who work here. by_link: an enrolment link was used up for it.

    counts_from: when it is more than the mail by which it was added; at once where nothing stands.
    """

    passkey_id: str
    is_vouched: bool
    by_link: bool
    added_at: datetime
    counts_from: datetime | None = None
    sign_count: int
    credential: str = words(default="")
    public_key: str = words(default="")
    name: str = words(default="")


@event("notify.passkey.used.v1", topic=None)
class PasskeyUsed:
    """Somebody signed in with it."""

    passkey_id: str
    sign_count: int
    used_at: datetime


@event("notify.passkey.removed.v1", topic=None)
class PasskeyRemoved:
    """It signs nobody in any more."""

    passkey_id: str


@event("notify.passkey.oidc_pinned.v1", topic=None)
class OidcPinned:
    """Only this person of the organisation's sign-in is them. issuer, subject: `iss` and `sub` of OpenID Connect."""

    pinned_at: datetime
    issuer: str
    subject: str = words(default="")


@event("notify.passkey.oidc_let_go.v1", topic=None)
class OidcLetGo:
    """Whoever the organisation's sign-in says has their address next is them. `reason` is a code."""

    reason: str
