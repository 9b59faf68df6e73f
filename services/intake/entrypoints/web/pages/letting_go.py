"""`/my/<secret>/…`: taking it back, saying that it is no longer needed, asking for somebody else."""

from flask import Blueprint, flash, render_template
from flask.typing import ResponseReturnValue

from services.intake.entrypoints.web.pages.mine import back_to
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.shown.my_page import my_page
from services.intake.entrypoints.web.words.speech import _
from services.intake.handlers.refuse_helper import RefuseHelper
from services.intake.handlers.say_no_longer_needed import SayNoLongerNeeded
from services.intake.handlers.withdraw_report import WithdrawReport
from shared.web.access import SECRET_LINK, route


def letting_go_room(reception: Reception) -> Blueprint:
    room = Blueprint("letting_go", __name__)
    intake = reception.intake

    @route(room, "/my/<secret>/withdraw", access=SECRET_LINK)
    def ask_withdraw(secret: str) -> str:
        return render_template("intake/withdraw.html", **my_page(reception, intake.my_report(secret), secret))

    @route(room, "/my/<secret>/withdraw", access=SECRET_LINK, methods=("POST",))
    def withdraw(secret: str) -> ResponseReturnValue:
        intake.withdraw_report(WithdrawReport(report_id=intake.my_report(secret).report_id))
        return back_to(secret)

    @route(room, "/my/<secret>/no-longer-needed", access=SECRET_LINK, methods=("POST",))
    def no_longer_needed(secret: str) -> ResponseReturnValue:
        intake.say_no_longer_needed(SayNoLongerNeeded(report_id=intake.my_report(secret).report_id))
        flash(_("Thank you for telling. We let everybody know who is on it."))
        return back_to(secret)

    @route(room, "/my/<secret>/somebody-else", access=SECRET_LINK, methods=("POST",))
    def somebody_else(secret: str) -> ResponseReturnValue:
        intake.refuse_helper(RefuseHelper(report_id=intake.my_report(secret).report_id))
        flash(_("That is fine. We look for somebody else."))
        return back_to(secret)

    return room
