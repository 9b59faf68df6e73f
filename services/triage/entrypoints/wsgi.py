"""Triage's web process: made in each of gunicorn's workers, after the fork."""

from flask import Flask

from services.triage.bootstrap import INDEXES, make_stores, make_triage
from services.triage.entrypoints.web import create
from services.triage.settings import read_settings
from shared.mongo.indexes import require_indexes_unless_away
from shared.observability.logs import set_up_logs
from shared.settings import Process, or_exit


def create_app() -> Flask:
    """Ready to answer. What is wrong with settings, pack or indexes ends the process, each mistake on its own line."""
    return or_exit(_make, under_gunicorn=True)


def _make() -> Flask:
    settings = read_settings(Process.WEB)
    set_up_logs(service="triage", process="web", level=settings.common.log_level)
    clock = settings.common.clock()
    stores = make_stores(settings, clock)
    require_indexes_unless_away(stores.database, INDEXES)
    return create(make_triage(settings, stores, clock), settings.common, photo_key=settings.photo_key)
