"""Notify's web app: what the pack, the settings and the use cases become when people and programs ask."""

from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _

from services.notify.bootstrap import Notify, Stores
from services.notify.entrypoints.web.api.documents import Documents
from services.notify.entrypoints.web.api.mail import mail_api
from services.notify.entrypoints.web.api.me import me_api
from services.notify.entrypoints.web.api.sms import sms_api
from services.notify.entrypoints.web.cookies import Cookies
from services.notify.entrypoints.web.pages.address import address_room
from services.notify.entrypoints.web.pages.contact_proofs import contact_proofs_room
from services.notify.entrypoints.web.pages.contacts import contacts_room
from services.notify.entrypoints.web.pages.data import data_room
from services.notify.entrypoints.web.pages.enrolment import enrolment_room
from services.notify.entrypoints.web.pages.enrolments import enrolments_room
from services.notify.entrypoints.web.pages.entering import Entrance
from services.notify.entrypoints.web.pages.me import me_room
from services.notify.entrypoints.web.pages.messages import messages_room
from services.notify.entrypoints.web.pages.not_mine import not_mine_room
from services.notify.entrypoints.web.pages.passkeys import passkeys_room
from services.notify.entrypoints.web.pages.preferences import preferences_room
from services.notify.entrypoints.web.pages.sessions import sessions_room
from services.notify.entrypoints.web.pages.sign_in import sign_in_room
from services.notify.entrypoints.web.pages.sign_in_code import sign_in_code_room
from services.notify.entrypoints.web.pages.sign_in_link import sign_in_link_room
from services.notify.entrypoints.web.pages.sign_in_oidc import sign_in_oidc_room
from services.notify.entrypoints.web.pages.sign_in_passkey import sign_in_passkey_room
from services.notify.entrypoints.web.pages.stop import stop_room
from services.notify.entrypoints.web.pages.stronger import stronger_room
from services.notify.entrypoints.web.pages.ways_in import PROBLEMS
from services.notify.entrypoints.web.signed import Signatures
from services.notify.settings import Settings
from shared.mongo.connect import is_there
from shared.settings.pages import web_settings
from shared.web.access import PROGRAMS
from shared.web.app import Parts, make_app

SERVICE = Path(__file__).parents[2]
MAX_BODY_BYTES = 16_384
_OVER = PROBLEMS["sign_in_over"]
REFUSALS = {
    "sign_in_over": _OVER,
    "enrolment_over": _("The link for your passkey was used, is too old or is for somebody else. Ask for a new one."),
    "enrolment_first": _(
        "You work here, and a mail alone is not enough to change your passkeys. Sign in with one that you have, or "
        "ask your administrator for a link."
    ),
    "passkey_first": _(
        "A mail alone is not enough to remove a passkey that is older than a day. Sign in with a passkey first. If you "
        "have lost the device, add another passkey: a day later you can sign in with that one and remove this one."
    ),
    "sure_first": _(
        "You work here, and a mail alone is not enough to change where you are reached. Sign in with a passkey or your "
        "organisation's own sign-in first."
    ),
    "too_many_passkeys": _("You have ten passkeys, and more are not kept. Remove one first."),
    "passkey_is_there": _("This device has a passkey of yours already."),
    "passkey_does_not_fit": _("Your device's answer does not fit what we asked. Try again."),
    "roles_first": _("You work here. Ask your administrator to end your roles first."),
    "last_address": _(
        "This is the only address that you confirmed, or the only one with which you can sign in. Without it we could "
        "not reach you, or you could not come in: add another one first."
    ),
    "too_many_addresses": _("You have as many addresses as one person can have here. Remove one of them first."),
    "too_many_asked_today": _("You have asked for many codes today. Try again tomorrow."),
    "not_their_address": _("This address is not, or no longer, one of yours."),
    "nobody_here": _("There is nobody here by this name any more."),
}


def make_notify_app(settings: Settings, notify: Notify, stores: Stores) -> Flask:
    """The app, ready to answer; opens nothing by itself."""
    web = replace(
        web_settings(settings.common, notify.pack.common, SERVICE),
        max_body_bytes=MAX_BODY_BYTES,
        max_form_bytes=MAX_BODY_BYTES,
        support_phone=notify.pack.phone,
    )
    cookies = Cookies(web, notify.session_issuer)
    entrance = Entrance(cookies)
    signatures = Signatures(settings.sms.key) if settings.sms else None
    of_mail = Signatures(settings.replies.mail_key) if settings.replies else None
    documents = Documents((me_api(notify), sms_api(notify, signatures), mail_api(notify, of_mail)))
    parts = Parts(
        rooms=(
            sign_in_room(notify, cookies),
            sign_in_code_room(notify, entrance),
            sign_in_link_room(notify, entrance),
            sign_in_passkey_room(notify, entrance),
            sign_in_oidc_room(notify, entrance),
            stronger_room(notify),
            passkeys_room(notify, entrance),
            enrolment_room(notify, entrance),
            enrolments_room(notify, settings.common.public_url),
            me_room(notify, web.languages),
            sessions_room(notify, cookies),
            data_room(notify, cookies),
            address_room(notify),
            not_mine_room(notify),
            contacts_room(notify),
            contact_proofs_room(notify),
            stop_room(notify),
            preferences_room(notify),
            messages_room(notify),
            documents.room(),
        ),
        clock=notify.clock,
        sessions=notify.session_reader,
        is_revoked=lambda session_id: not notify.session_stands(session_id),
        roles_of=lambda person_id: notify.roles.of(person_id, notify.clock.now()),
        ready={"mongodb": lambda: is_there(stores.database)},
        refusals=REFUSALS,
        metrics_folder=settings.common.metrics_folder,
        foreign={"api-docs.*": PROGRAMS},
        extend=documents.install,
    )
    return make_app(web, parts)
