"""Who somebody is, as the reader knows them: by first name, as a colleague, as the reporter, or as themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from services.triage.entrypoints.web.words.speech import _
from shared.erasure import SOMEBODY
from shared.events.triage import REPORTER, TEAM


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """me: the reader's person_id. names: first names of those who have one here. team: whose case it is, in words."""

    me: str
    names: Mapping[str, str]
    team: str = ""

    def who(self, somebody: str) -> str:
        """Empty for a rule, a timer or a service: what they do is said in the sentence itself."""
        if somebody == self.me:
            return _("you")
        if somebody == REPORTER:
            return _("the reporter")
        if somebody == TEAM:
            return self.team
        if somebody.startswith(SOMEBODY):
            return _("somebody who was forgotten")
        if somebody in self.names:
            return self.names[somebody]
        return _("a colleague") if _is_person(somebody) else ""

    def begins(self, somebody: str) -> str:
        """The same as the one who does something, at the beginning of a sentence."""
        if somebody == self.me:
            return _("You")
        found = self.who(somebody) or _("somebody")
        return found[:1].upper() + found[1:]


def _is_person(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
