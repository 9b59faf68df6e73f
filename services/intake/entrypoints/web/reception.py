"""What every page of intake needs at hand."""

from dataclasses import dataclass

from services.intake.bootstrap import Intake
from services.intake.entrypoints.web.advice import Advice
from services.intake.entrypoints.web.cursors import Cursors
from services.intake.entrypoints.web.words.pack import PackWords
from services.intake.entrypoints.web.words.speech import _, phrases
from services.intake.entrypoints.web.words.standing import StandingWords
from services.intake.entrypoints.web.words.steps import StepWords
from shared.events.place import Place
from shared.web.phrases import Phrases
from shared.web.settings import WebSettings


@dataclass(frozen=True, slots=True)
class Reception:
    """Speaks the language of the page that is being answered."""

    intake: Intake
    settings: WebSettings
    advice: Advice
    words: PackWords
    cursors: Cursors

    @property
    def phrases(self) -> Phrases:
        return phrases(self.settings, self.intake.clock)

    @property
    def standing(self) -> StandingWords:
        return StandingWords(self.words, self.phrases)

    @property
    def steps(self) -> StepWords:
        return StepWords(self.words, self.phrases)

    def where(self, place: Place | None) -> str:
        """A public place in words: the nearest known address, else its degrees."""
        if place is None:
            return _("Not known exactly")
        near = self.intake.places.nearest_address(place)
        return _("Near %(address)s", address=near) if near else f"{place.lat:.4f}, {place.long:.4f}"
