"""Passkeys and ceremonies in memory, and an organisation whose sign-in says what a test wants."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from services.notify.domain.passkeys import NONE_YET, PasskeyEvent, Passkeys
from services.notify.domain.passkeys_evolve import evolve
from services.notify.ports.sign_in import Ceremony, Claimed, CredentialTaken, Errand, Purpose
from shared.clock import Clock
from shared.errors import TryAgain
from shared.events.notify_passkeys import OidcPinned, PasskeyAdded
from shared.repository import Found
from tests.fakes.repository import FakeRepository


class FakePasskeys(FakeRepository[Passkeys, PasskeyEvent]):
    """Passes as `ports.sign_in.PasskeysByPerson`."""

    def __init__(self, *, clock: Clock) -> None:
        super().__init__(empty=NONE_YET, evolve=evolve, clock=clock)

    def append(self, found: Found[Passkeys], events: Sequence[PasskeyEvent], *, by: str) -> Found[Passkeys]:
        added = [each.credential for each in events if isinstance(each, PasskeyAdded)]
        owners = [self.owner_of(credential) for credential in added]
        if any(owner is not None and owner.id != found.id for owner in owners):
            raise CredentialTaken(found.id)
        named = [(each.issuer, each.subject) for each in events if isinstance(each, OidcPinned)]
        if any(self._named(one) in named for one in self._found.values() if one.id != found.id):
            raise CredentialTaken(found.id)
        return super().append(found, events, by=by)

    def owner_of(self, credential: str) -> Found[Passkeys] | None:
        held = ((each, one.credential.id) for each in self._found.values() for one in each.state.held.values())
        return next((each for each, name in held if name == credential), None)

    def pinned(self) -> Sequence[str]:
        return [each.id for each in self._found.values() if each.state.pinned]

    @staticmethod
    def _named(one: Found[Passkeys]) -> tuple[str, str] | None:
        pin = one.state.pinned
        return (pin.issuer, pin.subject) if pin else None


class FakeCeremonies:
    """Passes as `ports.sign_in.Ceremonies`."""

    def __init__(self) -> None:
        self.under_way: dict[str, Ceremony] = {}

    def begin(self, mark: str, ceremony: Ceremony) -> None:
        self.under_way[mark] = ceremony

    def take(self, mark: str, purpose: Purpose, at: datetime) -> Ceremony | None:
        found = self.under_way.pop(mark, None)
        return found if found and found.purpose == purpose and at < found.expires_at else None


@dataclass(slots=True)
class FakeProvider:
    """Passes as `ports.sign_in.Provider`."""

    claim: Claimed
    is_away: bool = False
    codes: list[str] = field(default_factory=list)

    def way(self, errand: Errand, *, anew: bool) -> str:
        if self.is_away:
            raise TryAgain(10)
        return f"https://login.example/?state={errand.state}&anew={anew}"

    def claimed(self, code: str, errand: Errand, at: datetime) -> Claimed:  # noqa: ARG002 the port's shape
        self.codes.append(code)
        return self.claim
