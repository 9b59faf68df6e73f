"""Reads a rule's conditions: `all: {category: [litter, weeds], consent: [yes]}`, `any: {hour: [08-16]}`."""

from collections.abc import Mapping

from marshmallow import ValidationError

from shared.events.intake import Channel, ConsentAnswer
from shared.pack.common import PlaceKind
from shared.pack.fields import ReadField
from shared.pack.known import Checking, Kind
from shared.pack.rules import Condition, Fact, When
from shared.pack.spelling import WEEKDAYS

Conditions = tuple[Condition, ...]
_YES_NO = frozenset({"yes", "no"})
_HOURS = tuple(str(hour) for hour in range(24))


def _when(value: object) -> When:
    if not isinstance(value, dict) or not value or not value.keys() <= {"all", "any"}:
        raise ValidationError("has neither `all` nor `any`, or something else")
    found: dict[str, Conditions] = {}
    wrong: dict[str, object] = {}
    for name, listed in value.items():
        try:
            found[name] = _conditions(listed)
        except ValidationError as error:
            wrong[name] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return When(**found)


def _conditions(value: object) -> Conditions:
    if not isinstance(value, dict) or not value:
        raise ValidationError("is not a list of facts with their values")
    wrong: dict[str, object] = {}
    found: list[Condition] = []
    for fact, listed in value.items():
        try:
            found.append(_condition(fact, listed))
        except ValidationError as error:
            wrong[fact] = error.messages
    if wrong:
        raise ValidationError(wrong)
    return tuple(found)


def _condition(fact: str, listed: object) -> Condition:
    if fact not in set(Fact):
        raise ValidationError(f"{fact} is no fact that rules may ask about")
    if not isinstance(listed, list) or not listed:
        raise ValidationError("is not a list of values")
    values = _hours(listed) if fact == Fact.HOUR else [str(value) for value in listed]
    allowed = _allowed(Fact(fact))
    wrong = {index: [f"{value} can never be the {fact}"] for index, value in enumerate(values) if value not in allowed}
    if wrong:
        raise ValidationError(wrong)
    return Condition(fact=Fact(fact), one_of=tuple(values))


def _allowed(fact: Fact) -> frozenset[str]:
    known = Checking.get()
    match fact:
        case Fact.CATEGORY:
            return known.codes[Kind.CATEGORY]
        case Fact.GROUP:
            return known.codes[Kind.GROUP]
        case Fact.SIGN:
            return known.codes[Kind.DANGER_SIGN] | known.codes[Kind.FLOOR_SIGN]
        case Fact.AREA:
            return known.codes[Kind.AREA]
        case Fact.LANGUAGE:
            return frozenset(known.languages)
        case _:
            return _ALLOWED[fact]


_ALLOWED: Mapping[Fact, frozenset[str]] = {
    Fact.DANGER: _YES_NO,
    Fact.FLOOR: _YES_NO,
    Fact.PLACE_KNOWN: _YES_NO,
    Fact.LANGUAGE_HAS_DANGER_WORDS: _YES_NO,
    Fact.PRIVATE: _YES_NO,
    Fact.CONSENT: frozenset(ConsentAnswer),
    Fact.PLACE_KIND: frozenset(PlaceKind),
    Fact.CHANNEL: frozenset(Channel),
    Fact.WEEKDAY: frozenset(WEEKDAYS),
    Fact.HOUR: frozenset(_HOURS),
}


def _hours(listed: list[object]) -> list[str]:
    return [hour for span in listed for hour in _span(str(span))]


def _span(text: str) -> tuple[str, ...]:
    first, _, until = text.partition("-")
    if not first.isdecimal() or (until and not until.isdecimal()):
        raise ValidationError(f'{text} is neither an hour nor a span such as "08-16"')
    start, end = int(first), int(until or int(first) + 1)
    if start >= len(_HOURS) or end > len(_HOURS):
        raise ValidationError(f"{text}: hours run from 0 to 24")
    return _HOURS[start:end] if start < end else (*_HOURS[start:], *_HOURS[:end])


class WhenField(ReadField[When]):
    """`all` and `any`, each facts with the values that satisfy them."""

    read = staticmethod(_when)
