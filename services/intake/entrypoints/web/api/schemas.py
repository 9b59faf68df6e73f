"""What the API reads and answers."""

from collections.abc import Mapping
from typing import Any

from flask_babel import lazy_gettext as _
from marshmallow import RAISE, Schema, ValidationError, fields, validate

from services.intake.domain.draft import LONGEST_ADDRESS, LONGEST_TEXT
from services.intake.entrypoints.web.api.fields import Answers, Degrees, Instant, Part, Whole, Words, YesOrNo
from services.intake.entrypoints.web.language_code import PATTERN, is_code
from shared.events.intake import ForWhom
from shared.events.triage import ReportStatus, Route


def _language(code: str) -> None:
    if not is_code(code):
        raise ValidationError(str(_("A language is a code such as da or en.")))


class LocationSchema(Whole):
    """A point in WGS 84, or an address, or both."""

    lat = Degrees(most=90)
    long = Degrees(most=180)
    address = Words(metadata={"maxLength": LONGEST_ADDRESS})

    def check(self, read: Mapping[str, Any]) -> None:
        if ("lat" in read) != ("long" in read):
            raise ValidationError(_("A point has both lat and long."), "long" if "lat" in read else "lat")


_PHONE = (
    "With country code, or as one dials it in the neighbourhood. Text messages go there where the neighbourhood sends "
    "any; hand on the personal_page of the answer as well, for elsewhere nothing else leads there."
)


class ContactSchema(Whole):
    """One address; it is sealed before anything is stored, and only the service that writes to it can read it."""

    email = Words(metadata={"format": "email", "maxLength": 254})
    phone = Words(metadata={"description": _PHONE})

    def check(self, read: Mapping[str, Any]) -> None:
        if len(read) != 1:
            raise ValidationError(_("Give an e-mail address or a phone number, one of them."), "email")


class ReportSchema(Schema):
    """A report. It needs a category, words and a place; where somebody may be in danger the words are enough.

    Fields that nobody reads are refused: a misspelled one would else be lost silently.
    """

    class Meta:
        unknown = RAISE

    category = Words(load_default="", metadata={"description": "A code of the neighbourhood's categories."})
    text = Words(load_default="", metadata={"minLength": 1, "maxLength": LONGEST_TEXT})
    location = Part(LocationSchema, load_default=dict)
    contact = Part(ContactSchema, load_default=dict)
    language = Words(load_default="", validate=_language, metadata={"pattern": PATTERN})
    private = YesOrNo(load_default=False)
    neighbour_consent = YesOrNo(load_default=None, metadata={"description": "Whether a neighbour may help (rule R4)."})
    for_whom = Words(
        load_default=None,
        validate=validate.OneOf([ForWhom.ME, ForWhom.SOMEBODY_ELSE], error=_("This is me or somebody_else.")),
        metadata={"description": "Whom it is for; for somebody else they_agreed is needed too (rule R4)."},
    )
    they_agreed = YesOrNo(
        load_default=None, metadata={"description": "Whether somebody else, whom it is for, said yes to a neighbour."}
    )
    answers = Answers(load_default=dict)
    reported_at = Instant(load_default=None)


class NumberSchema(Schema):
    """A number to call."""

    number = fields.String(required=True)
    name = fields.String(required=True)
    when = fields.String(required=True)


class NoticeSchema(Schema):
    """What to know or to do at once."""

    code = fields.String(required=True)
    title = fields.String(required=True)
    text = fields.String(required=True)
    numbers = fields.List(fields.Nested(NumberSchema), required=True)


class ReceiptSchema(Schema):
    """The answer to a report that was taken."""

    id = fields.UUID(required=True)
    reference = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf([status.value for status in ReportStatus]))
    notices = fields.List(fields.Nested(NoticeSchema), required=True)
    personal_page = fields.String(
        metadata={"description": "Path of the reporter's own page, a secret; only where they left a phone number."}
    )


class PhotoPartSchema(Schema):
    """A photo, as a part of a form: JPEG, PNG or WebP, of at most 10 MB."""

    photo = fields.Raw(required=True, metadata={"type": "string", "format": "binary"})


class PhotoSchema(Schema):
    """The answer to a photo that was taken. It was made anew: where and when it was taken is not in it any more."""

    id = fields.String(required=True)


class TurnSchema(Schema):
    """From `at` on it stood so."""

    at = fields.DateTime(required=True)
    status = fields.String(required=True, validate=validate.OneOf([status.value for status in ReportStatus]))
    reason = fields.String()


class StatusSchema(Schema):
    """How a report stands; as_of is when the newest of it happened."""

    id = fields.UUID(required=True)
    reference = fields.String(required=True)
    category = fields.String(required=True)
    status = fields.String(required=True, validate=validate.OneOf([status.value for status in ReportStatus]))
    received_at = fields.DateTime(required=True)
    as_of = fields.DateTime(required=True)
    route = fields.String(allow_none=True, required=True, validate=validate.OneOf([*(r.value for r in Route), None]))
    close_reason = fields.String(allow_none=True, required=True)
    deadline_at = fields.DateTime(allow_none=True, required=True)
    history = fields.List(fields.Nested(TurnSchema), required=True)


class ProblemSchema(Schema):
    """RFC 9457, with what is wrong by field, and what to do at once where somebody may be in danger."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    code = fields.String(required=True)
    errors = fields.Dict(keys=fields.String())
    notices = fields.List(fields.Nested(NoticeSchema))
    reference = fields.String()
