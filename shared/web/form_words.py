"""What a form says about a field, instead of what its library says."""

import re
from collections.abc import Iterable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

_NEEDED: LazyString = _("This is needed.")
_CHOOSE: LazyString = _("Choose one of the answers.")
_PLAIN: Mapping[str, LazyString] = {
    "Missing data for required field.": _NEEDED,
    "Field may not be null.": _NEEDED,
    "Not a valid email address.": _("An e-mail address looks like name@example.org."),
    "Not a valid string.": _("Write this in words."),
    "Not a valid integer.": _("Write this as a whole number."),
    "Not a valid number.": _("Write this as a number."),
    "Not a valid boolean.": _CHOOSE,
    "Not a valid date.": _("Choose a day."),
    "Not a valid time.": _("A time looks like 14:30."),
    "Invalid value.": _("This cannot be right."),
}
_WITH_A_BOUND: tuple[tuple[re.Pattern[str], LazyString], ...] = (
    (re.compile(r"Longer than maximum length (.+)\."), _("Write at most # characters.")),
    (re.compile(r"Shorter than minimum length (.+)\."), _("Write at least # characters.")),
    (
        re.compile(r"Must be greater than or equal to (.+) and less than or equal to (.+)\."),
        _("Between # and #."),
    ),
    (re.compile(r"Must be greater than or equal to (.+)\."), _("At least #.")),
    (re.compile(r"Must be less than or equal to (.+)\."), _("At most #.")),
    (re.compile(r"Must be one of: (.*)\."), _CHOOSE),
)


def kinder(message: str) -> str:
    """The library's message in our words and the reader's language; a message of our own stays what it is."""
    for pattern, words in _WITH_A_BOUND:
        found = pattern.fullmatch(message)
        if found:
            return _with_bounds(str(words), found.groups())
    return str(_PLAIN.get(message, message))


def _with_bounds(words: str, bounds: Iterable[str]) -> str:
    """Each # is the next bound."""
    for bound in bounds:
        words = words.replace("#", bound, 1)
    return words
