"""`/my/<secret>/thanks`: thank the neighbours who helped, with words or without; once, and only when it is fixed."""

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from services.intake.entrypoints.web.pages.mine import Writing
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.shown.my_page import my_page
from services.intake.entrypoints.web.words.speech import _
from services.intake.handlers.say_thanks import SayThanks
from services.intake.queries.my_report import MyReport
from shared.errors import IllegalMove
from shared.signs.signs import Signs
from shared.web.access import SECRET_LINK, route
from shared.web.forms import blank

FIELD, PAGE = "thanks", "intake/thanks.html"


def thanks_room(reception: Reception) -> Blueprint:
    room = Blueprint("thanks", __name__)
    intake = reception.intake

    @route(room, "/my/<secret>/thanks", access=SECRET_LINK)
    def ask(secret: str) -> str:
        return _page(reception, secret)

    @route(room, "/my/<secret>/thanks", access=SECRET_LINK, methods=("POST",))
    def thank(secret: str) -> ResponseReturnValue:
        def send(mine: MyReport, text: str, signs: Signs) -> None:
            intake.say_thanks(SayThanks(report_id=mine.report_id, text=text))
            flash(_said(signs))

        try:
            return Writing(reception, secret, FIELD, PAGE).do(send)
        except IllegalMove:
            return _page(reception, secret), 409

    return room


def _said(signs: Signs) -> str:
    """Words with a sign in them are for professionals alone (rules R1, R2)."""
    if signs:
        return _("Sent. Professionals read your words, and the neighbour does not.")
    return _("Your thanks are on their way.")


def _page(reception: Reception, secret: str) -> str:
    mine = reception.intake.my_report(secret)
    return render_template(PAGE, form=blank(), **my_page(reception, mine, secret))
