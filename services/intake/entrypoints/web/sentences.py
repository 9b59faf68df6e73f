"""What is wrong with a field of a report, in a sentence that says what to do."""

from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.intake.domain.draft import LONGEST_TEXT, Problem
from services.intake.domain.wrong import Wrong

_SAID: Mapping[tuple[str, Wrong], LazyString] = {
    ("category", Wrong.MISSING): _("Choose what it is about."),
    ("category", Wrong.UNKNOWN): _("There is no such category here. Choose what comes nearest."),
    ("text", Wrong.MISSING): _("Write in a few words what is wrong, or what you need."),
    ("location", Wrong.MISSING): _("Say where it is: an address, or a place on the map."),
    ("location", Wrong.OUTSIDE): _(
        "This place is outside our neighbourhood. Choose one inside it, or tell those who look after that place."
    ),
    ("for_whom", Wrong.MISSING): _("Say whether it is for you or for somebody else."),
    ("reported_at", Wrong.IN_THE_FUTURE): _("This lies in the future."),
    ("reported_at", Wrong.TOO_LONG_AGO): _("This lies too long ago."),
    ("contact.email", Wrong.NOT_AN_ADDRESS): _("An e-mail address looks like name@example.org."),
    ("contact.email", Wrong.FOREIGN_LETTERS): _(
        "There are letters in this e-mail address that our mails cannot reach, or that only look like others. "
        "Type it with plain letters, such as name@example.org."
    ),
    ("contact.phone", Wrong.NOT_AN_ADDRESS): _(
        "Write the whole number; if it is not from here, with its country code, such as +45."
    ),
    ("contact.phone", Wrong.SERVICE_NUMBER): _(
        "At short numbers and at those that cost more or nothing we reach nobody. Give the number of an ordinary phone."
    ),
    ("photos", Wrong.MISSING): _("Send one photo, as the part of the form that is called photo."),
    ("photos", Wrong.NOT_A_PICTURE): _(
        "We cannot read one of the photos. Send it as a JPEG, PNG or WebP picture, or take it anew."
    ),
    ("photos", Wrong.TOO_LARGE): _("One of the photos is larger than 10 MB. Send it smaller."),
    ("photos", Wrong.TOO_MANY_PIXELS): _("One of the photos has more pixels than we can take. Send it smaller."),
    ("photos", Wrong.TOO_HARD): _("One of the photos is too much for us. Send it smaller, or fewer at a time."),
    ("photos", Wrong.TOO_MANY): _("At most three photos at a time, please."),
    ("photos", Wrong.NOT_TAKEN): _("For this kind of thing we take no photos."),
    ("photos", Wrong.NOT_NOW): _("Many are sending photos just now. Try again in a minute, or send it without them."),
}
_OF_ANSWERS: Mapping[Wrong, LazyString] = {
    Wrong.UNKNOWN: _("Choose one of the answers that are given."),
    Wrong.MISSING: _("This question needs an answer."),
}
_ANYWHERE: Mapping[Wrong, LazyString] = {
    Wrong.MISSING: _("This is needed."),
    Wrong.NOT_A_NUMBER: _("Write this as a number."),
    Wrong.NOT_A_TIME: _("Choose a day and a time."),
    Wrong.TOO_LONG: _("This is longer than we can take. Say it in fewer words."),
    Wrong.UNPRINTABLE: _("There are characters in it that cannot be shown. Write it anew, or leave them out."),
}


def said(problem: Problem) -> str:
    """One sentence."""
    if (problem.field, problem.wrong) == ("text", Wrong.TOO_LONG):
        return str(_("At most %(most)s characters, please.", most=LONGEST_TEXT))
    found = _SAID.get((problem.field, problem.wrong))
    if found is None and problem.field.startswith("answers."):
        found = _OF_ANSWERS.get(problem.wrong)
    return str(found or _ANYWHERE.get(problem.wrong) or _ANYWHERE[Wrong.MISSING])


def by_field(problems: Iterable[Problem]) -> dict[str, Any]:
    """For programs: nested as the request is."""
    errors: dict[str, Any] = {}
    for problem in problems:
        *outer, last = problem.field.split(".")
        inner = errors
        for name in outer:
            inner = inner.setdefault(name, {})
        inner[last] = [said(problem)]
    return errors
