"""The facts on which a decision was made, named for people."""

from collections.abc import Iterator, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.triage.entrypoints.web.words.pack import PackWords
from shared.events.intake import PhotosCame
from shared.pack.rules import Fact

NAMES: Mapping[Fact, LazyString] = {
    Fact.CATEGORY: _("Category"),
    Fact.GROUP: _("Group"),
    Fact.DANGER: _("Danger sign"),
    Fact.FLOOR: _("Only for professionals"),
    Fact.SIGN: _("Signs"),
    Fact.CONSENT: _("May a neighbour help?"),
    Fact.PLACE_KIND: _("Kind of place"),
    Fact.PLACE_KNOWN: _("Place known"),
    Fact.AREA: _("Area"),
    Fact.LANGUAGE: _("Language"),
    Fact.LANGUAGE_HAS_DANGER_WORDS: _("Danger words in this language"),
    Fact.CHANNEL: _("How it came"),
    Fact.PRIVATE: _("Private"),
    Fact.WEEKDAY: _("Weekday"),
    Fact.HOUR: _("Hour"),
}
OWN: Mapping[str, LazyString] = {
    "certain": _("Sure what it is about"),  # In decisions of the first days.
    "somebody_answers": _("Somebody is on duty for neighbours"),
    "task": _("A task for a neighbour"),
    "for_whom": _("Whom it is for"),
    "they_agreed": _("They said that a neighbour may help"),
    "wording": _("How the question was worded"),
    "barred_by": _("What keeps neighbours out"),
}
ALL: Mapping[str, LazyString] = {**{fact.value: name for fact, name in NAMES.items()}, **OWN}
VALUES: Mapping[str, LazyString] = {
    "yes": _("yes"),
    "no": _("no"),
    "not_asked": _("not asked"),
    "me": _("for whoever reported it"),
    "somebody_else": _("for somebody else"),
    "public": _("public"),
    "home": _("at a home"),
    "none": _("none"),
    "on_site": _("on the spot"),
    "from_home": _("from home"),
    "web": _("the web page"),
    "api": _("another program"),
    "phone": _("by phone"),
    "counter": _("at the counter"),
    "open311": _("Open311"),
    "mon": _("Monday"),
    "tue": _("Tuesday"),
    "wed": _("Wednesday"),
    "thu": _("Thursday"),
    "fri": _("Friday"),
    "sat": _("Saturday"),
    "sun": _("Sunday"),
}
PHOTOS_FROM: Mapping[str, LazyString] = {
    PhotosCame.PAGE: _("from the reporter"),
    PhotosCame.MAIL: _("from the reporter, by mail"),
    PhotosCame.API: _("from the reporter, by another program"),
}


def fact_name(code: str) -> str:
    return next((str(name) for fact, name in ALL.items() if fact == code), code)


def fact_value(fact: str, value: str, words: PackWords) -> str:
    """A value that is a code of the pack is said in the pack's words."""
    match fact:
        case Fact.CATEGORY:
            return words.category(value)
        case Fact.SIGN:
            return words.signs(value.split(","))
        case Fact.HOUR:
            return value
        case "barred_by":
            return words.reason(value)
        case _:
            return str(VALUES.get(value, value))


def fact_words(facts: Mapping[str, str], words: PackWords) -> Iterator[tuple[str, str]]:
    """Pairs of a fact and what it was."""
    return ((fact_name(code), fact_value(code, value, words)) for code, value in facts.items() if value)
