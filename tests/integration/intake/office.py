"""Intake in a test's hands: sends what programs and people send, and opens the boxes that only notify can."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from services.intake.bootstrap import Intake, Stores
from services.intake.settings import Settings
from shared.events.triage_people import Grant, Role
from shared.ids import random_id
from shared.mongo.connect import Document
from shared.sealing import Opener
from shared.sessions import SessionIssuer
from tests.factories.browsers import Browsers
from tests.factories.reports import NOW, body

REPORTS = "/api/intake/v1/reports"
LAMP = {"category": "street_light", "text": "The lamp is out.", "address": "Nygade 1", "consent": "yes"}
"""What people type on the page."""
_HIDDEN = re.compile(r'<input type="hidden" name="([^"]+)" value="([^"]*)">')
_FORM = re.compile(r"<form[^>]*>.*?</form>", re.DOTALL)


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    settings: Settings
    intake: Intake
    stores: Stores
    app: Flask
    secrets_of_notify: Path

    def client(self, language: str = "en") -> FlaskClient:
        """Somebody with a browser, or a program."""
        client = self.app.test_client()
        client.set_cookie("nabo_language", language)
        return client

    def post(self, **changes: Any) -> TestResponse:  # noqa: ANN401 -- any field
        """A report through the API."""
        return self.client().post(REPORTS, json=body(**changes), buffered=True)

    def tell(self, **changes: Any) -> Mapping[str, Any]:  # noqa: ANN401 -- any field
        """A report that is taken: what the API answered."""
        answer = self.post(**changes)
        assert answer.status_code == 201, answer.text
        taken: Mapping[str, Any] = answer.get_json()
        return taken

    def documents(self) -> list[Document]:
        """The reports as they are stored."""
        return list(self.stores.database["reports"].find())

    def document(self, report_id: str) -> Document:
        found = self.stores.database["reports"].find_one({"_id": report_id})
        assert found
        return found

    def secret_of(self, report_id: str) -> str:
        """What stands in the box for notify."""
        return self.box_of(report_id)["secret"]

    def box_of(self, report_id: str) -> Mapping[str, str]:
        (received, *_) = self.document(report_id)["pending"]
        return Opener(self.private_keys).open(received["data"]["sealed_contact"])

    @property
    def private_keys(self) -> Mapping[str, Any]:
        """With which notify, and nobody else, opens boxes."""
        found: Mapping[str, Any] = json.loads((self.secrets_of_notify / "box_private_keys.json").read_text())
        return found

    @property
    def browsers(self) -> Browsers:
        """Everybody's."""
        common = self.settings.common
        return Browsers(app=self.app, issuer=self._issuer, form_key=common.form_key, clock=self.intake.clock)

    @property
    def _issuer(self) -> SessionIssuer:
        return SessionIssuer(json.loads((self.secrets_of_notify / "session_private_key.json").read_text()))

    def sign_in(self, client: FlaskClient, role: Role, person_id: str = "staff") -> FlaskClient:
        """As somebody of the staff."""
        issued = self._issuer.issue(person_id, random_id(), NOW - timedelta(minutes=1), "link")
        self.intake.people.keep_roles(person_id, [Grant(role=role, team="works")], version=1)
        client.set_cookie("nabo_session", issued)
        return client


def form_in(page: str, action: str = "") -> dict[str, str]:
    """The hidden fields of the form that goes to `action`."""
    for form in _FORM.findall(page):
        if 'method="post"' in form and (not action or f'action="{action}"' in form):
            return {name: _unescaped(value) for name, value in _HIDDEN.findall(form)}
    raise AssertionError(f"no form to {action} on this page")


def send(browser: FlaskClient, path: str = "/report", **typed: str) -> TestResponse:
    """Open the form, type, and press the button."""
    hidden = form_in(browser.get(path).text, path)
    return browser.post(path, data={**hidden, **typed})


def _unescaped(value: str) -> str:
    for escaped, plain in (("&#34;", '"'), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        value = value.replace(escaped, plain)
    return value
