"""Pages of their own before anything is stored: what to do in danger (R1), and addresses in one's words (R6)."""

from collections.abc import Iterable

from flask import render_template, request

from services.intake.entrypoints.web.forms.typed import Typed
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.sent_photos import CHOSEN, are_sent
from services.intake.entrypoints.web.words.speech import _, language
from shared.signs.signs import Signs
from shared.web.forms import trimmed
from shared.web.pointing_out import (
    CONTACTS,
    SHOWN_AGAIN,
    as_before,
    kept_for_again,
    pointing_out,
    seen,
    wants_it_again,
    wants_to_change,
)


def typed_here() -> dict[str, str]:
    """What was sent from a page of one text; `seen` is as it was before, where such a page is to be shown once more."""
    sent = {name: trimmed(value) for name, value in request.form.items()}
    return {**sent, **as_before(sent)}


def wants_the_form(typed: Typed) -> bool:
    """They came back to write something else, or to read the page in another language: nothing is to be kept."""
    return wants_to_change(typed) or wants_it_again(typed)


def page_before(reception: Reception, signs: Signs, typed: Typed, *texts: str, is_report: bool = False) -> str | None:
    """The page that must be seen before these words are kept; None if there is none, or they have seen it.

    It sends what was written to this same address, or goes back to it, or asks for itself in another language: whoever
    takes the answer reads it with `as_before`, and keeps nothing where `wants_the_form`. Who is in danger is asked
    nothing else. is_report: these words are one, and not more about what was reported.
    """
    if wants_to_change(typed):
        return None
    if not set(_codes(signs)) <= set(seen(typed)):
        return _warning(reception, signs, typed, is_report=is_report)
    readers = _("Whoever works on it will read your words, and a neighbour who helps may read them too.")
    return pointing_out(typed, *texts, readers=readers, keeps_in_language=True)


def _warning(reception: Reception, signs: Signs, typed: Typed, *, is_report: bool) -> str:
    notices = reception.advice.on(signs, language())
    return render_template(
        "intake/warning.html",
        is_danger=bool(signs.danger),
        numbers=[(each.number, f"{each.name}. {each.when}") for each in reception.advice.numbers(language())],
        at_once=[(notice.title, notice.text) for notice in notices if notice.code != "danger"],
        first=next((notice.text for notice in notices if notice.code == "danger"), ""),
        action=request.path,
        is_report=is_report,
        has_photos=are_sent() or bool(typed.get(CHOSEN)),
        kept=kept_for_again(typed, *_codes(signs), CONTACTS),
        **SHOWN_AGAIN,
    )


def _codes(signs: Signs) -> Iterable[str]:
    return (*(f"danger-{code}" for code in signs.danger), *(f"floor-{code}" for code in signs.floor))
