"""The page of its own that comes before anything is stored, when there is a sign of danger (rule R1)."""

from collections.abc import Iterable

from flask import render_template, request

from services.intake.domain.signs import Signs
from services.intake.entrypoints.web.forms.report_form import Typed, kept
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.words.speech import language

SEEN = "seen"
DO = "do"
CHANGE = "change"
_OWN = ("form_token", SEEN, DO)


def is_unseen(signs: Signs, typed: Typed) -> bool:
    """Whether the reader has not been shown yet what to do about some of these signs."""
    return not set(_codes(signs)) <= set(_seen(typed))


def wants_to_change(typed: Typed) -> bool:
    """Whether they came back from the warning in order to write something else."""
    return typed.get(DO) == CHANGE


def warning(reception: Reception, signs: Signs, typed: Typed) -> str:
    """Numbers first; then a button that sends what was written to this same address, and one that goes back to it."""
    notices = reception.advice.on(signs, language())
    return render_template(
        "intake/warning.html",
        is_danger=bool(signs.danger),
        numbers=[(each.number, f"{each.name}. {each.when}") for each in reception.advice.numbers(language())],
        at_once=[notice for notice in notices if notice.code != "danger"],
        first=next((notice.text for notice in notices if notice.code == "danger"), ""),
        action=request.path,
        kept=[*kept(typed, but=_OWN), (SEEN, " ".join(sorted({*_seen(typed), *_codes(signs)})))],
    )


def _codes(signs: Signs) -> Iterable[str]:
    return (*(f"danger-{code}" for code in signs.danger), *(f"floor-{code}" for code in signs.floor))


def _seen(typed: Typed) -> list[str]:
    found = typed.get(SEEN, "")
    return found.split() if isinstance(found, str) else found
