"""What somebody who is signed in may read about themselves."""

from collections.abc import Mapping
from typing import Any

from flask_smorest import Blueprint
from marshmallow import Schema, fields

from services.notify.bootstrap import Notify
from shared.web.access import SIGNED_IN, declare
from shared.web.sessions import somebody

_SIGN_IN = {"401": {"description": "Sign in first", "content": {"application/problem+json": {}}}}


class ContactAnswer(Schema):
    kind = fields.String(required=True)
    is_verified = fields.Boolean(required=True)


class HeardAnswer(Schema):
    reference = fields.String(required=True)
    category = fields.String(required=True)
    status = fields.String(required=True)
    is_active = fields.Boolean(required=True)


class MeAnswer(Schema):
    person_id = fields.String(required=True)
    name = fields.String(required=True)
    language = fields.String(required=True)
    contacts = fields.List(fields.Nested(ContactAnswer), required=True)
    reports = fields.List(fields.Nested(HeardAnswer), required=True)


class SessionAnswer(Schema):
    session_id = fields.String(required=True)
    method = fields.String(required=True)
    browser = fields.String(required=True)
    started_at = fields.AwareDateTime(required=True)
    expires_at = fields.AwareDateTime(required=True)
    is_this = fields.Boolean(required=True)


class SessionsAnswer(Schema):
    sessions = fields.List(fields.Nested(SessionAnswer), required=True)


def me_api(notify: Notify) -> Blueprint:
    room = Blueprint("api", __name__, url_prefix="/api/notify/v1", description="What you may read about yourself")

    @room.route("/me")
    @room.response(200, MeAnswer)
    @room.doc(responses=_SIGN_IN)
    @declare(SIGNED_IN)
    def me() -> Mapping[str, Any]:
        """Who you are here, and what you hear about."""
        person_id = somebody().person_id
        mine = notify.my_page(person_id)
        return {
            "person_id": person_id,
            "name": mine.name,
            "language": mine.language,
            "contacts": mine.contacts,
            "reports": [
                {
                    "reference": each.reference,
                    "category": each.category,
                    "status": each.report_status,
                    "is_active": each.is_active,
                }
                for each in mine.reports
            ],
        }

    @room.route("/me/sessions")
    @room.response(200, SessionsAnswer)
    @room.doc(responses=_SIGN_IN)
    @declare(SIGNED_IN)
    def sessions() -> Mapping[str, Any]:
        """Where you are signed in."""
        person = somebody()
        return {
            "sessions": [
                {
                    "session_id": each.session_id,
                    "method": each.method,
                    "browser": each.browser,
                    "started_at": each.started_at,
                    "expires_at": each.expires_at,
                    "is_this": each.session_id == person.session_id,
                }
                for each in notify.my_sessions(person.person_id)
            ]
        }

    return room
