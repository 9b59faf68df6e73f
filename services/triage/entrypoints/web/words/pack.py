"""The pack's codes in the reader's language: categories, teams, actions, signs, reasons and tasks."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from flask_babel import get_locale

from services.triage.entrypoints.web.words.reasons import own_reason
from services.triage.entrypoints.web.words.speech import _
from shared.pack.common import ActionBy, with_code
from shared.pack.triage import TriagePack
from shared.pack.values import Texts
from shared.pack.wording import answers_in_words, name_of
from shared.web.words import phrases_of_the_page


@dataclass(frozen=True, slots=True)
class PackWords:
    """A code that the pack does not know any more is shown as it is: an old case may still bear it."""

    pack: TriagePack

    def say(self, texts: Texts) -> str:
        return texts.say(str(get_locale()))

    def category(self, code: str) -> str:
        found = self.pack.common.category(code)
        return self.say(found.name) if found else _("Something else")

    def task(self, category: str, otherwise: str) -> str:
        """The task's sentence, or what the invitation said where the pack has no such task any more."""
        found = self.pack.tasks.get(category)
        return self.say(found.title) if found else otherwise

    def task_text(self, category: str) -> str:
        found = self.pack.tasks.get(category)
        return self.say(found.text) if found else ""

    def is_on_site(self, category: str) -> bool:
        """Whether the helper goes somewhere; an unknown task is taken for one that does."""
        found = self.pack.tasks.get(category)
        return found is None or found.on_site

    def risks(self, category: str, otherwise: Iterable[str]) -> list[str]:
        found = self.pack.tasks.get(category)
        return [self.say(risk) for risk in found.risks] if found else list(otherwise)

    def team(self, code: str) -> str:
        return name_of(self.pack.common.teams, code, self.say)

    def sign(self, code: str) -> str:
        danger = with_code(self.pack.common.danger_signs, code)
        return self.say(danger.name) if danger else name_of(self.pack.common.floor_signs, code, self.say)

    def signs(self, codes: Iterable[str]) -> str:
        return "; ".join(self.sign(code) for code in codes)

    def action(self, code: str) -> str:
        found = with_code(self.pack.common.actions, code)
        return self.say(found.name) if found else code

    def actions(self) -> list[tuple[str, str]]:
        """What a team can say it has done."""
        return [(one.code, self.say(one.name)) for one in self.pack.common.actions if one.by is ActionBy.TEAM]

    def capabilities(self) -> list[tuple[str, str]]:
        """What a neighbour can offer here."""
        return [(one.code, self.say(one.name)) for one in self.pack.common.capabilities]

    def reason(self, code: str) -> str:
        """Why a case went where it went, as somebody at the desk reads it."""
        found = with_code(self.pack.common.reasons, code)
        return own_reason(code) or (self.say(found.auditor) if found else code)

    def resident_reason(self, code: str) -> str:
        """The same, as it is told to residents."""
        found = with_code(self.pack.common.reasons, code)
        return own_reason(code) or (self.say(found.resident) if found else code)

    def answers(self, category: str, answers: Mapping[str, str]) -> list[tuple[str, str]]:
        """Questions and what was answered."""
        return answers_in_words(self.pack.common.category(category), answers, self.say, phrases_of_the_page().typed)
