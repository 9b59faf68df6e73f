"""The raw limit: the least that Flask, marshmallow and MongoDB can do to take a report that is not lost.

`gunicorn 'bench.bare:create_app()'` with the settings of intake's web process.
"""

from datetime import UTC, datetime
from uuid import uuid4

from flask import Flask, Response, jsonify, request
from marshmallow import Schema, fields, validate

from bench.wire import CREATE, NOTHING
from services.intake.settings import read_settings
from shared.mongo.connect import Document

COLLECTION = "bench.bare"


class Location(Schema):
    lat = fields.Float(required=True, validate=validate.Range(-90, 90))
    long = fields.Float(required=True, validate=validate.Range(-180, 180))


class Contact(Schema):
    email = fields.Email(required=True)


class Report(Schema):
    category = fields.String(required=True)
    text = fields.String(required=True, validate=validate.Length(1, 5000))
    location = fields.Nested(Location, required=True)
    contact = fields.Nested(Contact)
    language = fields.String(validate=validate.Length(2, 8))
    private = fields.Boolean(load_default=False)
    neighbour_consent = fields.Boolean(load_default=None)
    answers = fields.Dict(load_default=dict)
    reported_at = fields.AwareDateTime(load_default=None)


def create_app() -> Flask:
    """Two routes: one that takes a report with one majority-acknowledged insert, one that does nothing."""
    reports, schema = read_settings().common.mongo.connect()[COLLECTION], Report()
    app = Flask(__name__, static_folder=None)

    @app.post(CREATE)
    def create() -> tuple[Response, int]:
        document: Document = schema.load(request.get_json())
        document["_id"], document["received_at"] = str(uuid4()), datetime.now(UTC)
        reports.insert_one(document)
        return jsonify(id=document["_id"], status="received"), 201

    @app.get(NOTHING)
    def nothing() -> tuple[str, int]:
        return "", 200

    return app
