"""The one field of signing in, and the code that follows."""

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError, fields, validate

from shared.contacts import ForeignLetters, normalise_email
from shared.web.forms import FormSchema, needed

_DIGITS = 6


class EmailField(fields.String):
    """A mail address, in its one spelling."""

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> str:
        try:
            return normalise_email(str(value))
        except ForeignLetters:
            raise ValidationError(
                _(
                    "There are letters in this e-mail address that our mails cannot reach, or that only look like "
                    "others. Type it with plain letters, such as name@example.org."
                )
            ) from None
        except ValueError:
            raise ValidationError(_("An e-mail address looks like name@example.org.")) from None


class CodeField(fields.String):
    """Six digits, however they were grouped."""

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> str:
        digits = "".join(str(value).replace("-", " ").split())
        if len(digits) != _DIGITS or not (digits.isascii() and digits.isdecimal()):
            raise ValidationError(_("The code has six digits."))
        return digits


class AskForm(FormSchema):
    email = EmailField(required=True, error_messages=needed(_("Type your e-mail address.")))
    next = fields.String(load_default="/me", validate=validate.Length(max=500))


class CodeForm(FormSchema):
    code = CodeField(required=True, error_messages=needed(_("Type the six digits from the mail.")))
