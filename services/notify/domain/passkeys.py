"""What somebody signs in by besides a mail: passkeys, the link for one that counts; beside them stands their pin."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from services.notify.domain.pin import Pin
from shared.errors import IllegalMove, NotFound, Refused
from shared.events.notify_passkeys import (
    EnrolmentOffered,
    OidcLetGo,
    OidcPinned,
    PasskeyAdded,
    PasskeyRemoved,
    PasskeyUsed,
)

PasskeyEvent = EnrolmentOffered | PasskeyAdded | PasskeyUsed | PasskeyRemoved | OidcPinned | OidcLetGo

MOST = 10
ENROLMENT_STANDS_FOR = timedelta(hours=24)
LONGEST_NAME = 60
COUNTS_AFTER = timedelta(hours=24)
"""So long whoever reads their mail has to say that it was not them who added it."""

ENROLMENT = "enrolment"
"""As which its link is marked, so that no other secret passes for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Credential:
    """What an authenticator made. id, public_key: base64url. sign_count: 0 from those that do not count."""

    id: str
    public_key: str
    sign_count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkey:
    """One that signs somebody in.

    is_vouched: it was added with an enrolment link, or in a session that was sure already; only then it is enough for
    whoever works here. counts_from: until then it is no more than the mail by which it was added.
    """

    credential: Credential
    name: str
    added_at: datetime
    is_vouched: bool
    counts_from: datetime | None = None
    last_used_at: datetime | None = None

    def counts(self, at: datetime) -> bool:
        return self.counts_from is None or at >= self.counts_from


@dataclass(frozen=True, slots=True, kw_only=True)
class Enrolment:
    """link: keyed hash of the token that was handed over."""

    link: str
    expires_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Passkeys:
    """held: by passkey_id, the oldest first. pinned: None before their first sign-in by the organisation's."""

    held: dict[str, Passkey] = field(default_factory=dict)
    enrolment: Enrolment | None = None
    pinned: Pin | None = None

    def enrols(self, link: str, at: datetime) -> bool:
        return self.enrolment is not None and self.enrolment.link == link and at < self.enrolment.expires_at

    def is_last_vouched(self, passkey_id: str) -> bool:
        return [each for each, one in self.held.items() if one.is_vouched] == [passkey_id]


NONE_YET = Passkeys()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fresh:
    """A passkey that is to be added. is_sure: the session in which it is added is sure already. link: see Enrolment.

    has_second_factor: that session began by more than a mail, be it by a passkey of their own.
    """

    passkey_id: str
    credential: Credential
    name: str
    is_sure: bool
    has_second_factor: bool = False
    link: str = ""


def offer_enrolment(link: str, *, at: datetime) -> tuple[PasskeyEvent, ...]:
    """Somebody may add a passkey that counts, once. An earlier link works no more."""
    return (EnrolmentOffered(link=link, expires_at=at + ENROLMENT_STANDS_FOR),)


def check_enrolment(passkeys: Passkeys, link: str, *, at: datetime) -> None:
    """Raises: IllegalMove for a link that was used, is another's or is too old."""
    if not passkeys.enrols(link, at):
        raise IllegalMove("enrolment_over")


def add(passkeys: Passkeys, fresh: Fresh, *, at: datetime) -> tuple[PasskeyEvent, ...]:
    """Raises: IllegalMove when the link is over, when there are enough, or when it is there already."""
    if fresh.link:
        check_enrolment(passkeys, fresh.link, at=at)
    if len(passkeys.held) >= MOST:
        raise IllegalMove("too_many_passkeys")
    if any(each.credential.id == fresh.credential.id for each in passkeys.held.values()):
        raise IllegalMove("passkey_is_there")
    return (
        PasskeyAdded(
            passkey_id=fresh.passkey_id,
            is_vouched=fresh.is_sure or bool(fresh.link),
            by_link=bool(fresh.link),
            added_at=at,
            counts_from=None if fresh.link or fresh.is_sure or fresh.has_second_factor else at + COUNTS_AFTER,
            sign_count=fresh.credential.sign_count,
            credential=fresh.credential.id,
            public_key=fresh.credential.public_key,
            name=fresh.name.strip()[:LONGEST_NAME],
        ),
    )


def use(passkeys: Passkeys, passkey_id: str, *, sign_count: int, at: datetime) -> tuple[PasskeyEvent, ...]:
    """Raises: Refused where its counter did not go on, for then there may be two of it."""
    before = passkeys.held[passkey_id].credential.sign_count
    if (sign_count or before) and sign_count <= before:
        raise Refused("passkey_was_copied")
    return (PasskeyUsed(passkey_id=passkey_id, sign_count=sign_count, used_at=at),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """A passkey that is to go.

    needs_one: without one that counts they cannot do their work. is_sure: they were told so.
    has_second_factor: the session in which it is removed began by more than a mail.
    """

    passkey_id: str
    needs_one: bool
    is_sure: bool
    has_second_factor: bool


def remove(passkeys: Passkeys, removal: Removal, *, at: datetime) -> tuple[PasskeyEvent, ...]:
    """A mailbox alone takes away what is no more than that mailbox yet: one that was added in the last day.

    Raises: NotFound; IllegalMove for one that counts where a mail let them in, and for the last one that counts, unless
    they are sure.
    """
    found = passkeys.held.get(removal.passkey_id)
    if found is None:
        raise NotFound(removal.passkey_id)
    if found.counts(at) and not removal.has_second_factor:
        raise IllegalMove("passkey_first")
    if removal.needs_one and passkeys.is_last_vouched(removal.passkey_id) and not removal.is_sure:
        raise IllegalMove("last_passkey")
    return (PasskeyRemoved(passkey_id=removal.passkey_id),)
