"""Typing the code of a mail, in the browser that asked for it."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.forms.sign_in_forms import CodeForm
from services.notify.entrypoints.web.pages.entering import Entrance, over, present_session, this_browser
from services.notify.handlers.ask_sign_in import Asked
from services.notify.handlers.use_sign_in_code import WRONG_CODE, UseSignInCode
from shared.errors import IllegalMove, Refused
from shared.web.access import PUBLIC, route
from shared.web.forms import Form, blank, read_form, with_error

INVALID = 422


def sign_in_code_room(notify: Notify, entrance: Entrance) -> Blueprint:
    room = Blueprint("sign_in_code", __name__)

    @route(room, "/me/sign-in/code", access=PUBLIC)
    def show() -> ResponseReturnValue:
        if entrance.cookies.asked() is None:
            return redirect(url_for("sign_in.ask"), code=303)
        return render_template("notify/code.html", form=blank())

    @route(room, "/me/sign-in/code", access=PUBLIC, methods=("POST",))
    def try_it() -> ResponseReturnValue:
        asked, form = entrance.cookies.asked(), read_form(CodeForm(), request.form)
        if asked is None:
            return over()
        if not form.is_valid:
            return render_template("notify/code.html", form=form), INVALID
        return _use(notify, entrance, asked, form)

    return room


def _use(notify: Notify, entrance: Entrance, asked: Asked, form: Form) -> ResponseReturnValue:
    try:
        return entrance.let_in(notify.use_sign_in_code(_command(asked, form.data["code"])))
    except IllegalMove:
        return over()
    except Refused as no:
        if no.code != WRONG_CODE:
            raise
        said = _("That is not the code in the newest mail. Look again; after five tries you need a new one.")
        return render_template("notify/code.html", form=with_error(form, "code", said)), INVALID


def _command(asked: Asked, code: str) -> UseSignInCode:
    return UseSignInCode(
        sign_in_id=asked.sign_in_id,
        browser_secret=asked.browser,
        code=code,
        browser=this_browser(),
        instead_of=present_session(),
    )
