"""Intake's web app: what the pack, the settings and the use cases become when people and programs ask."""

from dataclasses import replace
from pathlib import Path

from flask import Flask
from flask_babel import lazy_gettext as _

from services.intake.bootstrap import Intake, Stores
from services.intake.domain.adding import ONLY_SENDER
from services.intake.entrypoints.web.advice import Advice
from services.intake.entrypoints.web.api.documents import Documents
from services.intake.entrypoints.web.api.reports import ReportsApi, reports_room
from services.intake.entrypoints.web.cursors import Cursors
from services.intake.entrypoints.web.pages.data import data_room
from services.intake.entrypoints.web.pages.for_someone import for_someone_room
from services.intake.entrypoints.web.pages.letting_go import letting_go_room
from services.intake.entrypoints.web.pages.mine import mine_room
from services.intake.entrypoints.web.pages.outcome import outcome_room
from services.intake.entrypoints.web.pages.photos import photos_room
from services.intake.entrypoints.web.pages.public import public_room
from services.intake.entrypoints.web.pages.report import report_room
from services.intake.entrypoints.web.pages.thanks import thanks_room
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.sent_photos import LARGER_BODIES, MOST_TOGETHER_BYTES
from services.intake.entrypoints.web.words.pack import PackWords
from services.intake.settings import Settings
from shared.mongo.connect import is_there
from shared.sessions import SessionReader
from shared.settings.pages import web_settings
from shared.signed_addresses import SignedAddresses
from shared.web.access import PROGRAMS
from shared.web.app import Parts, derived_key, make_app

SERVICE = Path(__file__).parents[2]
MAX_BODY_BYTES = 262_144
REFUSALS = {
    "report_withdrawn": _("You took this report back, so nothing more is done with it."),
    "answered_already": _("You have told us already whether it is fixed. Thank you."),
    "nothing_to_answer": _("Nobody has said yet that it is done, so there is nothing to answer."),
    "thanked_already": _("Once is enough. Whoever helped reads it on their own page."),
    "nobody_to_thank": _("When a neighbour has helped and you have told us that it is fixed, you can thank them here."),
    "nobody_to_refuse": _("No neighbour is on it just now."),
    "helper_on_way": _("The neighbour is on the way already. If you feel unsafe, do not open the door, and call us."),
    "case_over": _("Nobody works on it any more, so nobody would read this. If it is needed again, report it anew."),
    "too_many_photos": _("There are six photos already, and more we cannot keep. Write to us, or call."),
    ONLY_SENDER: _("Photos can be added here for an hour. Later they come by your own page; our messages lead to it."),
    "too_many_messages": _("You have written a great deal already. Please call us instead."),
}


def make_intake_app(settings: Settings, intake: Intake, stores: Stores) -> Flask:
    """The app, ready to answer; opens nothing by itself."""
    told = web_settings(settings.common, intake.pack.common, SERVICE)
    web = replace(told, max_body_bytes=MAX_BODY_BYTES, larger_bodies=LARGER_BODIES)
    advice = Advice(intake.pack.common, intake.words)
    reception = Reception(intake, web, advice, PackWords(intake.pack), Cursors(_key(settings, "cursors")))
    requests = _key(settings, "requests")
    documents = Documents(reports_room(ReportsApi(intake, advice, requests)))
    rooms = (
        public_room(reception),
        report_room(reception, key=requests, origin=settings.common.public_url),
        for_someone_room(reception, key=requests),
        mine_room(reception),
        letting_go_room(reception),
        outcome_room(reception),
        thanks_room(reception),
        photos_room(reception, SignedAddresses(key=settings.photo_key)),
        data_room(intake),
        documents.room(),
    )

    def extend(app: Flask) -> None:
        documents.install(app)
        app.jinja_env.globals["sends_sms"] = settings.sends_sms
        app.jinja_env.globals["most_bytes_of_photos"] = MOST_TOGETHER_BYTES

    parts = Parts(
        rooms=rooms,
        clock=intake.clock,
        sessions=SessionReader(settings.common.session_public_keys),
        is_revoked=intake.people.is_revoked,
        roles_of=intake.roles_of,
        ready={"mongodb": lambda: is_there(stores.database)},
        refusals=REFUSALS,
        metrics_folder=settings.common.metrics_folder,
        foreign={"api-docs.*": PROGRAMS},
        extend=extend,
    )
    return make_app(web, parts)


def _key(settings: Settings, purpose: str) -> bytes:
    return derived_key(settings.common.form_key, purpose)
