"""The page's language, with types: flask-babel has none of its own."""

from flask_babel import get_locale, get_translations
from flask_babel import gettext as say
from flask_babel import ngettext as say_number

from shared.clock import Clock
from shared.web.phrases import Phrases
from shared.web.settings import WebSettings


def _(text: str, **values: object) -> str:
    """The text in the language of the page that is being answered, with its values filled in."""
    return str(say(text, **values))


def ngettext(one: str, many: str, num: int, **values: object) -> str:
    """The same for a number of things, which is `%(num)d`."""
    return str(say_number(one, many, num, **values))


def language() -> str:
    """The language of the page that is being answered."""
    return str(get_locale())


def phrases(settings: WebSettings, clock: Clock) -> Phrases:
    """Times and distances as this page says them."""
    return Phrases(language=language(), words=get_translations(), zone=settings.zone, now=clock.now())


def sentence(text: str) -> str:
    """The same, beginning with a capital letter."""
    return text[:1].upper() + text[1:]
