"""Plain HTML forms on marshmallow: one message per field, and what was typed stays."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import LazyString
from marshmallow import EXCLUDE, Schema, ValidationError, fields, pre_load
from marshmallow.fields import Field
from werkzeug.datastructures import MultiDict

from shared.web.form_words import kinder


def needed(message: LazyString) -> dict[str, Any]:
    """For a field's `error_messages`: what to say where it was left out, such as "Choose what it is about."."""
    return {"required": message, "null": message}


class FormSchema(Schema):
    """The base of schemas that read forms: words are trimmed, empty ones count as not given, the rest is ignored.

    A `fields.List` takes all values of its name. Messages are kind and translated; give a field its own by `needed`.
    """

    class Meta:
        unknown = EXCLUDE

    @pre_load
    def _trim(self, typed: Mapping[str, Any], **_kwargs: object) -> dict[str, Any]:
        trimmed = {name: _trimmed(value) for name, value in typed.items()}
        return {name: value for name, value in trimmed.items() if value not in ("", [])}


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """What a page shows of a form: what was typed, what is wrong with it, and what it means if nothing is wrong."""

    typed: Mapping[str, Any] = field(default_factory=dict)
    errors: Mapping[str, str] = field(default_factory=dict)
    data: Any = None

    @property
    def is_valid(self) -> bool:
        return not self.errors and self.data is not None

    def value(self, name: str) -> str:
        found = self.typed.get(name, "")
        return "" if found is None or isinstance(found, list) else str(found)

    def values(self, name: str) -> list[str]:
        found = self.typed.get(name, [])
        return [str(one) for one in found] if isinstance(found, list | tuple) else [str(found)]

    def error(self, name: str) -> str:
        return self.errors.get(name, "")


def blank(**typed: object) -> Form:
    """A form nobody has sent yet, with what it starts from."""
    return Form(typed=typed)


def read_form(schema: Schema, sent: MultiDict[str, str]) -> Form:
    """What somebody sent; never raises for what they typed."""
    typed = {name: _typed(schema.fields.get(name), sent.getlist(name)) for name in sent}
    try:
        return Form(typed=typed, data=schema.load(typed))
    except ValidationError as error:
        return Form(typed=typed, errors=_first_messages(error))


def with_error(form: Form, name: str, message: str) -> Form:
    """The same form, refused for a reason that only the domain knew."""
    return Form(typed=form.typed, errors={**form.errors, name: message})


def _typed(reads: Field[Any] | None, values: list[str]) -> str | list[str]:
    return values if isinstance(reads, fields.List) else values[-1]


def trimmed(value: str) -> str:
    """As it was meant: browsers end lines as mails do."""
    return value.replace("\r\n", "\n").strip()


def _trimmed(value: object) -> object:
    match value:
        case str():
            return trimmed(value)
        case list():
            return [said for one in value if (said := _trimmed(one))]
        case _:
            return value


def _first_messages(error: ValidationError) -> dict[str, str]:
    """One message is enough to correct a field."""
    return {name: _first(messages) for name, messages in error.normalized_messages().items()}  # type: ignore[no-untyped-call]


def _first(messages: object) -> str:
    match messages:
        case Mapping():
            return _first(next(iter(messages.values())))
        case list():
            return _first(messages[0])
        case _:
            return kinder(str(messages))
