"""Sign in by the organisation's own sign-in (OpenID Connect): only somebody who works here, and nobody becomes that."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from hmac import compare_digest

from services.notify.domain.pin import Pin, pin
from services.notify.handlers.begin_ceremony import Begun, Stage
from services.notify.handlers.enter import STAFF, Begin, Doors, Entered, begin
from services.notify.ports.sign_in import Claimed, CredentialTaken, Errand, PasskeysByPerson, Provider, Purpose
from shared.contacts import normalise_email
from shared.errors import IllegalMove, Refused
from shared.events.notify_sign_ins import SignInMethod
from shared.repository import decide_again

WAY = "way"


@dataclass(frozen=True, slots=True, kw_only=True)
class BeginWithOidc:
    """anew: they are signed in here, and shall show once more who they are."""

    next_path: str
    anew: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class UseOidc:
    """token: what the browser kept. state, code: as the provider sent them back. browser, instead_of: as in `Enter`."""

    token: str
    state: str
    code: str
    browser: str
    instead_of: str | None


class OtherPerson(Refused):
    """Not whom person_id was at the first sign-in, or already somebody else here: administrators are to look."""

    def __init__(self, person_id: str) -> None:
        super().__init__("oidc_other_person")
        self.person_id = person_id


def begin_with_oidc(command: BeginWithOidc, *, stage: Stage, provider: Provider) -> Begun:
    """`ask` holds the way there. Raises: TryAgain when the provider is away."""
    errand = Errand(state=stage.mint.token(), nonce=stage.mint.token(), verifier=stage.mint.token() * 2)
    way = provider.way(errand, anew=command.anew)
    secrets = {"state": errand.state, "nonce": errand.nonce, "verifier": errand.verifier}
    return Begun(token=stage.begin(Purpose.OIDC, secrets, next_path=command.next_path), ask={WAY: way})


def use_oidc(
    command: UseOidc,
    *,
    stage: Stage,
    provider: Provider,
    contact_of: Callable[[str], str],
    passkeys: PasskeysByPerson,
    doors: Doors,
) -> Entered:
    """The session began when they showed the provider who they are, be that a while ago.

    Raises: IllegalMove for an answer that this browser did not ask for; Refused for somebody who does not work here;
    OtherPerson; TryAgain when the provider is away.
    """
    ceremony = stage.end(command.token, Purpose.OIDC)
    errand = Errand(**ceremony.secrets)
    if not compare_digest(errand.state.encode(), command.state.encode()):
        raise IllegalMove("sign_in_over")
    now = stage.clock.now()
    claimed = provider.claimed(command.code, errand, now)
    person_id = _who_works_here(claimed, contact_of, doors)
    _pin(person_id, Pin(issuer=claimed.issuer, subject=claimed.subject, pinned_at=now), passkeys)
    entered = begin(
        Begin(
            person_id=person_id,
            method=SignInMethod.OIDC,
            browser=command.browser,
            instead_of=command.instead_of,
            at=min(now, claimed.signed_in_at),
        ),
        doors=doors,
    )
    return replace(entered, next_path=ceremony.next_path)


def _who_works_here(claimed: Claimed, contact_of: Callable[[str], str], doors: Doors) -> str:
    """The same answer for an address that nobody has and for somebody who does not work here."""
    if not claimed.is_verified:
        raise Refused("oidc_address_unverified")
    try:
        owner = doors.people.owner_of(contact_of(normalise_email(claimed.email)))
    except ValueError:
        owner = None
    if owner is None or not doors.roles.of(owner.id, doors.clock.now()) & STAFF:
        raise Refused("oidc_works_not_here")
    return owner.id


def _pin(person_id: str, shown: Pin, passkeys: PasskeysByPerson) -> None:
    """An address finds somebody the first time only; from then on it must be the same person there, too."""

    def attempt() -> None:
        found = passkeys.find(person_id)
        passkeys.append(found, pin(found.state.pinned, shown), by=person_id)

    try:
        decide_again(attempt)
    except (CredentialTaken, Refused):
        raise OtherPerson(person_id) from None
