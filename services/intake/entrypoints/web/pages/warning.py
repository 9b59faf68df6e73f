"""Pages of their own before anything is stored: what to do in danger (R1), and addresses in one's words (R6)."""

from collections.abc import Iterable

from flask import render_template, request

from services.intake.domain.signs import Signs
from services.intake.domain.typed_contacts import contacts_in
from services.intake.entrypoints.web.forms.report_form import Typed, kept
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.words.speech import language

SEEN = "seen"
DO = "do"
CHANGE = "change"
_CONTACTS = "contacts"
_OWN = ("form_token", SEEN, DO)


def wants_to_change(typed: Typed) -> bool:
    """Whether they came back from such a page in order to write something else."""
    return typed.get(DO) == CHANGE


def page_before(reception: Reception, signs: Signs, typed: Typed, *texts: str) -> str | None:
    """The page that must be seen before these words are kept; None if there is none, or they have seen it.

    It sends what was written to this same address, or goes back to it. Who is in danger is asked nothing else.
    """
    if not set(_codes(signs)) <= set(_seen(typed)):
        return _warning(reception, signs, typed)
    contacts = [found for text in texts for found in contacts_in(text)]
    if contacts and _CONTACTS not in _seen(typed):
        return _pointing_out(contacts, typed)
    return None


def _warning(reception: Reception, signs: Signs, typed: Typed) -> str:
    notices = reception.advice.on(signs, language())
    return render_template(
        "intake/warning.html",
        is_danger=bool(signs.danger),
        numbers=[(each.number, f"{each.name}. {each.when}") for each in reception.advice.numbers(language())],
        at_once=[notice for notice in notices if notice.code != "danger"],
        first=next((notice.text for notice in notices if notice.code == "danger"), ""),
        action=request.path,
        kept=_kept(typed, *_codes(signs), _CONTACTS),
    )


def _pointing_out(contacts: Iterable[str], typed: Typed) -> str:
    return render_template(
        "intake/contacts_in_words.html", contacts=list(contacts), action=request.path, kept=_kept(typed, _CONTACTS)
    )


def _kept(typed: Typed, *seen: str) -> list[tuple[str, str]]:
    return [*kept(typed, but=_OWN), (SEEN, " ".join(sorted({*_seen(typed), *seen})))]


def _codes(signs: Signs) -> Iterable[str]:
    return (*(f"danger-{code}" for code in signs.danger), *(f"floor-{code}" for code in signs.floor))


def _seen(typed: Typed) -> list[str]:
    found = typed.get(SEEN, "")
    return found.split() if isinstance(found, str) else found
