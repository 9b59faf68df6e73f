"""What is typed, or made by a script, for passkeys."""

from flask_babel import lazy_gettext as _
from marshmallow import fields, validate

from services.notify.domain.passkeys import LONGEST_NAME
from services.notify.entrypoints.web.forms.about_me import ONE_LINE
from shared.web.forms import FormSchema, needed

_LONGEST_ANSWER = 12_000


class PasskeyForm(FormSchema):
    """credential: what the device made, as JSON; a page whose script did not run sends none."""

    name = fields.String(
        load_default="", validate=[validate.Length(max=LONGEST_NAME, error=_("Write this shorter.")), ONE_LINE]
    )
    credential = fields.String(
        required=True,
        validate=validate.Length(max=_LONGEST_ANSWER),
        error_messages=needed(_("Your device was not asked yet. A passkey needs JavaScript in this page.")),
    )


class EnrolForm(FormSchema):
    person = fields.String(
        required=True,
        validate=validate.Length(max=100, error=_("Write this shorter.")),
        error_messages=needed(_("Type the number that stands at the bottom of their page.")),
    )
