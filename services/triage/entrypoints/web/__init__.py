"""Triage's web: the desk, helpers' pages, how decisions are made, and a small API."""

from pathlib import Path

from flask import Flask

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web import api
from services.triage.entrypoints.web.asked import asked_room
from services.triage.entrypoints.web.cases import case_room
from services.triage.entrypoints.web.cursors import Cursors
from services.triage.entrypoints.web.danger import danger_room
from services.triage.entrypoints.web.desk import desk_room
from services.triage.entrypoints.web.how import how_room
from services.triage.entrypoints.web.neighbours import help_room
from services.triage.entrypoints.web.profile import profile_room
from services.triage.entrypoints.web.reader import roles_of
from services.triage.entrypoints.web.roles import roles_room
from services.triage.entrypoints.web.stopping import stopping_room
from services.triage.entrypoints.web.tasks import task_room
from services.triage.entrypoints.web.tokens import AnswerTokens
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.refusals import REFUSALS
from shared.ids import PersonId
from shared.sessions import LinkReader, SessionReader
from shared.settings import CommonSettings
from shared.settings.pages import web_settings
from shared.signed_addresses import SignedAddresses
from shared.web.app import Parts, derived_key, make_app

SERVICE = Path(__file__).parents[2]


def asks_for_a_passkey(person_id: PersonId, triage: Triage) -> bool:
    """Whether the pack wants more than a mail of a helper with this vetting, before they see a place."""
    from_tier = triage.pack.passkey_from_tier
    return from_tier is not None and triage.helpers.find(person_id).state.tier_on(triage.clock.now()) >= from_tier


def create(triage: Triage, settings: CommonSettings, *, photo_key: bytes) -> Flask:
    """Ready to answer; opens nothing by itself. photo_key: signs the addresses of photos."""
    addresses = SignedAddresses(key=photo_key)
    words = PackWords(triage.pack)
    cursors = Cursors(derived_key(settings.form_key, "list cursor"))
    tokens = AnswerTokens(LinkReader(settings.session_public_keys), triage.clock)
    rooms = (
        desk_room(triage, words, cursors),
        case_room(triage, words, addresses),
        help_room(triage, words),
        profile_room(triage, words),
        stopping_room(triage),
        asked_room(triage, words, tokens),
        task_room(triage, words, addresses),
        danger_room(triage, words),
        roles_room(triage, words, cursors),
        how_room(triage, words),
    )
    return make_app(
        web_settings(settings, triage.pack.common, SERVICE),
        Parts(
            rooms=rooms,
            clock=triage.clock,
            sessions=SessionReader(settings.session_public_keys),
            is_revoked=triage.sessions.is_revoked,
            roles_of=lambda person_id: frozenset(roles_of(person_id, triage).now(triage.clock.now())),
            needs_more=lambda person_id: asks_for_a_passkey(PersonId(person_id), triage),
            ready={"mongodb": lambda: bool(triage.ready())},
            refusals=REFUSALS,
            metrics_folder=settings.metrics_folder,
            foreign=api.FOREIGN,
            extend=lambda app: api.install(app, triage, cursors),
        ),
    )
