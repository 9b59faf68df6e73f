"""What a gateway for text messages tells: what became of ours, and what people answer."""

import hashlib
from collections.abc import Mapping
from typing import Any

from flask import request
from flask_smorest import Blueprint
from marshmallow import EXCLUDE, Schema, ValidationError, fields, validate
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.exceptions import Unauthorized

from services.notify.bootstrap import Notify
from services.notify.domain.receipt import Outcome, Receipt
from services.notify.entrypoints.noting import note
from services.notify.entrypoints.web.signed import Signatures
from services.notify.handlers.hear_receipt import HearReceipt
from services.notify.handlers.hear_sms import HearSms
from shared.web.access import PROGRAMS, declare

_PROBLEM: Mapping[str, Any] = {"content": {"application/problem+json": {}}}
SIGNED = [
    {"in": "header", "name": name, "required": True, "schema": {"type": "string"}, "description": said}
    for name, said in (
        ("webhook-id", "The message's own, the same however often it is sent"),
        ("webhook-timestamp", "Unix seconds"),
        ("webhook-signature", "`v1,` and the base64 of HMAC-SHA256 over id, timestamp and body, joined by dots"),
    )
]
LONGEST_ID, LONGEST_TEXT = 200, 40_000
"""Letters. A phone joins 255 messages of 153 at most; what a case does not take of that is cut where it is read."""

LARGEST_BODY = 250_000
"""Bytes: JSON may write each letter in six."""

_SAID = {
    "401": {"description": "Not signed with our key, or too long ago", **_PROBLEM},
    "404": {"description": "No such message, or no gateway is configured", **_PROBLEM},
    "413": {"description": f"More than {LARGEST_BODY:,} bytes", **_PROBLEM},
    "422": {"description": "Something is missing, or is not what it should be", **_PROBLEM},
}
ARRIVED, LOST = frozenset({"delivered"}), frozenset({"failed", "undelivered", "expired", "rejected"})
UNDER_WAY = frozenset({"accepted", "queued", "sent", "buffered", "unknown"})


class ReceiptBody(Schema):
    """reference: as it was sent. When it happened is not asked: what arrived has arrived, in whatever order."""

    class Meta:
        unknown = EXCLUDE

    reference = fields.String(required=True, validate=validate.Length(1, LONGEST_ID))
    status = fields.String(required=True, validate=validate.OneOf(sorted(ARRIVED | LOST | UNDER_WAY)))


class InboundBody(Schema):
    """id: the gateway's name for it. from: the number it came from."""

    class Meta:
        unknown = EXCLUDE

    id = fields.String(required=True, validate=validate.Length(1, LONGEST_ID))
    sender = fields.String(required=True, data_key="from", validate=validate.Length(1, LONGEST_ID))
    text = fields.String(required=True, validate=validate.Length(0, LONGEST_TEXT))


def sms_api(notify: Notify, signatures: Signatures | None) -> Blueprint:
    """signatures: None where there is no gateway; then nothing is there."""
    room = Blueprint("sms_api", __name__, url_prefix="/api/notify/v1/sms", description="For a gateway of text messages")

    @room.route("/receipts", methods=["POST"])
    @room.response(204)
    @room.doc(parameters=SIGNED, requestBody=_body(ReceiptBody), responses=_SAID)
    @declare(PROGRAMS)
    def receipts() -> None:
        """What became of a message; twice, late and in any order."""
        told = _read(ReceiptBody(), signatures)
        outcome = Outcome.ARRIVED if told["status"] in ARRIVED else Outcome.LOST
        if told["status"] not in UNDER_WAY:
            receipt = Receipt(reference=told["reference"], outcome=outcome, at=notify.clock.now())
            note(notify, notify.texting.hear_receipt(HearReceipt(receipt=receipt)))

    @room.route("/inbound", methods=["POST"])
    @room.response(204)
    @room.doc(parameters=SIGNED, requestBody=_body(InboundBody), responses=_SAID)
    @declare(PROGRAMS)
    def inbound() -> None:
        """What somebody answered. A number that nobody can be is passed over: nobody could be answered there."""
        told = _read(InboundBody(), signatures)
        try:
            number, contact_id = notify.texting.number_of(told["sender"])
        except ValueError:
            return
        name = hashlib.sha256(told["id"].encode("utf-8", "replace")).hexdigest()[:32]
        notify.texting.hear_sms(HearSms(id=f"sms-{name}", contact_id=contact_id, number=number, text=told["text"]))

    return room


def _read(schema: Schema, signatures: Signatures | None) -> Mapping[str, Any]:
    """Who sent it is asked before anything is read. Raises: NoSuchPage, Unauthorized, ValidationError, 413."""
    if signatures is None:
        raise NoSuchPage
    request.max_content_length = LARGEST_BODY
    if not signatures.fit():
        raise Unauthorized
    told = request.get_json(silent=True, force=True)
    if not isinstance(told, dict):
        raise ValidationError("Not a JSON object.")
    loaded: Mapping[str, Any] = schema.load(told)
    return loaded


def _body(schema: type[Schema]) -> Mapping[str, Any]:
    return {"required": True, "content": {"application/json": {"schema": schema}}}
