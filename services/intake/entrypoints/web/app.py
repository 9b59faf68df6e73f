"""Intake's web app: what the pack, the settings and the use cases become when people and programs ask."""

from pathlib import Path
from zoneinfo import ZoneInfo

from flask import Flask
from flask_babel import lazy_gettext as _

from services.intake.bootstrap import Intake, Stores
from services.intake.entrypoints.web.advice import Advice
from services.intake.entrypoints.web.api.documents import Documents
from services.intake.entrypoints.web.api.reports import ReportsApi, reports_room
from services.intake.entrypoints.web.cursors import Cursors
from services.intake.entrypoints.web.pages.for_someone import for_someone_room
from services.intake.entrypoints.web.pages.letting_go import letting_go_room
from services.intake.entrypoints.web.pages.mine import mine_room
from services.intake.entrypoints.web.pages.outcome import outcome_room
from services.intake.entrypoints.web.pages.public import public_room
from services.intake.entrypoints.web.pages.report import report_room
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.words.pack import PackWords
from services.intake.settings import Settings
from shared.mongo.connect import is_there
from shared.pack.intake import IntakePack
from shared.sessions import SessionReader
from shared.web.access import PROGRAMS
from shared.web.app import Parts, derived_key, make_app
from shared.web.settings import EmergencyNumber, WebSettings

HERE = Path(__file__).parent
MAX_BODY_BYTES = 262_144
REFUSALS = {
    "report_withdrawn": _("You took this report back, so nothing more is done with it."),
    "answered_already": _("You have told us already whether it is fixed. Thank you."),
    "nothing_to_answer": _("Nobody has said yet that it is done, so there is nothing to answer."),
    "nobody_to_refuse": _("No neighbour is on it just now."),
    "helper_on_way": _("The neighbour is on the way already. If you feel unsafe, do not open the door, and call us."),
    "case_over": _("Nobody works on it any more, so nobody would read this. If it is needed again, report it anew."),
    "too_many_messages": _("You have written a great deal already. Please call us instead."),
}


def make_intake_app(settings: Settings, intake: Intake, stores: Stores) -> Flask:
    """The app, ready to answer; opens nothing by itself."""
    web = web_settings(settings, intake.pack)
    advice = Advice(intake.pack.common, intake.words)
    reception = Reception(intake, web, advice, PackWords(intake.pack), Cursors(_key(settings, "cursors")))
    requests = _key(settings, "requests")
    documents = Documents(reports_room(ReportsApi(intake, advice, requests)))
    rooms = (
        public_room(reception),
        report_room(reception, key=requests),
        for_someone_room(reception, key=requests),
        mine_room(reception),
        letting_go_room(reception),
        outcome_room(reception),
        documents.room(),
    )
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
        extend=documents.install,
    )
    return make_app(web, parts)


def web_settings(settings: Settings, pack: IntakePack) -> WebSettings:
    common, neighbourhood = settings.common, pack.common.neighbourhood
    languages = neighbourhood.languages
    return WebSettings(
        service="intake",
        environment=common.environment.value,
        languages=languages,
        zone=ZoneInfo(neighbourhood.zone),
        neighbourhood=neighbourhood.name.say(languages[0]),
        emergency=tuple(
            EmergencyNumber(number=each.number, says={code: each.name.say(code) for code in languages})
            for each in pack.common.emergency
        ),
        form_key=common.form_key,
        templates=HERE / "templates",
        locales=HERE.parents[1] / "locales",
        assets_url=common.assets_url,
        serve_assets=not common.is_production,
        max_body_bytes=MAX_BODY_BYTES,
        max_concurrent=common.web_threads,
    )


def _key(settings: Settings, purpose: str) -> bytes:
    return derived_key(settings.common.form_key, purpose)
