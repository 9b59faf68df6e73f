"""The first passkey of somebody who works here: with their mailbox and the link that was handed over to them."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.forms.passkey_forms import PasskeyForm
from services.notify.entrypoints.web.pages.adding_passkeys import asking_the_device, new_passkey
from services.notify.entrypoints.web.pages.entering import Entrance
from services.notify.entrypoints.web.pages.ways_in import ways_in
from shared.web.access import SECRET_LINK, SIGNED_IN, route
from shared.web.forms import Form, blank, read_form
from shared.web.sessions import somebody

INVALID, GONE = 422, 410
HERE = "/me/passkeys/enrol"
RECENTLY = SIGNED_IN.recently()


def enrolment_room(notify: Notify, entrance: Entrance) -> Blueprint:
    room = Blueprint("enrolment", __name__, url_prefix=HERE)
    link = Link(notify, entrance)

    @route(room, "/<token>", access=SECRET_LINK)
    def open_link(token: str) -> ResponseReturnValue:
        """Whatever it is, it goes on in an address that does not hold it; whether it works is seen there."""
        answer = redirect(url_for("enrolment.show"), code=303)
        entrance.cookies.keep_enrolment(answer, token)
        return answer

    @route(room, "", access=RECENTLY)
    def show() -> ResponseReturnValue:
        return link.page(blank()) if link.works() else link.over()

    @route(room, "/options", access=RECENTLY, methods=("POST",))
    def options() -> ResponseReturnValue:
        return asking_the_device(notify, entrance, link.token())

    @route(room, "", access=RECENTLY, methods=("POST",))
    def enrol() -> ResponseReturnValue:
        form = read_form(PasskeyForm(), request.form)
        if not link.works():
            return link.over()
        return link.use(form) if form.is_valid else (link.page(form), INVALID)

    return room


@dataclass(frozen=True, slots=True)
class Link:
    """The link that this browser opened."""

    notify: Notify
    entrance: Entrance

    def token(self) -> str:
        """Never nothing, which would be no link at all."""
        return self.entrance.cookies.enrolment() or "none"

    def works(self) -> bool:
        return self.notify.surer.enrols(somebody().person_id, self.token())

    def page(self, form: Form) -> str:
        return render_template("notify/enrol.html", form=form, **ways_in(self.notify, HERE))

    def over(self) -> ResponseReturnValue:
        return render_template("notify/enrolment_over.html"), GONE

    def use(self, form: Form) -> ResponseReturnValue:
        """They are signed in by the new passkey from now on."""
        entered = self.notify.surer.add_passkey(new_passkey(self.entrance, form, self.token()))
        flash(_("Your passkey is there, and you are signed in with it. Next time you need no mail."))
        answer = redirect("/me", code=303)
        if entered is not None:
            self.entrance.cookies.keep_session(answer, entered)
        self.entrance.cookies.forget_enrolment(answer)
        return answer
