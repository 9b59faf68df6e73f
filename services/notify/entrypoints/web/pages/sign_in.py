"""The first step of signing in: one field, and the same answer whoever asks."""

from flask import Blueprint, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from services.notify.bootstrap import Notify
from services.notify.domain.sending import EMAIL
from services.notify.entrypoints.web.cookies import Cookies
from services.notify.entrypoints.web.forms.sign_in_forms import AskForm
from services.notify.entrypoints.web.pages.ways_in import sign_in_page
from services.notify.handlers.ask_sign_in import AskSignIn
from shared.web.access import PUBLIC, route
from shared.web.forms import blank, read_form
from shared.web.languages import local_path

INVALID = 422


def sign_in_room(notify: Notify, cookies: Cookies) -> Blueprint:
    room = Blueprint("sign_in", __name__)

    @route(room, "/me/sign-in", access=PUBLIC)
    def ask() -> ResponseReturnValue:
        return sign_in_page(notify, blank(next=local_path(request.args.get("next", "/me"))))

    @route(room, "/me/sign-in", access=PUBLIC, methods=("POST",))
    def send() -> ResponseReturnValue:
        form = read_form(AskForm(), request.form)
        if not form.is_valid:
            return sign_in_page(notify, form), INVALID
        asked = notify.ask_sign_in(
            AskSignIn(
                contact_id=notify.contact_of(form.data["email"]),
                kind=EMAIL,
                address=form.data["email"],
                language=str(get_locale()),
                next_path=local_path(form.data["next"]),
                known_as=cookies.known_as(),
            )
        )
        answer = redirect(url_for("sign_in_code.show"), code=303)
        cookies.keep_asked(answer, asked)
        return answer

    return room
