"""The page that a mailed sign-in link opens: it shows a button, and only pressing that signs in (rule R17)."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.pages.entering import Entrance, over, present_session, this_browser
from services.notify.handlers.use_sign_in_link import UseSignInLink
from shared.errors import IllegalMove
from shared.web.access import SECRET_LINK, route


def sign_in_link_room(notify: Notify, entrance: Entrance) -> Blueprint:
    room = Blueprint("sign_in_link", __name__)

    @route(room, "/me/sign-in/<token>", access=SECRET_LINK)
    def show(token: str) -> ResponseReturnValue:
        """In another browser than the one that asked, the page says so and asks whether it was them."""
        seen, asked = notify.look_at_sign_in(token), entrance.cookies.asked()
        if not seen.stands:
            return over()
        is_here = asked is not None and asked.sign_in_id == seen.sign_in_id
        return render_template("notify/link.html", is_here=is_here)

    @route(room, "/me/sign-in/<token>", access=SECRET_LINK, methods=("POST",))
    def use(token: str) -> ResponseReturnValue:
        command = UseSignInLink(token=token, browser=this_browser(), instead_of=present_session())
        try:
            return entrance.let_in(notify.use_sign_in_link(command))
        except IllegalMove:
            return over()

    return room
