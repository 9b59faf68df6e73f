"""`/report`: the form on one page, and what follows when it was sent."""

import secrets

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.adding import AT_FIRST
from services.intake.domain.standing import OVER
from services.intake.entrypoints.web.forms.report_form import ReportForm
from services.intake.entrypoints.web.language_code import SHOWN_IN
from services.intake.entrypoints.web.pages.telling import Telling
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.shown.form_page import form_page
from services.intake.entrypoints.web.words.speech import language
from services.intake.entrypoints.web.words.standing import Standing
from services.intake.handlers.receive_report import Receipt
from services.intake.queries.report_status import StatusView
from shared.errors import NotFound
from shared.events.intake import Channel
from shared.ids import ReportId
from shared.web.access import PUBLIC, SECRET_LINK, route
from shared.web.forms import blank
from shared.web.languages import in_its_language

FORM = "intake/report.html"


def report_room(reception: Reception, *, key: bytes, origin: str) -> Blueprint:
    """origin: of this site, before the path of the personal page that people write down."""
    room = Blueprint("report", __name__)

    @route(room, "/report", access=PUBLIC)
    def empty() -> str:
        typed = {"category": request.args.get("category", ""), "once": secrets.token_urlsafe(16)}
        form = blank(**typed, **{name: language() for name in ("language", SHOWN_IN)})
        return render_template(FORM, form=form, **form_page(reception, _nothing(reception, typed)))

    @route(room, "/report", access=PUBLIC, methods=("POST",))
    def send() -> ResponseReturnValue:
        told = Telling(reception, key, FORM, Channel.WEB).receive()
        if isinstance(told, Receipt):
            return redirect(url_for("report.done", report=told.report_id, mine=told.secret or None), code=303)
        return in_its_language(told)

    @route(room, "/report/what", access=PUBLIC)
    def what() -> ResponseReturnValue:
        """The first of the steps; until they are there, the form on one page takes its place."""
        return redirect(url_for("report.empty", category=request.args.get("category")), code=302)

    @route(room, "/report/done", access=SECRET_LINK)
    def done() -> str:
        view = reception.intake.report_status(ReportId(request.args.get("report", "")))
        mine = _own_page(reception, request.args.get("mine", ""), view.report_id)
        return render_template(
            "intake/done.html",
            view=view,
            mine=f"{origin}{mine}" if mine else "",
            sentence=reception.standing.say(Standing(status=view.status, state=None, is_mine=True)),
            turns=[{"at": turn.at, "text": reception.standing.turn(turn.status)} for turn in view.history],
            takes_photos=_takes_photos(reception, view, is_theirs=bool(mine)),
            secret=request.args.get("mine", ""),
            blank_form=blank(),
            notices=reception.advice.on_category(view.category, language(), signs=view.signs),
        )

    return room


def is_own_page(reception: Reception, secret: str, report_id: ReportId) -> bool:
    """False where the secret opens another page, or none."""
    try:
        return reception.intake.my_report(secret).report_id == report_id
    except NotFound:
        return False


def _own_page(reception: Reception, secret: str, report_id: ReportId) -> str:
    """Its path, where that is its secret."""
    return url_for("mine.page", secret=secret) if is_own_page(reception, secret, report_id) else ""


def _takes_photos(reception: Reception, view: StatusView, *, is_theirs: bool) -> bool:
    """Without the secret of its page, for a while only; see `require_sender`."""
    intake = reception.intake
    is_new = intake.clock.now() < view.received_at + AT_FIRST
    return intake.catalogue.of(view.category).takes_photos and view.status not in OVER and (is_new or is_theirs)


def _nothing(reception: Reception, typed: dict[str, str]) -> ReportForm:
    return ReportForm(typed, reception.intake.catalogue, reception.settings.zone)
