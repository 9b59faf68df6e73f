"""What is needed to sign in by more than a mail: passkeys, the organisation's own sign-in, what goes on meanwhile."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from services.notify.domain.passkeys import Credential, PasskeyEvent, Passkeys
from shared.repository import Found, Repository


class CredentialTaken(Exception):
    """Somebody has this passkey already, or is this person of the organisation's sign-in."""


class PasskeysByPerson(Repository[Passkeys, PasskeyEvent], Protocol):
    """One aggregate per person_id. `append` raises CredentialTaken besides."""

    def owner_of(self, credential: str) -> Found[Passkeys] | None:
        """Whose passkey it is."""

    def pinned(self) -> Sequence[str]:
        """The ids of all who are somebody at the organisation's sign-in."""


class Purpose(StrEnum):
    """What a ceremony is for; none is good for another's end."""

    ENTER = "enter"
    ADD = "add"
    OIDC = "oidc"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ceremony:
    """Something that a browser has begun and will come back with. secrets: what its answer is held against.

    person_id: whose it is, where that is known.
    """

    purpose: Purpose
    expires_at: datetime
    secrets: Mapping[str, str]
    person_id: str = ""
    next_path: str = "/me"


class Ceremonies(Protocol):
    """Those under way, by the keyed hash of what their browser keeps."""

    def begin(self, mark: str, ceremony: Ceremony) -> None: ...

    def take(self, mark: str, purpose: Purpose, at: datetime) -> Ceremony | None:
        """Once: whoever asks again gets None, as for one that is over, or was for something else."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Owner:
    """Whom a passkey is made for. name: what the device shows beside it. held: what they have already."""

    person_id: str
    name: str
    held: Sequence[Credential] = field(default_factory=tuple)


class Authenticators(Protocol):
    """Speaks WebAuthn. Answers are JSON as browsers make it; challenges are base64url. Blocks on nothing."""

    def to_add(self, owner: Owner) -> tuple[str, Mapping[str, object]]:
        """A challenge, and the options for the browser."""

    def to_enter(self) -> tuple[str, Mapping[str, object]]:
        """Likewise; for whichever of our passkeys the device has."""

    def added(self, answer: str, challenge: str) -> Credential:
        """Raises: Refused for whatever does not fit the challenge, this site, or did not verify who it is."""

    def named(self, answer: str) -> str:
        """The id of the credential that an answer says it is from. Raises: Refused."""

    def used(self, answer: str, challenge: str, credential: Credential) -> int:
        """Its counter now. Raises: Refused, likewise."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """What is sent along to the provider, and must come back with the answer."""

    state: str
    nonce: str
    verifier: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claimed:
    """What the provider says of somebody.

    issuer, subject: as in `Pin`. signed_in_at: when they showed it who they are.
    """

    issuer: str
    subject: str
    email: str
    is_verified: bool
    signed_in_at: datetime


class Provider(Protocol):
    """The organisation's own sign-in. Blocks on it for a few seconds at most; raises TryAgain when it is away."""

    def way(self, errand: Errand, *, anew: bool) -> str:
        """Where the browser goes. anew: whoever is signed in there shows once more who they are."""

    def claimed(self, code: str, errand: Errand, at: datetime) -> Claimed:
        """Raises: Refused for an answer that is not for us, was altered, or is too old."""
