"""A small app whose pages show every piece of shared/web, for browsers and for the eye."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from threading import Thread

from flask import Blueprint, Flask, flash, g, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from marshmallow import fields, validate
from werkzeug.serving import make_server

from deploy.front.layout import ASSETS
from shared.errors import NotEligible, TryAgain
from shared.events.triage_people import Role
from shared.sessions import SignedIn
from shared.web.access import PUBLIC, SIGNED_IN, route
from shared.web.forms import Form, FormSchema, blank, needed, read_form
from shared.web.settings import EmergencyNumber
from tests.factories.web import NOW, web_app, web_settings

GALLERY = Path(__file__).parent / "gallery"
room = Blueprint("gallery", __name__)


class DetailsForm(FormSchema):
    category = fields.String(required=True, error_messages=needed("Choose what it is about."))
    text = fields.String(
        required=True,
        validate=validate.Length(min=10, error="Write a little more: at least 10 characters."),
        error_messages=needed("Describe what is wrong."),
    )
    where = fields.String()
    consent = fields.String(required=True, error_messages=needed("Say whether a neighbour may help."))
    offers = fields.List(fields.String())
    email = fields.Email()


@route(room, "/", access=PUBLIC)
def front() -> ResponseReturnValue:
    return render_template("front.html")


@route(room, "/form", access=PUBLIC, methods=("GET", "POST"))
def form() -> ResponseReturnValue:
    shown: Form = blank(offers=["shopping"])
    if request.method == "POST":
        shown = read_form(DetailsForm(), request.form)
        if shown.is_valid:
            flash(_("Thank you. It is with us now."))
            return redirect(url_for(".status"), code=303)
    return render_template("form.html", form=shown), 422 if shown.errors else 200


@route(room, "/r/N-7K3M-Q9WY-4", access=PUBLIC)
def status() -> ResponseReturnValue:
    return render_template("status.html", now=NOW, hour=timedelta(hours=1))


@route(room, "/desk", access=PUBLIC)
def desk() -> ResponseReturnValue:
    g.signed_in = SignedIn(person_id="kai", session_id="s1", signed_in_at=NOW, method="passkey")
    g.roles = frozenset({Role.CASEWORKER})
    return render_template("desk.html", now=NOW, hour=timedelta(hours=1))


@route(room, "/help", access=PUBLIC)
def offer() -> ResponseReturnValue:
    return render_template("help.html", now=NOW, hour=timedelta(hours=1))


@route(room, "/danger", access=PUBLIC)
def danger() -> ResponseReturnValue:
    return render_template("danger.html")


@route(room, "/me", access=SIGNED_IN)
def me() -> ResponseReturnValue:
    return render_template("front.html")


@route(room, "/press", access=PUBLIC, methods=("POST",))
def press() -> ResponseReturnValue:
    raise NotEligible("slot_taken")


@route(room, "/away", access=PUBLIC)
def away() -> ResponseReturnValue:
    raise TryAgain(2)


@route(room, "/broken", access=PUBLIC)
def broken() -> ResponseReturnValue:
    raise RuntimeError


def gallery_app() -> Flask:
    settings = web_settings(
        templates=GALLERY,
        assets_folder=ASSETS,
        serve_assets=True,
        support_phone="09 310 1691",
        emergency=(
            EmergencyNumber(number="112", says={"en": "if somebody is in danger now", "da": "hvis nogen er i fare nu"}),
        ),
    )
    return web_app(room, settings=settings)


@contextmanager
def served(app: Flask) -> Iterator[str]:
    """Serve an app on a free port of this machine; gives its address."""
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
