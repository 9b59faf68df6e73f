"""The answer token of an invitation mail: whoever holds it may read that invitation and answer it, and nothing else."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from flask import request

from shared.clock import Clock
from shared.web.sessions import signed_in

PURPOSE = "answer"
FIELD = "t"


class Links(Protocol):
    """Reads signed tokens; None for one that is forged, altered, too old or meant for something else."""

    def read(self, purpose: str, token: str, now: datetime) -> dict[str, str] | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Who answers. token: to be carried on in the page's forms, empty for somebody signed in."""

    person_id: str
    token: str = ""


@dataclass(frozen=True, slots=True)
class AnswerTokens:
    links: Links
    clock: Clock

    def who(self, invitation_id: str) -> Answering | None:
        """By the token of this very invitation, else by the session; None for a stranger."""
        token = request.values.get(FIELD, "")
        claims = self.links.read(PURPOSE, token, self.clock.now()) if token else None
        if claims is not None and claims.get("invitation_id") == invitation_id:
            return Answering(person_id=claims["person_id"], token=token)
        person = signed_in()
        return Answering(person_id=person.person_id) if person else None
