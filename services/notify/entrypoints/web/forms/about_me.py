"""What somebody says about themselves."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _
from marshmallow import fields, validate

from services.notify.domain.person import LONGEST_NAME
from shared.web.forms import FormSchema, needed

ONE_LINE = validate.Regexp(r"^[^\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]*$", error=_("Write this on one line."))


def about_me_form(languages: Iterable[str]) -> FormSchema:
    """Name and language; the languages are the neighbourhood's."""
    too_long = validate.Length(max=LONGEST_NAME, error=_("Write this shorter."))
    known = validate.OneOf(tuple(languages), error=_("Choose one of the languages."))
    form: FormSchema = FormSchema.from_dict(  # type: ignore[assignment]  # marshmallow says no more than Schema
        {
            "name": fields.String(load_default="", validate=[too_long, ONE_LINE]),
            "language": fields.String(
                required=True, validate=known, error_messages=needed(_("Choose one of the languages."))
            ),
        }
    )()
    return form
