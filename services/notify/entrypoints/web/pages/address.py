"""The pages that the foot of a mail leads to: is this address yours, and do you want more of these?"""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Gone

from services.notify.bootstrap import Notify
from services.notify.domain.subscription import Standing
from services.notify.handlers.confirm_address import ConfirmAddress
from services.notify.handlers.disown_address import DisownAddress
from services.notify.handlers.stop_messages import StopMessages
from shared.web.access import SECRET_LINK, route

SUBSCRIPTION = "subscription"
_ABOUT = "s"


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

    @route(room, "/me/stop/<token>", access=SECRET_LINK.for_programs())
    def ask_stop(token: str) -> ResponseReturnValue:
        seen = notify.see_subscription(_subscription(token))
        is_active = seen.standing is Standing.ACTIVE
        return render_template("notify/stop.html" if is_active else "notify/stopped.html", seen=seen, token=token)

    @route(room, "/me/stop/<token>", access=SECRET_LINK.for_programs(), methods=("POST",))
    def stop(token: str) -> ResponseReturnValue:
        """Pressed by a person, or for them by their mail program (RFC 8058), which has no form token."""
        subscription_id = _subscription(token)
        notify.stop_messages(StopMessages(subscription_id=subscription_id))
        return render_template("notify/stopped.html", seen=notify.see_subscription(subscription_id), token=token)

    def _subscription(token: str) -> str:
        """Raises: Gone for a link that was altered, or is too old."""
        claims = notify.link_reader.read(SUBSCRIPTION, token, notify.clock.now())
        if claims is None:
            raise Gone
        return claims[_ABOUT]

    return room
