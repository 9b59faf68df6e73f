"""A web service of one slow page, for gunicorn: `tests.fakes.slow_service:create_app()`.

Whoever asks for the page makes it ring at NABO_TEST_BELL, host:port, and waits until that hangs up.
"""

import os
import socket

from flask import Blueprint, Flask

from shared.settings.common import SPARE_THREADS
from shared.web.access import PUBLIC, route
from tests.factories.web import web_app, web_settings


def create_app() -> Flask:
    host, port = os.environ["NABO_TEST_BELL"].split(":")
    room = Blueprint("slow", __name__)

    @route(room, "/slow", access=PUBLIC)
    def slow() -> str:
        with socket.create_connection((host, int(port))) as line:
            line.recv(1)
        return "done"

    return web_app(room, settings=web_settings(max_concurrent=int(os.environ["NABO_WEB_THREADS"]) - SPARE_THREADS))
