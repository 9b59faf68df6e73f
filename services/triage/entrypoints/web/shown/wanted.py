"""What somebody wanted to do with a case, said back to them when it has changed meanwhile."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words.pack import PackWords
from shared.web.forms import Form

DEEDS: Mapping[str, LazyString] = {
    "take": _("Take the case"),
    "messages": _("Write a message"),
    "resolve": _("Say that it is done"),
    "refer": _("Refer it"),
    "protect": _("Protect it more"),
    "lift": _("Let neighbours help after all"),
    "named": _("Mark somebody as named in it"),
}
FIELDS: Mapping[str, LazyString] = {
    "letter_to": _("To"),
    "text": _("Message"),
    "action": _("What was done"),
    "words": _("In a sentence"),
    "to": _("To whom"),
    "reason": _("Your reasons"),
    "person_id": _("Who"),
    "floor_signs": _("What you noticed"),
    "danger_signs": _("Danger"),
}


def wanted(deed: str, form: Form, words: PackWords, people: People) -> list[tuple[str, str]]:
    """Pairs for `ui.facts`: what was to be done, and what was typed for it."""
    typed = ((name, form.values(name)) for name in FIELDS if any(form.values(name)))
    return [
        (str(_("To do")), str(DEEDS[deed])),
        *((str(FIELDS[name]), "; ".join(_said(name, one, words, people) for one in values)) for name, values in typed),
    ]


def _said(name: str, value: str, words: PackWords, people: People) -> str:
    match name:
        case "action":
            return words.action(value)
        case "floor_signs" | "danger_signs":
            return words.sign(value)
        case "person_id" | "letter_to":
            return people.begins(value)
        case _:
            return value
