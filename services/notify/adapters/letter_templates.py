"""Templates of messages: one per message and audience in each language, made of subject, text, button and rest."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template, TemplateNotFound
from jinja2.runtime import Context

from shared.pack.values import Texts

ENDING = "mail.j2"
CHANNEL = ".mail"
PARTS = ("subject", "text", "button")
"""Blocks that every message has."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The parts of a message, in plain text. text, after: paragraphs, apart by empty lines."""

    subject: str
    text: str
    button: str
    after: str


def environment_of(folder: Path, language: str) -> Environment:
    """Where the templates of one language live."""
    return Environment(
        loader=FileSystemLoader(folder / language / "messages"),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701 -- plain text; what becomes HTML is escaped there
        trim_blocks=True,
        lstrip_blocks=True,
    )


class LetterTemplates:
    """The templates of one language. overrides: by `<message>/<audience>.mail`, a neighbourhood's own words."""

    def __init__(self, folder: Path, language: str, overrides: Mapping[str, Texts]) -> None:
        self._language = language
        self._overrides = overrides
        self._environment = environment_of(folder, language)
        self._made: dict[str, Template] = {}

    @cached_property
    def codes(self) -> Any:  # noqa: ANN401 -- a template's module has whatever the template sets
        """The words for reason codes."""
        return self._environment.get_template("pieces.j2").module

    def render(self, message: str, audience: str, values: Mapping[str, Any]) -> Rendered:
        """Raises: jinja2.TemplateError for a template that is missing or names what is not there."""
        template = self._template(f"{message}/{audience}")
        context = template.new_context(dict(values))
        return Rendered(
            subject=" ".join(_block(template, "subject", context).split()),
            text=_block(template, "text", context),
            button=_block(template, "button", context),
            after=_block(template, "after", context) if "after" in template.blocks else "",
        )

    def closing(self, audience: str, values: Mapping[str, Any]) -> str:
        """Why one gets this, how to have no more of it, and whom to call."""
        template = self._environment.get_template("closing.j2")
        context = template.new_context(dict(values))
        return f"{_block(template, audience, context)}\n\n{_block(template, 'phone', context)}"

    def _template(self, name: str) -> Template:
        if name not in self._made:
            own = self._overrides.get(f"{name}{CHANNEL}")
            made = (
                self._environment.from_string(own.say(self._language))
                if own
                else self._environment.get_template(f"{name}.{ENDING}")
            )
            self._made[name] = made
        return self._made[name]


def _block(template: Template, name: str, context: Context) -> str:
    """A block's text. Raises: TemplateNotFound for a template that lacks it."""
    if name not in template.blocks:
        raise TemplateNotFound(name)
    return "".join(template.blocks[name](context)).strip()
