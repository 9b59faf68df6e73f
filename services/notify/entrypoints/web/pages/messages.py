"""Everything that was written to one, also what was not mailed; the newest first."""

from datetime import datetime

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.message_words import fared
from services.notify.ports.messages import Place
from shared.web.access import SIGNED_IN, route
from shared.web.sessions import somebody

_LONGEST = 500


def messages_room(notify: Notify) -> Blueprint:
    room = Blueprint("messages", __name__, url_prefix="/me/messages")

    @route(room, "", access=SIGNED_IN)
    def page() -> ResponseReturnValue:
        before = _place(request.args.get("before", ""))
        shown = notify.reaching.my_messages(somebody().person_id, before)
        after = f"{shown.after.planned_at.isoformat()}~{shown.after.id}" if shown.after else ""
        return render_template(
            "notify/messages.html", messages=shown.messages, fared=fared, after=after, is_first=before is None
        )

    return room


def _place(mark: str) -> Place | None:
    """Where a page begins; one's own list begins anew with a mark that nobody gave out."""
    at, _, delivery_id = mark[:_LONGEST].partition("~")
    try:
        planned_at = datetime.fromisoformat(at)
    except ValueError:
        return None
    return Place(planned_at=planned_at, id=delivery_id) if planned_at.tzinfo else None
