"""The page that the foot of a mail leads to: is this address yours?"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Gone

from services.notify.bootstrap import Notify
from services.notify.handlers.confirm_address import ConfirmAddress
from services.notify.handlers.disown_address import DisownAddress
from shared.web.access import SECRET_LINK, route

SUBSCRIPTION = "subscription"
ABOUT = "s"


def address_room(notify: Notify) -> Blueprint:
    room = Blueprint("address", __name__)

    @route(room, "/me/address/<token>", access=SECRET_LINK)
    def ask(token: str) -> ResponseReturnValue:
        seen = notify.see_subscription(_subscription(token))
        return render_template("notify/address.html", seen=seen, token=token)

    @route(room, "/me/address/<token>/mine", access=SECRET_LINK, methods=("POST",))
    def mine(token: str) -> ResponseReturnValue:
        notify.confirm_address(ConfirmAddress(subscription_id=_subscription(token)))
        return render_template("notify/address_confirmed.html")

    @route(room, "/me/address/<token>/not-mine", access=SECRET_LINK, methods=("POST",))
    def not_mine(token: str) -> ResponseReturnValue:
        notify.disown_address(DisownAddress(subscription_id=_subscription(token)))
        return render_template("notify/address_disowned.html")

    def _subscription(token: str) -> str:
        """Raises: Gone for a link that was altered, or is too old."""
        claims = notify.link_reader.read(SUBSCRIPTION, token, notify.clock.now())
        if claims is None:
            raise Gone
        return claims[ABOUT]

    return room
