"""The page to which the button of a mail leads that asks whether an address is somebody's: this was not me."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import Gone

from services.notify.bootstrap import Notify
from services.notify.handlers.refuse_proofs import RefuseProofs
from shared.web.access import SECRET_LINK, route

ADDING = "adding"
_WHICH = "c"


def not_mine_room(notify: Notify) -> Blueprint:
    room = Blueprint("not_mine", __name__, url_prefix="/me/contacts/not-mine")

    @route(room, "/<token>", access=SECRET_LINK)
    def ask(token: str) -> ResponseReturnValue:
        is_refused = notify.reaching.proofs_are_refused(_contact(token))
        return render_template("notify/not_mine.html", token=token, is_refused=is_refused)

    @route(room, "/<token>", access=SECRET_LINK, methods=("POST",))
    def refuse(token: str) -> ResponseReturnValue:
        notify.reaching.refuse_proofs(RefuseProofs(contact_id=_contact(token)))
        return redirect(url_for("not_mine.ask", token=token), code=303)

    @route(room, "/<token>/allow", access=SECRET_LINK, methods=("POST",))
    def allow(token: str) -> ResponseReturnValue:
        notify.reaching.refuse_proofs(RefuseProofs(contact_id=_contact(token), is_taken_back=True))
        return redirect(url_for("not_mine.ask", token=token), code=303)

    def _contact(token: str) -> str:
        """Raises: Gone for a link that was altered, or is too old."""
        claims = notify.link_reader.read(ADDING, token, notify.clock.now())
        if claims is None:
            raise Gone
        return claims[_WHICH]

    return room
