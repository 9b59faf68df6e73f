"""Adding an address: one field, then the code that was mailed to it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.domain.sending import EMAIL
from services.notify.entrypoints.web.forms.contact_forms import AddressForm
from services.notify.entrypoints.web.forms.sign_in_forms import CodeForm
from services.notify.entrypoints.web.pages.entering import GONE
from services.notify.handlers.ask_proof import AskProof
from services.notify.handlers.use_proof import TAKEN, UseProof
from services.notify.handlers.use_sign_in_code import WRONG_CODE
from shared.errors import IllegalMove, Refused
from shared.web.access import SIGNED_IN, route
from shared.web.forms import Form, blank, read_form, with_error
from shared.web.sessions import somebody

INVALID = 422
CONFLICT = 409
RECENTLY = SIGNED_IN.recently()


def contact_proofs_room(notify: Notify) -> Blueprint:
    room = Blueprint("adding", __name__, url_prefix="/me/contacts")

    @route(room, "/add", access=RECENTLY)
    def ask() -> ResponseReturnValue:
        return render_template("notify/contact_add.html", form=blank())

    @route(room, "/add", access=RECENTLY, methods=("POST",))
    def add() -> ResponseReturnValue:
        form = read_form(AddressForm(), request.form)
        if not form.is_valid:
            return render_template("notify/contact_add.html", form=form), INVALID
        return _ask(notify, form)

    @route(room, "/confirm/<proof_id>", access=SIGNED_IN)
    def confirm(proof_id: str) -> ResponseReturnValue:
        seen = notify.see_proof(proof_id, somebody().person_id)
        if not seen.stands:
            return render_template("notify/contact_over.html"), GONE
        return render_template("notify/contact_code.html", seen=seen, proof_id=proof_id, form=blank())

    @route(room, "/confirm/<proof_id>", access=SIGNED_IN, methods=("POST",))
    def try_it(proof_id: str) -> ResponseReturnValue:
        form = read_form(CodeForm(), request.form)
        if form.is_valid:
            return _use(notify, proof_id, form)
        seen = notify.see_proof(proof_id, somebody().person_id)
        return render_template("notify/contact_code.html", seen=seen, proof_id=proof_id, form=form), INVALID

    return room


def _ask(notify: Notify, form: Form) -> ResponseReturnValue:
    try:
        proof_id = notify.ask_proof(_wish(notify, form))
    except IllegalMove:
        form = with_error(form, "email", _("This address is yours already."))
        return render_template("notify/contact_add.html", form=form), INVALID
    return redirect(url_for("adding.confirm", proof_id=proof_id), code=303)


def _wish(notify: Notify, form: Form) -> AskProof:
    person, address = somebody(), form.data["email"]
    return AskProof(
        person_id=person.person_id,
        session_id=person.session_id,
        contact_id=notify.contact_of(address),
        kind=EMAIL,
        address=address,
        language=str(get_locale()),
    )


def _use(notify: Notify, proof_id: str, form: Form) -> ResponseReturnValue:
    person = somebody()
    command = UseProof(
        proof_id=proof_id, person_id=person.person_id, session_id=person.session_id, code=form.data["code"]
    )
    seen = notify.see_proof(proof_id, person.person_id)
    try:
        notify.use_proof(command)
    except IllegalMove:
        return render_template("notify/contact_over.html"), GONE
    except Refused as no:
        if no.code == TAKEN:
            return render_template("notify/contact_taken.html", seen=seen), CONFLICT
        if no.code != WRONG_CODE:
            raise
        said = _("That is not the code in the newest mail. Look again; after five tries you need a new one.")
        form = with_error(form, "code", said)
        return render_template("notify/contact_code.html", seen=seen, proof_id=proof_id, form=form), INVALID
    flash(_("%(address)s is confirmed, and yours.", address=seen.address))
    return redirect(url_for("contacts.listed"), code=303)
