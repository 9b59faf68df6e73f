"""Lays a message out twice, as plain text and as HTML that say the same."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from textwrap import fill

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup, escape

from services.notify.adapters.letter_templates import Rendered
from services.notify.domain.letter import Letter

WIDTH = 74
_LINK = re.compile(r"\[\[([^|\]]+)\|([^\]\s]+)\]\]")
_CODE = re.compile(r"\d{3} \d{3}")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as the templates have it. Where it tells links, `[[words|url]]` is one: never in people's words."""

    source: str
    tells_links: bool = False

    @property
    def is_code(self) -> bool:
        return bool(_CODE.fullmatch(self.source))

    @property
    def text(self) -> str:
        """Wrapped at words; addresses stay whole, each on a line of its own."""
        words = _LINK.sub(_link_on_its_own, self.source) if self.tells_links else self.source
        lines = [" ".join(line.split()) for line in words.splitlines()]
        return "\n".join(fill(line, WIDTH, break_long_words=False, break_on_hyphens=False) for line in lines if line)

    @property
    def html(self) -> Markup:
        pieces, rest = [], 0
        for link in _LINK.finditer(self.source) if self.tells_links else ():
            pieces += [escape(self.source[rest : link.start()]), _anchor(link[1], link[2])]
            rest = link.end()
        return Markup("").join([*pieces, escape(self.source[rest:])])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A message before it is laid out. quote: what a person wrote. url: where the button leads. closing: paragraphs.

    told: messages that it puts together.
    """

    language: str
    sender: str
    rendered: Rendered
    quote: str
    url: str
    closing: str
    told: Sequence[Letter] = ()


class LetterLayout:
    def __init__(self, folder: Path) -> None:
        environment = Environment(loader=FileSystemLoader(folder), autoescape=True, trim_blocks=True)
        self._html = environment.get_template("letter.html.j2")

    def html(self, sheet: Sheet) -> str:
        return self._html.render(
            language=sheet.language,
            sender=sheet.sender,
            subject=sheet.rendered.subject,
            text=paragraphs(sheet.rendered.text),
            quote=sheet.quote,
            told=[(each, paragraphs(each.body)) for each in sheet.told],
            url=sheet.url,
            button=sheet.rendered.button,
            after=paragraphs(sheet.rendered.after),
            closing=paragraphs(sheet.closing, tell_links=True),
        )

    def text(self, sheet: Sheet) -> str:
        body = [each.text for each in paragraphs(sheet.rendered.text)]
        told = [part for each in sheet.told for part in _told(each)]
        button = [f"{_leading(sheet.rendered.button)}\n{sheet.url}"]
        after = [each.text for each in paragraphs(sheet.rendered.after)]
        closing = ["\n".join(["--", *(each.text for each in paragraphs(sheet.closing, tell_links=True))])]
        return "\n\n".join([*body, *_quoted(sheet.quote), *told, *button, *after, *closing]) + "\n"


def _told(letter: Letter) -> list[str]:
    """One of several messages, with its own link."""
    body = [each.text for each in paragraphs(letter.body)]
    return [f"* {letter.subject}", *body, *_quoted(letter.quote), f"{_leading(letter.button)}\n{letter.url}"]


def _quoted(words: str) -> list[str]:
    return ["\n".join(f"> {line}".rstrip() for line in words.splitlines())] if words else []


def paragraphs(text: str, *, tell_links: bool = False) -> list[Paragraph]:
    stripped = (" ".join(each.split()) for each in re.split(r"\n\s*\n", text))
    return [Paragraph(each, tell_links) for each in stripped if each]


def _link_on_its_own(link: re.Match[str]) -> str:
    return f"{_leading(link[1])}\n{link[2]}\n"


def _leading(words: str) -> str:
    """What stands above a link: a question needs no colon."""
    return words if words.endswith("?") else f"{words}:"


def _anchor(words: str, url: str) -> Markup:
    return Markup('<a href="{}" style="color:#0b5c63">{}</a>').format(url, words)
