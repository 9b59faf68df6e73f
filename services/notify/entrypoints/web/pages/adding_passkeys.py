"""What every page has in common that adds a passkey: the question to the device, and what it made."""

from flask import jsonify
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.pages.entering import Entrance, this_browser
from services.notify.handlers.add_passkey import AddPasskey, BeginAddingPasskey
from services.notify.ports.sign_in import Purpose
from shared.web.forms import Form
from shared.web.sessions import somebody


def asking_the_device(notify: Notify, entrance: Entrance, link: str = "") -> ResponseReturnValue:
    """Options for the page's script. link: the token of an enrolment."""
    person = somebody()
    command = BeginAddingPasskey(person_id=person.person_id, name=_shown_name(notify), method=person.method, link=link)
    begun = notify.surer.begin_adding_passkey(command)
    answer = jsonify(begun.ask)
    entrance.cookies.keep_begun(answer, Purpose.ADD, begun.token)
    return answer


def new_passkey(entrance: Entrance, form: Form, link: str = "") -> AddPasskey:
    person = somebody()
    return AddPasskey(
        person_id=person.person_id,
        token=entrance.cookies.begun(Purpose.ADD),
        answer=form.data["credential"],
        name=form.data["name"],
        method=person.method,
        browser=this_browser(),
        session_id=person.session_id,
        link=link,
    )


def _shown_name(notify: Notify) -> str:
    """What their device shows beside the passkey."""
    mine = notify.my_page(somebody().person_id)
    addresses = [each.address for each in mine.contacts if each.address]
    return addresses[0] if addresses else mine.name or "Nabo"
