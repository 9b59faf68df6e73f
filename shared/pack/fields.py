"""Marshmallow fields for what packs are made of; each says in plain words what it expected."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, TypeVar

from marshmallow import ValidationError, fields, validate

from shared.pack.known import Checking, Kind
from shared.pack.values import Texts

Value = TypeVar("Value")


class CodeField(fields.String):
    """A code: small letters, digits and underscores."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  # handed on to marshmallow
        slug = validate.Regexp(r"^[a-z0-9][a-z0-9_]{0,63}$", error="is not a code (small letters, digits, underscores)")
        super().__init__(**kwargs, validate=slug)


class WordsField(fields.String):
    """Words for people: not empty."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  # handed on to marshmallow
        super().__init__(**kwargs, validate=validate.Regexp(r"\S", error="is empty"))


class PhoneField(fields.String):
    """A number to call, as people read it."""

    def __init__(self, **kwargs: Any) -> None:  # noqa: ANN401  # handed on to marshmallow
        super().__init__(**kwargs, validate=validate.Regexp(r"^\+?[0-9][0-9 -]{1,20}$", error="is not a phone number"))


class ReadField(fields.Field[Value]):
    """A field read by a function that raises ValueError or ValidationError with what it expected."""

    read: Callable[[object], Value]

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> Value:
        try:
            return type(self).read(value)
        except ValueError as error:
            raise ValidationError(str(error)) if not isinstance(error, ValidationError) else error from error


def by_language(value: object) -> dict[str, object]:
    """Take a mapping with exactly the pack's languages.

    Raises: ValidationError naming what is lacking and what nobody reads.
    """
    if not isinstance(value, dict):
        raise ValidationError("is not a list of languages with their words")
    languages = Checking.get().languages
    lacking = [language for language in languages if language not in value]
    unread = [language for language in value if language not in languages]
    if lacking or unread:
        said = [f"lacks the language {language}" for language in lacking]
        raise ValidationError([*said, *(f"{language} is no language of this pack" for language in unread)])
    return value


def phrases(value: object) -> tuple[str, ...]:
    """Take a list of phrases.

    Raises: ValidationError unless it is one.
    """
    if not isinstance(value, list) or not all(isinstance(phrase, str) and phrase.strip() for phrase in value):
        raise ValidationError("is not a list of words")
    return tuple(value)


def _texts(value: object) -> Texts:
    listed = by_language(value)
    words = {language: text for language, text in listed.items() if isinstance(text, str) and text.strip()}
    wrong = {language: ["is empty or no text"] for language in listed if language not in words}
    if wrong:
        raise ValidationError(wrong)
    return Texts({language: words[language] for language in Checking.get().languages})


def _phrases_by_language(value: object) -> Mapping[str, tuple[str, ...]]:
    return {language: phrases(listed) for language, listed in by_language(value).items()}


def _declared(kind: Kind, value: object) -> str:
    code = str(value)
    if not Checking.get().has(kind, code):
        raise ValidationError(f"{code} is no {kind} of this pack")
    return code


def _language(value: object) -> str:
    if value not in Checking.get().languages:
        raise ValidationError(f"{value} is no language of this pack")
    return str(value)


class TextsField(ReadField[Texts]):
    """Words in every language of the pack."""

    read = staticmethod(_texts)


class PhrasesField(ReadField[Mapping[str, tuple[str, ...]]]):
    """Lists of words in every language of the pack."""

    read = staticmethod(_phrases_by_language)


class CapabilityRef(ReadField[str]):
    read = staticmethod(partial(_declared, Kind.CAPABILITY))


class CategoryRef(ReadField[str]):
    read = staticmethod(partial(_declared, Kind.CATEGORY))


class DangerSignRef(ReadField[str]):
    read = staticmethod(partial(_declared, Kind.DANGER_SIGN))


class FloorSignRef(ReadField[str]):
    read = staticmethod(partial(_declared, Kind.FLOOR_SIGN))


class GroupRef(ReadField[str]):
    read = staticmethod(partial(_declared, Kind.GROUP))


class ReasonRef(ReadField[str]):
    read = staticmethod(partial(_declared, Kind.REASON))


class TaskRef(ReadField[str]):
    read = staticmethod(partial(_declared, Kind.TASK))


class TeamRef(ReadField[str]):
    read = staticmethod(partial(_declared, Kind.TEAM))


class LanguageRef(ReadField[str]):
    read = staticmethod(_language)
