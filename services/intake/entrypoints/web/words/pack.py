"""The pack's codes in the reader's language: categories, teams, actions, reasons."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from services.intake.entrypoints.web.words.reasons import EVERYWHERE, UNKNOWN
from services.intake.entrypoints.web.words.speech import _, language
from shared.pack.common import CommonPack, Datatype, Question, with_code
from shared.pack.intake import IntakePack
from shared.pack.values import Texts
from shared.pack.wording import answers_in_words, name_of
from shared.web.words import phrases_of_the_page

KINDS: Mapping[Datatype, str] = {
    Datatype.STRING: "text",
    Datatype.NUMBER: "number",
    Datatype.DATETIME: "datetime-local",
    Datatype.TEXT: "textarea",
    Datatype.SINGLE_VALUE_LIST: "radio",
    Datatype.MULTI_VALUE_LIST: "checkbox",
}
"""How each kind of answer is asked for in a form."""


@dataclass(frozen=True, slots=True)
class PackWords:
    """A code that the pack does not know any more is shown as it is: an old report may still bear it."""

    pack: IntakePack

    @property
    def common(self) -> CommonPack:
        return self.pack.common

    def say(self, texts: Texts) -> str:
        return texts.say(language())

    def category(self, code: str) -> str:
        found = self.common.category(code)
        return self.say(found.name) if found else _("Something else")

    def icon(self, code: str) -> str:
        found = self.common.category(code)
        return found.icon if found else "info"

    def team(self, code: str | None) -> str:
        return name_of(self.common.teams, code, self.say) if code else _("our team")

    def action(self, code: str | None) -> str:
        found = with_code(self.common.actions, code) if code else None
        return self.say(found.name) if found else ""

    def reasons(self, codes: Iterable[str]) -> list[str]:
        """Each in a sentence of its own, none twice."""
        return list(dict.fromkeys(self._reason(code) for code in codes))

    def outside(self) -> str:
        """What the neighbourhood says to those who name a place elsewhere; empty where it says nothing."""
        found = self.pack.texts.get("outside_area")
        return self.say(found) if found else ""

    def tiles(self) -> list[dict[str, str]]:
        """All categories, to choose one of."""
        return [
            {"value": each.code, "label": self.say(each.name), "icon": each.icon} for each in self.common.categories
        ]

    def questions(self, category: str) -> list[dict[str, Any]]:
        """The questions of a category, as the fields of a form."""
        found = self.common.category(category)
        return [self._field(each) for each in found.questions] if found else []

    def answers(self, category: str, answers: Mapping[str, str]) -> list[tuple[str, str]]:
        """Questions and what was answered."""
        return answers_in_words(self.common.category(category), answers, self.say, phrases_of_the_page().typed)

    def _reason(self, code: str) -> str:
        found = with_code(self.common.reasons, code)
        return self.say(found.resident) if found else str(EVERYWHERE.get(code, UNKNOWN))

    def _field(self, asked: Question) -> dict[str, Any]:
        return {
            "name": f"answers.{asked.code}",
            "kind": KINDS[asked.datatype] if asked.variable else "note",
            "label": self.say(asked.text),
            "hint": self.say(asked.hint) if asked.hint else "",
            "optional": not asked.required,
            "options": [{"value": choice.key, "label": self.say(choice.name)} for choice in asked.choices],
        }
