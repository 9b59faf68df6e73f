"""Begin something that a browser comes back with: its secrets stay here, and only that browser can end it, once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from services.notify.ports.people import Mint
from services.notify.ports.sign_in import Ceremonies, Ceremony, Purpose
from shared.clock import Clock
from shared.errors import IllegalMove

CEREMONY_STANDS_FOR = timedelta(minutes=10)
_MARK = "ceremony"


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """token: what the browser keeps. ask: what it is to be asked, as its own programming interface wants it."""

    token: str
    ask: Mapping[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """The ports of ceremonies."""

    ceremonies: Ceremonies
    mint: Mint
    clock: Clock

    def begin(
        self, purpose: Purpose, secrets: Mapping[str, str], *, person_id: str = "", next_path: str = "/me"
    ) -> str:
        """The token that the browser keeps."""
        token = self.mint.token()
        ceremony = Ceremony(
            purpose=purpose,
            expires_at=self.clock.now() + CEREMONY_STANDS_FOR,
            secrets=secrets,
            person_id=person_id,
            next_path=next_path,
        )
        self.ceremonies.begin(self.mint.mark(token, of=_MARK), ceremony)
        return token

    def end(self, token: str, purpose: Purpose) -> Ceremony:
        """Raises: IllegalMove for one that was ended, is too old, or is another browser's."""
        mark = self.mint.mark(token, of=_MARK)
        found = self.ceremonies.take(mark, purpose, self.clock.now()) if token else None
        if found is None:
            raise IllegalMove("sign_in_over")
        return found
