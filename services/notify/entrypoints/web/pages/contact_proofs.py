"""Adding an address or a number: one field, then the code that was sent to it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale, lazy_gettext
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.domain.sending import EMAIL, PHONE
from services.notify.entrypoints.web.forms.contact_forms import NO_NUMBER, AddressForm, PhoneForm, ProofForm
from services.notify.entrypoints.web.pages.entering import GONE, require_sure
from services.notify.handlers.ask_proof import AskProof
from services.notify.handlers.use_proof import TAKEN, UseProof
from services.notify.handlers.use_sign_in_code import WRONG_CODE
from shared.contacts import ServiceNumber
from shared.errors import IllegalMove, Refused
from shared.web.access import SIGNED_IN, route
from shared.web.forms import Form, blank, read_form, with_error
from shared.web.sessions import somebody

INVALID = 422
CONFLICT = 409
RECENTLY = SIGNED_IN.recently()
_NOBODYS = lazy_gettext(
    "At short numbers and at those that cost more or nothing we reach nobody. Type that of a mobile phone."
)
_FAR_AWAY = lazy_gettext(
    "We can text codes to numbers of some countries only, and this one is not among them. Add an address for mail "
    "instead; we reach you there just as well."
)


def contact_proofs_room(notify: Notify) -> Blueprint:
    room = Blueprint("adding", __name__, url_prefix="/me/contacts")

    @route(room, "/add", access=RECENTLY)
    def ask() -> ResponseReturnValue:
        return _form(notify, blank())

    @route(room, "/add", access=RECENTLY, methods=("POST",))
    def add() -> ResponseReturnValue:
        require_sure(notify)
        is_phone = notify.reaching.offers_phones and "phone" in request.form
        return _add_a_phone(notify) if is_phone else _add_an_address(notify)

    @route(room, "/confirm/<proof_id>", access=SIGNED_IN)
    def confirm(proof_id: str) -> ResponseReturnValue:
        seen = notify.reaching.see_proof(proof_id, somebody().person_id)
        if not seen.stands:
            return render_template("notify/contact_over.html"), GONE
        return render_template("notify/contact_code.html", seen=seen, proof_id=proof_id, form=blank())

    @route(room, "/confirm/<proof_id>", access=SIGNED_IN, methods=("POST",))
    def try_it(proof_id: str) -> ResponseReturnValue:
        require_sure(notify)
        form = read_form(ProofForm(), request.form)
        if form.is_valid:
            return _use(notify, proof_id, form)
        seen = notify.reaching.see_proof(proof_id, somebody().person_id)
        return render_template("notify/contact_code.html", seen=seen, proof_id=proof_id, form=form), INVALID

    return room


def _form(notify: Notify, form: Form) -> str:
    return render_template("notify/contact_add.html", form=form, offers_phones=notify.reaching.offers_phones)


def _add_an_address(notify: Notify) -> ResponseReturnValue:
    form = read_form(AddressForm(), request.form)
    if not form.is_valid:
        return _form(notify, form), INVALID
    address = form.data["email"]
    return _ask(notify, form, "email", _wish(notify.contact_of(address), EMAIL, address))


def _add_a_phone(notify: Notify) -> ResponseReturnValue:
    form = read_form(PhoneForm(), request.form)
    if not form.is_valid:
        return _form(notify, form), INVALID
    try:
        number, contact_id = notify.texting.number_of(form.data["phone"])
    except ServiceNumber:
        return _form(notify, with_error(form, "phone", str(_NOBODYS))), INVALID
    except ValueError:
        return _form(notify, with_error(form, "phone", str(NO_NUMBER))), INVALID
    if not notify.texting.may_be_texted(number):
        return _form(notify, with_error(form, "phone", str(_FAR_AWAY))), INVALID
    return _ask(notify, form, "phone", _wish(contact_id, PHONE, number))


def _ask(notify: Notify, form: Form, field: str, wish: AskProof) -> ResponseReturnValue:
    try:
        proof_id = notify.reaching.ask_proof(wish)
    except IllegalMove:
        said = _("This number is yours already.") if wish.kind == PHONE else _("This address is yours already.")
        return _form(notify, with_error(form, field, said)), INVALID
    return redirect(url_for("adding.confirm", proof_id=proof_id), code=303)


def _wish(contact_id: str, kind: str, address: str) -> AskProof:
    person = somebody()
    return AskProof(
        person_id=person.person_id,
        session_id=person.session_id,
        contact_id=contact_id,
        kind=kind,
        address=address,
        language=str(get_locale()),
    )


def _use(notify: Notify, proof_id: str, form: Form) -> ResponseReturnValue:
    person = somebody()
    command = UseProof(
        proof_id=proof_id, person_id=person.person_id, session_id=person.session_id, code=form.data["code"]
    )
    seen = notify.reaching.see_proof(proof_id, person.person_id)
    try:
        notify.reaching.use_proof(command)
    except IllegalMove:
        return render_template("notify/contact_over.html"), GONE
    except Refused as no:
        if no.code == TAKEN:
            return render_template("notify/contact_taken.html", seen=seen), CONFLICT
        if no.code != WRONG_CODE:
            raise
        said = _("That is not the code that we sent last. Look again; after five tries you need a new one.")
        form = with_error(form, "code", said)
        return render_template("notify/contact_code.html", seen=seen, proof_id=proof_id, form=form), INVALID
    flash(_("%(address)s is confirmed, and yours.", address=seen.address))
    return redirect(url_for("contacts.listed"), code=303)
