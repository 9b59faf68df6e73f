"""Puts messages into words: templates in the reader's language, filled with what the pack calls things."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from babel.support import NullTranslations
from jinja2 import TemplateError

from services.notify.adapters.letter_layout import LetterLayout, Sheet
from services.notify.adapters.letter_links import LetterLinks, WaysOut
from services.notify.adapters.letter_templates import LetterTemplates
from services.notify.adapters.letter_words import Speaker, Wording
from services.notify.domain.delivery import Delivery
from services.notify.domain.letter import Letter
from services.notify.domain.mail_reply import Outcome, who_reads
from services.notify.domain.matter import Matter
from services.notify.domain.sending import Reader, is_hushed, words_of
from shared.errors import Undeliverable
from shared.pack.notify import NotifyPack
from shared.web.phrases import Phrases

UNWRITABLE = (TemplateError, LookupError, TypeError, ValueError, ArithmeticError, AttributeError)
"""Whatever words that a neighbourhood chose may trip over: they hold up their own message and no other."""


def nowhere(_delivery: Delivery) -> str | None:
    """Where nobody hears what is answered to a mail."""
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationery:
    """What all letters share. folder: of the locales. phrases: catalogues of how times are said, by language.

    reply_to: the address at which an answer to a mail is heard.
    """

    pack: NotifyPack
    folder: Path
    phrases: Mapping[str, NullTranslations]
    links: LetterLinks
    reply_to: Callable[[Delivery], str | None] = nowhere

    @property
    def languages(self) -> tuple[str, ...]:
        return self.pack.common.neighbourhood.languages

    @property
    def domain(self) -> str:
        return self.pack.sender.address.partition("@")[2]


class JinjaLetters:
    """Behind `ports.writing.Letters`. Reads each template when it first uses it; blocks on nothing else."""

    def __init__(self, stationery: Stationery) -> None:
        self._stationery = stationery
        self._layout = LetterLayout(stationery.folder)
        self._templates = {
            language: LetterTemplates(stationery.folder, language, stationery.pack.overrides)
            for language in stationery.languages
        }

    def write(
        self,
        delivery: Delivery,
        opened: Mapping[str, str],
        *,
        matter: Matter | None,
        reader: Reader,
        names: Mapping[str, str],
        at: datetime,
    ) -> Letter:
        try:
            return self._letter(
                Wording(delivery=delivery, opened=opened, matter=matter, reader=reader, names=names), at
            )
        except UNWRITABLE as error:
            raise Undeliverable("cannot_be_written") from error

    def write_digest(
        self, delivery: Delivery, told: Sequence[Letter], *, to: str, reader: Reader, at: datetime
    ) -> Letter:
        counted = replace(delivery, facts={"how_many": len(told)})
        wording = Wording(delivery=counted, opened={"address": to}, matter=None, reader=reader, names={}, told=told)
        try:
            return self._letter(wording, at)
        except UNWRITABLE as error:
            raise Undeliverable("cannot_be_written") from error

    def _letter(self, wording: Wording, at: datetime) -> Letter:
        delivery, reader = wording.delivery, wording.reader
        language = reader.language if reader.language in self._templates else self._stationery.languages[0]
        speaker = self._speaker(language, at)
        out = self._stationery.links.ways_out(delivery, reader.person_id, at)
        sheet = self._sheet(speaker, wording, out, at)
        return Letter(
            to=wording.opened["address"],
            subject=sheet.rendered.subject,
            text=self._layout.text(sheet),
            html=self._layout.html(sheet),
            language=language,
            message_id=f"{_digest(delivery.id)}@{self._stationery.domain}",
            thread=f"{_digest(_thread(delivery))}@{self._stationery.domain}" if delivery.report_id else None,
            stop_url=out.stop,
            reply_to=self._stationery.reply_to(delivery),
            body=sheet.rendered.text,
            quote=sheet.quote,
            button=sheet.rendered.button,
            url=sheet.url,
        )

    def _sheet(self, speaker: Speaker, wording: Wording, out: WaysOut, at: datetime) -> Sheet:
        delivery, links = wording.delivery, self._stationery.links
        hushed = is_hushed(delivery, wording.matter)
        ways_out = {"stop_url": out.stop or "", "address_url": out.address or ""}
        values = {
            **speaker.values(wording, hushed=hushed),
            **ways_out,
            "preferences_url": links.preferences(),
            "help_url": links.help(),
            "profile_url": links.profile(),
            "can_reply": self._is_answered(delivery, wording.matter),
            "can_show": self._takes_photos(wording.matter),
        }
        templates = self._templates[speaker.language]
        return Sheet(
            language=speaker.language,
            sender=speaker.sender,
            rendered=templates.render(words_of(delivery, wording.matter), delivery.audience, values),
            quote=values["words"],
            url=links.button(delivery, wording.opened, wording.reference, at),
            told=wording.told,
            closing=f"{templates.closing(delivery.audience, values)}\n\n{speaker.footer}",
        )

    def _is_answered(self, delivery: Delivery, matter: Matter | None) -> bool:
        """Whether to say so: an answer about what is over is heard for its signs of danger, and else refused."""
        if matter is None or self._stationery.reply_to(delivery) is None:
            return False
        return who_reads(delivery, matter, has_signs=False) is Outcome.TAKEN

    def _takes_photos(self, matter: Matter | None) -> bool:
        """Whether photos come along with an answer: a report of a category that has none takes none by mail either."""
        category = self._stationery.pack.common.category(matter.category) if matter else None
        return category is None or category.photos

    def _speaker(self, language: str, at: datetime) -> Speaker:
        zone = ZoneInfo(self._stationery.pack.common.neighbourhood.zone)
        phrases = Phrases(language=language, words=self._stationery.phrases[language], zone=zone, now=at)
        return Speaker(
            pack=self._stationery.pack, phrases=phrases, codes=self._templates[language].codes, language=language
        )


def _thread(delivery: Delivery) -> str:
    """One for each report and reader: a report's id is a right, and must not be guessed from a header."""
    return f"thread:{delivery.report_id}:{delivery.to.key}"


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:32]
