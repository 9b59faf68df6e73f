"""`/report/for-someone`: a caseworker writes down what somebody tells by phone or at the counter."""

import secrets

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.entrypoints.web.forms.report_form import ReportForm
from services.intake.entrypoints.web.pages.telling import Telling
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.shown.form_page import form_page
from services.intake.entrypoints.web.words.speech import language, sentence
from services.intake.handlers.receive_report import Receipt
from shared.events.intake import Channel
from shared.events.triage_people import Role
from shared.ids import ReportId
from shared.web.access import role, route
from shared.web.forms import blank
from shared.web.languages import in_its_language
from shared.web.sessions import somebody

FORM = "intake/for_someone.html"
STAFF = role(Role.CASEWORKER, Role.COORDINATOR, Role.SAFEGUARDING_LEAD)


def for_someone_room(reception: Reception, *, key: bytes) -> Blueprint:
    room = Blueprint("for_someone", __name__)

    @route(room, "/report/for-someone", access=STAFF)
    def empty() -> str:
        typed = {
            "category": request.args.get("category", ""),
            "once": secrets.token_urlsafe(16),
            "channel": Channel.PHONE.value,
            "language": language(),
        }
        nothing = ReportForm(typed, reception.intake.catalogue, reception.settings.zone, by_staff=True)
        return render_template(FORM, form=blank(**typed), **form_page(reception, nothing))

    @route(room, "/report/for-someone", access=STAFF, methods=("POST",))
    def send() -> ResponseReturnValue:
        told = Telling(reception, key, FORM, _channel(), somebody().person_id).receive()
        if isinstance(told, Receipt):
            return redirect(url_for("for_someone.done", report=told.report_id), code=303)
        return in_its_language(told)

    @route(room, "/report/for-someone/done", access=STAFF)
    def done() -> str:
        view = reception.intake.report_status(ReportId(request.args.get("report", "")))
        holder = reception.intake.who_has_it(view.report_id, somebody().person_id)
        return render_template(
            "intake/for_someone_done.html",
            view=view,
            team=sentence(reception.words.team(holder.team)) if holder.team else "",
            may_open=holder.may_open,
        )

    return room


def _channel() -> Channel:
    """By phone, unless they say that somebody stands before them."""
    return Channel.COUNTER if request.form.get("channel") == Channel.COUNTER else Channel.PHONE
