"""Intake's web process: `gunicorn 'services.intake.entrypoints.wsgi:create_app()'`."""

from flask import Flask

from services.intake.bootstrap import INDEXES, make_intake, make_stores
from services.intake.entrypoints.web.app import make_intake_app
from services.intake.settings import read_settings
from shared.mongo.indexes import require_indexes_unless_away
from shared.observability.logs import set_up_logs
from shared.settings import Process, or_exit
from shared.signs.language_of_words import read_model


def before_fork() -> None:
    """What takes most of a second to read, and no process writes to: all of them share it."""
    read_model()


def create_app() -> Flask:
    """Made after the fork: each process has its own connections."""
    return or_exit(_make, under_gunicorn=True)


def _make() -> Flask:
    read_model()  # Where no master has read it: nobody who reports shall wait for it.
    settings = read_settings(Process.WEB)
    set_up_logs(service="intake", process="web", level=settings.common.log_level)
    clock = settings.common.clock()
    stores = make_stores(settings, clock)
    require_indexes_unless_away(stores.database, INDEXES)
    return make_intake_app(settings, make_intake(settings, stores, clock), stores)
