"""One's own passkeys: which there are, one more, one less."""

from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.forms.passkey_forms import PasskeyForm
from services.notify.entrypoints.web.pages.adding_passkeys import asking_the_device, new_passkey
from services.notify.entrypoints.web.pages.entering import Entrance
from services.notify.entrypoints.web.pages.ways_in import ways_in
from services.notify.handlers.enter import STAFF
from services.notify.handlers.remove_passkey import RemovePasskey
from services.notify.queries.my_passkeys import SeenPasskey
from shared.errors import IllegalMove, NotFound
from shared.events.notify_sign_ins import SECOND_FACTOR
from shared.web.access import SIGNED_IN, route
from shared.web.forms import Form, blank, read_form
from shared.web.sessions import somebody

INVALID, REFUSED = 422, 409
HERE = "/me/passkeys"
RECENTLY = SIGNED_IN.recently()


def passkeys_room(notify: Notify, entrance: Entrance) -> Blueprint:
    room = Blueprint("passkeys", __name__, url_prefix=HERE)
    mine = Mine(notify)

    @route(room, "", access=SIGNED_IN)
    def listed() -> ResponseReturnValue:
        return mine.page(blank())

    @route(room, "/options", access=RECENTLY, methods=("POST",))
    def options() -> ResponseReturnValue:
        return asking_the_device(notify, entrance)

    @route(room, "", access=RECENTLY, methods=("POST",))
    def add() -> ResponseReturnValue:
        form = read_form(PasskeyForm(), request.form)
        if not form.is_valid:
            return mine.page(form), INVALID
        notify.surer.add_passkey(new_passkey(entrance, form))
        flash(_("Your passkey is there. Next time you sign in with it."))
        return redirect(HERE, code=303)

    @route(room, "/<passkey_id>/remove", access=RECENTLY)
    def ask(passkey_id: str) -> ResponseReturnValue:
        return mine.asked(passkey_id)

    @route(room, "/<passkey_id>/remove", access=RECENTLY, methods=("POST",))
    def remove(passkey_id: str) -> ResponseReturnValue:
        return mine.remove(passkey_id)

    return room


@dataclass(frozen=True, slots=True)
class Mine:
    """The passkeys of whoever asks. Raises NotFound for one that is not theirs."""

    notify: Notify

    def page(self, form: Form) -> str:
        person = somebody()
        return render_template(
            "notify/passkeys.html",
            form=form,
            passkeys=self.notify.surer.my_passkeys(person.person_id),
            may_change=self.notify.surer.may_change_ways_in(person.person_id, person.method),
            works_here=self._works_here(),
            is_surer=person.method in SECOND_FACTOR,
            now=self.notify.clock.now(),
            **ways_in(self.notify, HERE),
        )

    def asked(self, passkey_id: str) -> str:
        passkey = self._one(passkey_id)
        is_last = passkey.is_last_vouched and self._works_here()
        return render_template("notify/passkey_remove.html", passkey=passkey, is_last=is_last)

    def remove(self, passkey_id: str) -> ResponseReturnValue:
        """Others may have been taken away since the page was shown: then it is asked anew."""
        person, is_sure = somebody(), request.form.get("last") == "yes"
        command = RemovePasskey(
            person_id=person.person_id, passkey_id=passkey_id, method=person.method, is_sure=is_sure
        )
        try:
            self.notify.surer.remove_passkey(command)
        except IllegalMove as no:
            if no.code != "last_passkey":
                raise
            return self.asked(passkey_id), REFUSED
        flash(_("Removed. It signs nobody in here any more; you can delete it on your device, too."))
        return redirect(url_for("passkeys.listed"), code=303)

    def _one(self, passkey_id: str) -> SeenPasskey:
        found = (each for each in self.notify.surer.my_passkeys(somebody().person_id) if each.passkey_id == passkey_id)
        if (passkey := next(found, None)) is None:
            raise NotFound(passkey_id)
        return passkey

    def _works_here(self) -> bool:
        return bool(self.notify.roles.of(somebody().person_id, self.notify.clock.now()) & STAFF)
