"""Photos: added later on, and shown to their reporter and to whoever works on it (rules R5 and R15)."""

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.adding import Shows
from services.intake.domain.draft import Problem, Unacceptable
from services.intake.domain.photos import MOST_AT_ONCE, Size
from services.intake.domain.wrong import Wrong
from services.intake.entrypoints.web.pages.mine import PAGE, back_to
from services.intake.entrypoints.web.pages.report import is_own_page
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.sent_photos import Sent, not_added, sent_photos
from services.intake.entrypoints.web.sentences import said
from services.intake.entrypoints.web.shown.my_page import my_page
from services.intake.entrypoints.web.words.speech import _
from services.intake.handlers.add_photos import FIELD, AddPhotos
from services.intake.queries.my_report import MyReport
from services.intake.queries.photo_at_work import WorkingOnIt
from shared.errors import NotFound, TryAgain
from shared.ids import ReportId
from shared.signed_addresses import SignedAddresses
from shared.web.access import SECRET_LINK, route
from shared.web.forms import Form
from shared.web.sessions import somebody

HELPER = "helper"


def photos_room(reception: Reception, addresses: SignedAddresses) -> Blueprint:
    room = Blueprint("photos", __name__)
    intake = reception.intake

    @route(room, "/my/<secret>/photos/<photo_id>/<size>", access=SECRET_LINK)
    def mine(secret: str, photo_id: str, size: str) -> Response:
        return _picture(intake.my_photo(secret, photo_id, _size(size)))

    @route(room, "/my/<secret>/photos", access=SECRET_LINK, methods=("POST",))
    def add(secret: str) -> ResponseReturnValue:
        mine = intake.my_report(secret)
        try:
            wrong = _taken(reception, mine)
        except Unacceptable as error:
            wrong = said(error.problems[0])
        if wrong:
            form = Form(typed={}, errors={FIELD: wrong})
            return render_template(PAGE, form=form, **my_page(reception, mine, secret)), 422
        flash(_("Kept. Whoever works on it sees your photos."))
        return back_to(secret)

    @route(room, "/report/done/photos", access=SECRET_LINK, methods=("POST",))
    def add_at_once() -> ResponseReturnValue:
        """Whoever knows its number may add to a report for a while, and sees nothing of it."""
        report_id, secret = ReportId(request.form.get("report", "")), request.form.get("mine")
        intake.report_status(report_id)
        sent = sent_photos()
        refused = not_added(intake, report_id, sent, Shows(own_page=is_own_page(reception, secret or "", report_id)))
        flash(*_became(sent, refused))
        return redirect(url_for("report.done", report=report_id, mine=secret), code=303)

    @route(room, "/photos/<photo_id>/<size>", access=SECRET_LINK)
    def at_work(photo_id: str, size: str) -> Response:
        """Whatever does not hold any more looks as if it never had: the address, the session, the work."""
        me = somebody().person_id
        if not addresses.opens(request.path, request.args, by=me, at=intake.clock.now()):
            raise NotFound(request.path)
        reader = WorkingOnIt(person_id=me, as_helper=request.args["as"] == HELPER)
        return _picture(intake.photo_at_work(photo_id, _size(size), reader))

    return room


def _became(sent: Sent, refused: str) -> tuple[str, str]:
    """What to say of them, and of which kind that is."""
    if refused or not sent.photos:
        return refused or _choose_first(), "warning"
    return _("Kept. Whoever works on it sees your photos."), "message"


def _choose_first() -> str:
    return _("Choose one to %(most)s photos first.", most=MOST_AT_ONCE)


def _taken(reception: Reception, mine: MyReport) -> str:
    """What is wrong, if anything is. Raises: Unacceptable, IllegalMove, StaleVersion."""
    sent = sent_photos()
    if sent.problem:
        return said(sent.problem)
    if not sent.photos:
        return _choose_first()
    try:
        command = AddPhotos(report_id=mine.report_id, photos=sent.photos, shows=Shows(own_page=True))
        reception.intake.add_photos(command)
    except TryAgain:
        return said(Problem(field=FIELD, wrong=Wrong.NOT_NOW))
    return ""


def _size(name: str) -> Size:
    try:
        return Size(name)
    except ValueError:
        raise NotFound(name) from None


def _picture(jpeg: bytes) -> Response:
    """As a picture and as nothing else, kept by nobody."""
    answer = Response(jpeg, mimetype="image/jpeg")
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Content-Disposition"] = 'inline; filename="photo.jpg"'
    answer.headers["Cache-Control"] = "no-store, private"
    return answer
