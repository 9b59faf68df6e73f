"""Puts messages into the few words of a text message: one template for each message and audience in each language."""

from collections.abc import Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from jinja2 import Environment

from services.notify.adapters.jinja_letters import UNWRITABLE, Stationery
from services.notify.adapters.letter_templates import LetterTemplates, environment_of
from services.notify.adapters.letter_words import Speaker, Wording
from services.notify.adapters.sms_links import SmsLinks
from services.notify.domain.delivery import Delivery
from services.notify.domain.matter import Matter
from services.notify.domain.receipt import reference_of
from services.notify.domain.sending import Reader, is_hushed, words_of
from services.notify.domain.sms import Sms, parts, plainer
from services.notify.domain.sms_answer import number_of
from shared.errors import Undeliverable
from shared.web.phrases import Phrases

ENDING = "sms.j2"
MOST_PARTS = 4
"""What a city can pay for; the templates need two at most, so that more is a name of many words."""


class JinjaTexts:
    """Behind `ports.writing.Texts`. Reads each template when it first uses it; blocks on nothing else."""

    def __init__(self, stationery: Stationery, links: SmsLinks) -> None:
        self._stationery = stationery
        self._links = links
        self._environments = {each: environment_of(stationery.folder, each) for each in stationery.languages}
        self._codes = {each: LetterTemplates(stationery.folder, each, {}).codes for each in stationery.languages}

    def write(
        self,
        delivery: Delivery,
        opened: Mapping[str, str],
        *,
        matter: Matter | None,
        reader: Reader,
        names: Mapping[str, str],
        at: datetime,
    ) -> Sms:
        wording = Wording(delivery=delivery, opened=opened, matter=matter, reader=reader, names=names)
        try:
            text = self._text(wording, at)
        except UNWRITABLE as error:
            raise Undeliverable("cannot_be_written") from error
        if parts(text) > MOST_PARTS:
            raise Undeliverable("too_long")
        return Sms(to=opened["address"], text=text, reference=reference_of(delivery.id))

    def _text(self, wording: Wording, at: datetime) -> str:
        delivery = wording.delivery
        language = wording.reader.language
        language = language if language in self._environments else self._stationery.languages[0]
        hushed = is_hushed(delivery, wording.matter)
        values = {
            **self._speaker(language, at).values(wording, hushed=hushed),
            "url": self._links.of(delivery, wording.opened, wording.reference),
            "number": number_of(delivery.id),
        }
        name = f"{words_of(delivery, wording.matter)}/{delivery.audience}.{ENDING}"
        return plainer(" ".join(_template(self._environments[language], name, values).split()))

    def _speaker(self, language: str, at: datetime) -> Speaker:
        zone = ZoneInfo(self._stationery.pack.common.neighbourhood.zone)
        phrases = Phrases(language=language, words=self._stationery.phrases[language], zone=zone, now=at)
        return Speaker(pack=self._stationery.pack, phrases=phrases, codes=self._codes[language], language=language)


def _template(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    return environment.get_template(name).render(values)
