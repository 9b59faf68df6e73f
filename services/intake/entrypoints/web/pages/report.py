"""`/report`: the form on one page, and what follows when it was sent."""

import secrets

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.entrypoints.web.forms.report_form import ReportForm
from services.intake.entrypoints.web.pages.telling import Telling, form_page
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.words.speech import language
from services.intake.entrypoints.web.words.standing import Standing
from services.intake.handlers.receive_report import Receipt
from shared.events.intake import Channel
from shared.ids import ReportId
from shared.web.access import PUBLIC, SECRET_LINK, route
from shared.web.forms import blank

FORM = "intake/report.html"


def report_room(reception: Reception, *, key: bytes) -> Blueprint:
    room = Blueprint("report", __name__)

    @route(room, "/report", access=PUBLIC)
    def empty() -> str:
        typed = {"category": request.args.get("category", ""), "once": secrets.token_urlsafe(16)}
        form = blank(**typed, language=language())
        return render_template(FORM, form=form, **form_page(reception, _nothing(reception, typed)))

    @route(room, "/report", access=PUBLIC, methods=("POST",))
    def send() -> ResponseReturnValue:
        told = Telling(reception, key, FORM, Channel.WEB).receive()
        if isinstance(told, Receipt):
            return redirect(url_for("report.done", report=told.report_id), code=303)
        return told

    @route(room, "/report/what", access=PUBLIC)
    def what() -> ResponseReturnValue:
        """The first of the steps; until they are there, the form on one page takes its place."""
        return redirect(url_for("report.empty", category=request.args.get("category")), code=302)

    @route(room, "/report/done", access=SECRET_LINK)
    def done() -> str:
        view = reception.intake.report_status(ReportId(request.args.get("report", "")))
        return render_template(
            "intake/done.html",
            view=view,
            sentence=reception.standing.say(Standing(status=view.status, state=None, is_mine=True)),
            turns=[{"at": turn.at, "text": reception.standing.turn(turn.status)} for turn in view.history],
            notices=reception.advice.on_category(view.category, language()),
        )

    return room


def _nothing(reception: Reception, typed: dict[str, str]) -> ReportForm:
    return ReportForm(typed, reception.intake.catalogue, reception.settings.zone)
