"""Where one is signed in, and the ways to sign out."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.cookies import Cookies
from services.notify.entrypoints.web.words import METHODS
from services.notify.handlers.end_all_sessions import EndAllSessions
from services.notify.handlers.end_session import EndSession
from shared.web.access import SIGNED_IN, route
from shared.web.sessions import somebody

FRONT_PAGE = "/"


def sessions_room(notify: Notify, cookies: Cookies) -> Blueprint:
    room = Blueprint("sessions", __name__)

    @route(room, "/me/sessions", access=SIGNED_IN)
    def listed() -> ResponseReturnValue:
        person = somebody()
        shown = notify.my_sessions(person.person_id)
        return render_template("notify/sessions.html", sessions=shown, here=person.session_id, methods=METHODS)

    @route(room, "/me/sessions/<session_id>/end", access=SIGNED_IN, methods=("POST",))
    def end(session_id: str) -> ResponseReturnValue:
        person = somebody()
        notify.end_session(EndSession(person_id=person.person_id, session_id=session_id))
        if session_id == person.session_id:
            return _gone()
        flash(_("Signed out there."))
        return redirect(url_for("sessions.listed"), code=303)

    @route(room, "/me/sessions/end-all", access=SIGNED_IN, methods=("POST",))
    def end_all() -> ResponseReturnValue:
        notify.end_all_sessions(EndAllSessions(person_id=somebody().person_id))
        return _gone()

    @route(room, "/me/sign-out", access=SIGNED_IN, methods=("POST",))
    def sign_out() -> ResponseReturnValue:
        person = somebody()
        notify.end_session(EndSession(person_id=person.person_id, session_id=person.session_id))
        return _gone()

    def _gone() -> ResponseReturnValue:
        answer = redirect(FRONT_PAGE, code=303)
        cookies.forget_session(answer)
        return answer

    return room
