"""`/my/<secret>/thanks`: thank the neighbours who helped, with words or without; once, and only when it is fixed."""

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from services.intake.domain.draft import Unacceptable
from services.intake.entrypoints.web.pages.mine import back_to
from services.intake.entrypoints.web.pages.warning import page_before, typed_here, wants_the_form
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.sentences import said
from services.intake.entrypoints.web.shown.my_page import my_page
from services.intake.entrypoints.web.words.speech import _
from services.intake.handlers.say_thanks import SayThanks
from services.intake.queries.my_report import MyReport
from shared.errors import IllegalMove
from shared.signs.signs import Signs
from shared.web.access import SECRET_LINK, route
from shared.web.forms import Form, blank

FIELD = "thanks"


def thanks_room(reception: Reception) -> Blueprint:
    room = Blueprint("thanks", __name__)
    intake = reception.intake

    @route(room, "/my/<secret>/thanks", access=SECRET_LINK)
    def ask(secret: str) -> str:
        return _page(reception, intake.my_report(secret), secret, blank())

    @route(room, "/my/<secret>/thanks", access=SECRET_LINK, methods=("POST",))
    def thank(secret: str) -> ResponseReturnValue:
        mine = intake.my_report(secret)
        typed = typed_here()
        text = typed.get(FIELD, "")
        signs = intake.words.in_words(text, language=mine.report.language)
        before = page_before(reception, signs, typed, text)
        if before:
            return before
        if wants_the_form(typed):
            return _page(reception, mine, secret, Form(typed=typed))
        try:
            intake.say_thanks(SayThanks(report_id=mine.report_id, text=text))
        except Unacceptable as error:
            wrong = {problem.field: said(problem) for problem in error.problems}
            return _page(reception, mine, secret, Form(typed=typed, errors=wrong)), 422
        except IllegalMove:
            return _page(reception, intake.my_report(secret), secret, blank()), 409
        flash(_said(signs))
        return back_to(secret)

    return room


def _said(signs: Signs) -> str:
    """Words with a sign in them are for professionals alone (rules R1, R2)."""
    if signs:
        return _("Sent. Professionals read your words, and the neighbour does not.")
    return _("Your thanks are on their way.")


def _page(reception: Reception, mine: MyReport, secret: str, form: Form) -> str:
    return render_template("intake/thanks.html", form=form, **my_page(reception, mine, secret))
