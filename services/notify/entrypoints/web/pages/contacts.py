"""Where one is reached: one's addresses, which of them is written to, and a way to remove one."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.pages.entering import require_sure
from services.notify.handlers.choose_contact import ChooseContact
from services.notify.handlers.remove_contact import RemoveContact
from services.notify.queries.my_contacts import OwnContact
from shared.errors import NotFound
from shared.web.access import SIGNED_IN, route
from shared.web.sessions import somebody

RECENTLY = SIGNED_IN.recently()


def contacts_room(notify: Notify) -> Blueprint:
    room = Blueprint("contacts", __name__, url_prefix="/me/contacts")

    @route(room, "", access=SIGNED_IN)
    def listed() -> ResponseReturnValue:
        return render_template("notify/contacts.html", contacts=notify.reaching.my_contacts(somebody().person_id))

    @route(room, "/<contact_id>/choose", access=SIGNED_IN, methods=("POST",))
    def choose(contact_id: str) -> ResponseReturnValue:
        require_sure(notify)
        mine = _mine(notify, contact_id)
        notify.reaching.choose_contact(ChooseContact(person_id=somebody().person_id, contact_id=mine.contact_id))
        flash(_("From now on we write to %(address)s.", address=mine.address))
        return redirect(url_for("contacts.listed"), code=303)

    @route(room, "/<contact_id>/remove", access=RECENTLY)
    def ask_removal(contact_id: str) -> ResponseReturnValue:
        return render_template("notify/contact_remove.html", contact=_mine(notify, contact_id))

    @route(room, "/<contact_id>/remove", access=RECENTLY, methods=("POST",))
    def remove(contact_id: str) -> ResponseReturnValue:
        require_sure(notify)
        mine = _mine(notify, contact_id)
        notify.reaching.remove_contact(RemoveContact(person_id=somebody().person_id, contact_id=mine.contact_id))
        flash(_("%(address)s is removed.", address=mine.address))
        return redirect(url_for("contacts.listed"), code=303)

    return room


def _mine(notify: Notify, contact_id: str) -> OwnContact:
    """Raises: NotFound for an address that is not theirs."""
    for each in notify.reaching.my_contacts(somebody().person_id):
        if each.contact_id == contact_id:
            return each
    raise NotFound(contact_id)
