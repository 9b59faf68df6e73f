"""Triage's web process: made in each of gunicorn's workers, after the fork."""

from flask import Flask

from services.triage.bootstrap import make_stores, make_triage
from services.triage.entrypoints.web import create
from services.triage.settings import read_settings
from shared.observability.logs import set_up_logs
from shared.settings import or_exit


def create_app() -> Flask:
    """Ready to answer. Settings or a pack with mistakes end the process, each mistake on its own line."""
    settings = or_exit(read_settings, under_gunicorn=True)
    set_up_logs(service="triage", process="web", level=settings.common.log_level)
    clock = settings.common.clock()
    triage = or_exit(lambda: make_triage(settings, make_stores(settings, clock), clock), under_gunicorn=True)
    return create(triage, settings.common)
