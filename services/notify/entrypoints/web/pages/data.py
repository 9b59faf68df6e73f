"""What we hold about somebody: theirs to take with them, a file from each service, and theirs to have forgotten."""

from flask import Blueprint, make_response, render_template
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.cookies import Cookies
from services.notify.handlers.enter import STAFF
from services.notify.handlers.erase_person import ErasePerson
from shared.web.access import SIGNED_IN, route
from shared.web.downloads import as_file
from shared.web.sessions import current_roles, somebody

RECENTLY = SIGNED_IN.recently()


def data_room(notify: Notify, cookies: Cookies) -> Blueprint:
    room = Blueprint("data", __name__, url_prefix="/me/data")

    @route(room, "", access=RECENTLY)
    def page() -> ResponseReturnValue:
        return render_template("notify/data.html")

    @route(room, "/notify.json", access=RECENTLY)
    def file() -> ResponseReturnValue:
        return as_file("nabo-notify.json", notify.my_data(somebody().person_id))

    @route(room, "/erase", access=RECENTLY)
    def ask() -> ResponseReturnValue:
        return render_template("notify/erase.html", is_staff=bool(current_roles() & STAFF))

    @route(room, "/erase", access=RECENTLY, methods=("POST",))
    def erase() -> ResponseReturnValue:
        """Answers at once: they are signed in nowhere any more, so no page of theirs is there to be sent to."""
        person_id = somebody().person_id
        notify.erase_person(ErasePerson(person_id=person_id, by=person_id))
        answer = make_response(render_template("notify/erased.html"))
        cookies.forget_all(answer)
        return answer

    return room
