"""Signing in by a passkey: the script of the page asks for something to sign, and sends what the device made of it."""

from flask import Blueprint, jsonify, request
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.pages.entering import Entrance, present_session, this_browser
from services.notify.entrypoints.web.pages.ways_in import not_signed_in
from services.notify.handlers.use_passkey import BeginWithPasskey, UsePasskey
from services.notify.ports.sign_in import Purpose
from shared.errors import DomainError
from shared.web.access import PUBLIC, route
from shared.web.languages import local_path


def sign_in_passkey_room(notify: Notify, entrance: Entrance) -> Blueprint:
    room = Blueprint("sign_in_passkey", __name__)

    @route(room, "/me/sign-in/passkey/options", access=PUBLIC, methods=("POST",))
    def options() -> ResponseReturnValue:
        begun = notify.surer.begin_with_passkey(BeginWithPasskey(next_path=_next_path()))
        answer = jsonify(begun.ask)
        entrance.cookies.keep_begun(answer, Purpose.ENTER, begun.token)
        return answer

    @route(room, "/me/sign-in/passkey", access=PUBLIC, methods=("POST",))
    def use() -> ResponseReturnValue:
        command = UsePasskey(
            token=entrance.cookies.begun(Purpose.ENTER),
            answer=request.form.get("credential", ""),
            browser=this_browser(),
            instead_of=present_session(),
        )
        try:
            return entrance.let_in(notify.surer.use_passkey(command))
        except DomainError as no:
            return not_signed_in(notify, no, _next_path())

    return room


def _next_path() -> str:
    return local_path(request.form.get("next", "/me"))
