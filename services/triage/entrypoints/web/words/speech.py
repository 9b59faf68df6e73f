"""The page's language, with types: flask-babel has none of its own."""

from flask_babel import gettext as say
from flask_babel import ngettext as say_number


def _(text: str, **values: object) -> str:
    """The text in the language of the page that is being answered, with its values filled in."""
    return str(say(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The same for a number of things, which is `%(num)d`."""
    return str(say_number(one, many, num, **values))
