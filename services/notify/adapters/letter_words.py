"""The values that templates are filled with: what the pack calls things, and times as people say them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from services.notify.domain.delivery import Audience, Delivery, Priority
from services.notify.domain.letter import Letter
from services.notify.domain.mail_reply import ASKED_AFTER
from services.notify.domain.matter import Matter
from services.notify.domain.sending import ANOTHER_TEAM, Reader
from shared.pack.common import with_code
from shared.pack.notify import NotifyPack
from shared.web.phrases import Phrases

HUSHED_NAMES = frozenset(
    {
        *("reference", "sender", "phone", "emergency", "numbers"),
        *("is_verified", "is_safety", "is_elsewhere", "is_asked_after", "words"),
    }
)
NAMES = HUSHED_NAMES | {
    *("thing", "team", "Team", "helper", "action", "body", "why", "why_me"),
    *("distance", "deadline", "expected_by", "answer_by", "answer_until", "come_at"),
}
"""What every message has, besides the facts of its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What one message is made of. opened: the content of its box. names: first names by person_id.

    told: the messages that one mail puts together.
    """

    delivery: Delivery
    opened: Mapping[str, str]
    matter: Matter | None
    reader: Reader
    names: Mapping[str, str]
    told: Sequence[Letter] = ()

    @property
    def reference(self) -> str:
        return self.matter.reference if self.matter else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Says codes in one language. codes: the words of our own reason codes, as the templates' `pieces` have them."""

    pack: NotifyPack
    phrases: Phrases
    codes: Any
    language: str

    @property
    def sender(self) -> str:
        return self.pack.sender.name.say(self.language)

    @property
    def footer(self) -> str:
        return self.pack.footer.say(self.language)

    def values(self, wording: Wording, *, hushed: bool) -> dict[str, Any]:
        """What a template may name. A hushed message knows the reference and nothing else of the matter."""
        shared = {
            "reference": wording.reference,
            "sender": self.sender,
            "phone": self.pack.phone,
            "emergency": self.pack.common.emergency[0].number,
            "numbers": [f"{each.number}: {each.when.say(self.language)}" for each in self.pack.common.emergency],
            "is_verified": wording.reader.is_verified,
            "is_safety": wording.delivery.priority is Priority.SAFETY,
            "is_elsewhere": wording.delivery.message == ANOTHER_TEAM,
            "is_asked_after": wording.delivery.message == ASKED_AFTER,
            "words": "",
        }
        return shared if hushed else {**shared, **self._of_the_matter(wording), **self._of_the_sign_in(wording)}

    def _of_the_sign_in(self, wording: Wording) -> dict[str, Any]:
        code = wording.opened.get("code", "")
        return {"code": f"{code[:3]} {code[3:]}"} if code else {}

    def _of_the_matter(self, wording: Wording) -> dict[str, Any]:
        facts, is_verified = wording.delivery.facts, wording.reader.is_verified
        is_reporter = wording.delivery.audience is Audience.REPORTER
        team = self._named(self.pack.common.teams, facts.get("team") or _team(wording.matter)) or self.sender
        return {
            **facts,
            "thing": self._thing(wording.matter),
            "team": team,
            "Team": _capital(team),
            "helper": wording.names.get(str(facts.get("helper")), ""),
            "action": _small(self._named(self.pack.common.actions, facts.get("action"))),
            "body": facts.get("body") if is_verified else "",
            "words": wording.delivery.words if is_verified and is_reporter else "",
            "why": self._why(facts.get("reason_codes")),
            "why_me": self._why_me(facts.get("why_me")),
            "distance": self._distance(facts.get("distance_band_m")),
            "deadline": self._said("before", facts.get("deadline_at")),
            "expected_by": self._said("until", facts.get("expected_by")),
            "come_at": self._said("moment", facts.get("come_at")),
            "answer_by": self._said("until", facts.get("answer_by")),
            "answer_until": self._said("moment", facts.get("answer_by")),
        }

    def _thing(self, matter: Matter | None) -> str:
        category = self.pack.common.category(matter.category) if matter else None
        return category.name.say(self.language) if category else self.sender

    def _named(self, things: tuple[Any, ...], code: object) -> str:
        found: Any = with_code(things, str(code))
        return str(found.name.say(self.language)) if found else ""

    def _why(self, codes: object) -> str:
        """The pack's own words for its reasons, ours for ours; a code without words is passed over."""
        listed = codes if isinstance(codes, list) else []
        said = (self._reason(str(code)) for code in listed)
        return " ".join(dict.fromkeys(each for each in said if each))

    def _reason(self, code: str) -> str:
        of_the_pack: Any = with_code(self.pack.common.reasons, code)
        return str(of_the_pack.resident.say(self.language) if of_the_pack else self.codes.why.get(code, ""))

    def _why_me(self, codes: object) -> str:
        listed = codes if isinstance(codes, list) else []
        said = [self.codes.why_me[code] for code in listed if code in self.codes.why_me]
        return _listed(said, str(self.codes.__dict__["and"]))

    def _distance(self, band: object) -> str:
        farthest = band[-1] if isinstance(band, list) and band else 0
        return self.phrases.distance(float(farthest))

    def _said(self, how: str, at: object) -> str:
        said: str = getattr(self.phrases, how)(at) if isinstance(at, datetime) else ""
        return said


def _team(matter: Matter | None) -> str | None:
    return matter.case.team if matter and matter.case else None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    return text[:1].lower() + text[1:]


def _listed(words: list[str], joined_by: str) -> str:
    """`a, b and c`."""
    return f" {joined_by} ".join([*([", ".join(words[:-1])] if words[:-1] else []), *words[-1:]])
