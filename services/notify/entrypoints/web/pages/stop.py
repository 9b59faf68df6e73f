"""The page on which somebody wants no more mails of one report or one kind, by the link in one of them."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Gone

from services.notify.bootstrap import Notify
from services.notify.domain.subscription import Standing
from services.notify.entrypoints.web.pages.address import ABOUT, SUBSCRIPTION
from services.notify.handlers.stop_kind import StopKind
from services.notify.handlers.stop_messages import StopMessages
from shared.web.access import SECRET_LINK, route

KIND = "kind"
ANYWHERE = SECRET_LINK.for_programs()
"""A mail program that presses the button for its reader (RFC 8058) has no session and no form token."""


def stop_room(notify: Notify) -> Blueprint:
    room = Blueprint("stop", __name__, url_prefix="/me/stop")

    @route(room, "/<token>", access=ANYWHERE)
    def ask(token: str) -> ResponseReturnValue:
        kind = _kind(notify, token)
        if kind is not None:
            return render_template("notify/stop_kind.html", what=kind.what)
        seen = notify.see_subscription(_subscription(notify, token))
        is_active = seen.standing is Standing.ACTIVE
        return render_template("notify/stop.html" if is_active else "notify/stopped.html", seen=seen)

    @route(room, "/<token>", access=ANYWHERE, methods=("POST",))
    def stop(token: str) -> ResponseReturnValue:
        kind = _kind(notify, token)
        if kind is not None:
            notify.reaching.stop_kind(kind)
            return render_template("notify/stopped_kind.html", what=kind.what)
        subscription_id = _subscription(notify, token)
        notify.stop_messages(StopMessages(subscription_id=subscription_id))
        return render_template("notify/stopped.html", seen=notify.see_subscription(subscription_id))

    return room


def _kind(notify: Notify, token: str) -> StopKind | None:
    """None for a link of another purpose."""
    claims = notify.link_reader.read(KIND, token, notify.clock.now())
    return StopKind(person_id=claims["p"], what=claims["w"]) if claims else None


def _subscription(notify: Notify, token: str) -> str:
    """Raises: Gone for a link that was altered, or is too old."""
    claims = notify.link_reader.read(SUBSCRIPTION, token, notify.clock.now())
    if claims is None:
        raise Gone
    return claims[ABOUT]
