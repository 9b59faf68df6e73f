"""What intake holds about somebody, as a file; notify's page `/me/data` leads here."""

from flask import Blueprint
from flask.typing import ResponseReturnValue

from services.intake.bootstrap import Intake
from shared.web.access import SIGNED_IN, route
from shared.web.downloads import as_file
from shared.web.sessions import somebody


def data_room(intake: Intake) -> Blueprint:
    room = Blueprint("data", __name__)

    @route(room, "/report/me/data.json", access=SIGNED_IN.recently())
    def file() -> ResponseReturnValue:
        return as_file("nabo-intake.json", intake.my_data(somebody().person_id))

    return room
