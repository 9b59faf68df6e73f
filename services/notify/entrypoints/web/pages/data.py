"""What we hold about somebody, for them to take with them: one file from each service."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from shared.web.access import SIGNED_IN, route
from shared.web.downloads import as_file
from shared.web.sessions import somebody

RECENTLY = SIGNED_IN.recently()


def data_room(notify: Notify) -> Blueprint:
    room = Blueprint("data", __name__, url_prefix="/me/data")

    @route(room, "", access=RECENTLY)
    def page() -> ResponseReturnValue:
        return render_template("notify/data.html")

    @route(room, "/notify.json", access=RECENTLY)
    def file() -> ResponseReturnValue:
        return as_file("nabo-notify.json", notify.my_data(somebody().person_id))

    return room
