"""Where an administrator makes the link with which somebody who works here adds their first passkey."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.forms.passkey_forms import EnrolForm
from services.notify.handlers.offer_enrolment import OfferEnrolment
from shared.errors import NotFound, Refused
from shared.events.triage_people import Role
from shared.web.access import role, route
from shared.web.forms import blank, read_form, with_error
from shared.web.sessions import somebody

INVALID = 422
ADMINISTRATORS = role(Role.ADMINISTRATOR).recently()


def enrolments_room(notify: Notify, public_url: str) -> Blueprint:
    room = Blueprint("enrolments", __name__, url_prefix="/me/enrolments")

    @route(room, "", access=ADMINISTRATORS)
    def page() -> ResponseReturnValue:
        return render_template("notify/enrolments.html", form=blank(person=request.args.get("person", "")), link="")

    @route(room, "", access=ADMINISTRATORS, methods=("POST",))
    def offer() -> ResponseReturnValue:
        """The link is shown this once, and kept nowhere."""
        form = read_form(EnrolForm(), request.form)
        if not form.is_valid:
            return render_template("notify/enrolments.html", form=form, link=""), INVALID
        command = OfferEnrolment(person_id=form.data["person"], by=somebody().person_id)
        try:
            token = notify.surer.offer_enrolment(command)
        except (NotFound, Refused) as no:
            said = with_error(form, "person", _why(no))
            return render_template("notify/enrolments.html", form=said, link=""), INVALID
        link = f"{public_url}/me/passkeys/enrol/{token}"
        return render_template("notify/enrolments.html", form=blank(), link=link)

    return room


def _why(no: NotFound | Refused) -> LazyString:
    if isinstance(no, Refused) and no.code == "enrolment_of_oneself":
        return _("You cannot do this for yourself. You are signed in by more than a mail: add a passkey on your page.")
    return _("Nobody with this number works here. Give them a role first; what you just gave may take a moment.")
