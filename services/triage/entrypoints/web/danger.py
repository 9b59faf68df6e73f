"""`/help/danger`, `/desk/danger`: what to do at once, for whoever wrote words with a sign in them (rule R1)."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web.desk import DESK
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from shared.ids import read_reference
from shared.signs.signs import Signs
from shared.web.access import SIGNED_IN, route


def danger_room(triage: Triage, words: PackWords) -> Blueprint:
    """The addresses name codes of signs, and no words; a code that the pack does not have is passed over."""
    room = Blueprint("danger", __name__)

    @route(room, "/help/danger", access=SIGNED_IN)
    def helper() -> ResponseReturnValue:
        answers = triage.neighbourhood.on_call(triage.clock.now())
        return render_template("help/danger.html", answers=answers, **_advice(words))

    @route(room, "/desk/danger", access=DESK)
    def staff() -> ResponseReturnValue:
        return render_template("desk/danger.html", back=_case(), **_advice(words))

    return room


def noticed_in(triage: Triage, words: str) -> Signs:
    """The signs in words that were written on this page."""
    return triage.neighbourhood.signs_in(words, str(get_locale()))


def what_to_do(door: str, signs: Signs, case: str | None = None) -> ResponseReturnValue:
    """To the page that says it, after what was sent is done. door: `helper` or `staff`. case: the way back."""
    return redirect(url_for(f"danger.{door}", sign=[*signs.danger, *signs.floor], case=case), code=303)


def call_first(triage: Triage, signs: Signs) -> None:
    """On whatever page answers instead: a form to correct, or a no."""
    if signs.danger:
        number = triage.pack.common.emergency[0].number
        flash(_("If somebody is in danger now, call %(number)s first.", number=number), "warning")


def _advice(words: PackWords) -> dict[str, object]:
    codes, pack = request.args.getlist("sign"), words.pack.common
    danger = [(words.say(one.name), words.say(one.at_once)) for one in pack.danger_signs if one.code in codes]
    floor = [(words.say(one.name), "") for one in pack.floor_signs if one.code in codes]
    return {
        "is_danger": bool(danger) or not floor,
        "first": words.say(pack.at_once),
        "at_once": [*danger, *floor],
        "numbers": _numbers(words),
    }


def _numbers(words: PackWords) -> Sequence[tuple[str, str]]:
    """All of the pack's, each with its name and when to call it; the one for life and limb first."""
    listed = words.pack.common.emergency
    return [(each.number, f"{words.say(each.name)}. {words.say(each.when)}") for each in listed]


def _case() -> str:
    """The way back to the case; to the queue where it is no longer theirs."""
    try:
        return url_for("case.show", reference=read_reference(request.args.get("case", "")))
    except ValueError:
        return ""
