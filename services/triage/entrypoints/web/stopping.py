"""`/help/stop`: a helper who wants to help no more sees what that means, and then says so."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web.words.speech import _
from services.triage.handlers.stop_helping import StopHelping
from services.triage.queries.my_help import my_help
from shared.ids import PersonId
from shared.web.access import SIGNED_IN, route
from shared.web.sessions import somebody


def stopping_room(triage: Triage) -> Blueprint:
    room = Blueprint("stopping", __name__, url_prefix="/help/stop")

    @route(room, "", access=SIGNED_IN)
    def ask() -> ResponseReturnValue:
        """Whoever does not help has nothing to stop."""
        me = somebody().person_id
        mine = my_help(me, cases=triage.cases, helpers=triage.helpers, now=triage.clock.now())
        if mine is None:
            return redirect(url_for("help.home"), code=303)
        return render_template("help/stop.html", mine=mine)

    @route(room, "", access=SIGNED_IN, methods=("POST",))
    def stop() -> ResponseReturnValue:
        triage.stop_helping(StopHelping(person_id=PersonId(somebody().person_id)))
        flash(_("You help no more, and we ask you nothing. Thank you for being there."))
        return redirect(url_for("help.home"), code=303)

    return room
