"""Groups of words with a name, so that phrases need not say forty persons each: `$someone` is `he|she|…`."""

import re
from collections.abc import Iterator, Mapping

from marshmallow import ValidationError

from shared.pack.fields import ReadField, by_language

WordGroups = Mapping[str, Mapping[str, str]]
"""Language → name → words with `|` between them; a group in a group is its words already."""

NAME = r"\$[a-z][a-z0-9_]*"
WORD = r"\*?[^\W_]+(?:['’-][^\W_]+)*\*?"
_NAMED = re.compile(NAME)
_GROUP = re.compile(rf"(?:{WORD}|{NAME})(?:\|(?:{WORD}|{NAME}))*")
_FOLDED = re.compile(r"\s*\|\s*")  # a group may stand on several lines


def unknown(phrase: str, groups: Mapping[str, str]) -> Iterator[str]:
    """Give the groups of a phrase that are none of these, as they are written."""
    return (name for name in _NAMED.findall(phrase) if name[1:] not in groups)


def expanded(phrase: str, groups: Mapping[str, str]) -> str:
    """Give a phrase with the words of each group in its place.

    Raises: KeyError where one is unknown.
    """
    return _NAMED.sub(lambda name: groups[name[0][1:]], phrase) if "$" in phrase else phrase


def _word_groups(value: object) -> WordGroups:
    found: dict[str, Mapping[str, str]] = {}
    wrong: dict[str, object] = {}
    for language, listed in by_language(value).items():
        try:
            found[language] = _of_one_language(listed)
        except ValidationError as error:
            wrong[language] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return found


def _of_one_language(listed: object) -> Mapping[str, str]:
    if not isinstance(listed, dict):
        raise ValidationError("names no group with its words")
    found: dict[str, str] = {}
    wrong: dict[str, list[str]] = {}
    for name, words in listed.items():
        text = _FOLDED.sub("|", str(words).strip())
        if said := _wrong(str(name), text, found):
            wrong[name] = said
        found[name] = text if said else expanded(text, found)  # known all the same: one mistake is said once
    if wrong:
        raise ValidationError(wrong)
    return found


def _wrong(name: str, words: str, before: Mapping[str, str]) -> list[str]:
    if not re.fullmatch(NAME, f"${name}"):
        return [f"{name} is no name of a group (small letters, digits, underscores; a letter first)"]
    if not _GROUP.fullmatch(words):
        return ["is not words with | between them"]
    return [f"{each} is no group that stands before it" for each in unknown(words, before)]


class GroupsField(ReadField[WordGroups]):
    """For every language of the pack: name → words. A group may name those before it, so that none has itself in it."""

    read = staticmethod(_word_groups)
