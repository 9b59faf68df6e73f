"""What somebody types about how they are reached."""

from collections.abc import Iterable
from datetime import time
from zoneinfo import available_timezones

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError, fields, validate, validates_schema

from services.notify.domain.preferences import USUAL_DAILY_AT, Pace, Preferences
from services.notify.entrypoints.web.forms.sign_in_forms import CodeField, EmailField
from shared.web.forms import FormSchema, needed

NO_NUMBER = _("A mobile number looks like +45 20 12 34 56.")
_CHOOSE = _("Choose one of these.")
_PLACES = ("Africa/", "America/", "Antarctica/", "Arctic/", "Asia/", "Atlantic/", "Australia/", "Europe/", "Indian/")
_FAR_PLACES = ("Pacific/",)


class AddressForm(FormSchema):
    email = EmailField(required=True, error_messages=needed(_("Type the e-mail address.")))


class PhoneForm(FormSchema):
    phone = fields.String(
        required=True,
        validate=validate.Length(max=40, error=NO_NUMBER),
        error_messages=needed(_("Type the mobile number.")),
    )


class ProofForm(FormSchema):
    code = CodeField(required=True, error_messages=needed(_("Type the six digits that we sent.")))


class TimeField(fields.String):
    """A time of day, such as `22:00`."""

    def _deserialize(self, value: object, *_args: object, **_kwargs: object) -> str:
        try:
            return time.fromisoformat(str(value).replace(".", ":")).strftime("%H:%M")
        except ValueError:
            raise ValidationError(_("A time of day looks like 22:00.")) from None


def zones() -> list[str]:
    """Those that are named by a place, which somebody finds who looks for theirs."""
    return sorted(each for each in available_timezones() if each.startswith((*_PLACES, *_FAR_PLACES)))


class PreferencesForm(FormSchema):
    """Quiet hours have a beginning and an end, or neither."""

    reports = fields.Enum(Pace, by_value=True, required=True, error_messages={"unknown": _CHOOSE, **needed(_CHOOSE)})
    calls = fields.Enum(Pace, by_value=True, required=True, error_messages={"unknown": _CHOOSE, **needed(_CHOOSE)})
    thanks = fields.Enum(Pace, by_value=True, required=True, error_messages={"unknown": _CHOOSE, **needed(_CHOOSE)})
    daily_at = TimeField(load_default=USUAL_DAILY_AT)
    quiet_from = TimeField(load_default="")
    quiet_until = TimeField(load_default="")
    zone = fields.String(required=True, validate=validate.OneOf(zones(), error=_CHOOSE), error_messages=needed(_CHOOSE))

    @validates_schema
    def _both_or_neither(self, data: dict[str, str], **_kwargs: object) -> None:
        for one, other in (("quiet_from", "quiet_until"), ("quiet_until", "quiet_from")):
            if data.get(one) and not data.get(other):
                raise ValidationError(_("Quiet hours need both a beginning and an end."), other)
        if data.get("quiet_from") and data.get("quiet_from") == data.get("quiet_until"):
            raise ValidationError(_("Quiet hours cannot end when they begin."), "quiet_until")


def typed(preferences: Preferences, zone: str) -> Iterable[tuple[str, str]]:
    """What the form shows of what was chosen. zone: the neighbourhood's."""
    yield from (("reports", preferences.reports.value), ("calls", preferences.calls.value))
    yield from (("thanks", preferences.thanks.value), ("daily_at", preferences.daily_at or USUAL_DAILY_AT))
    yield from (("quiet_from", preferences.quiet_from), ("quiet_until", preferences.quiet_until))
    yield ("zone", preferences.zone or zone)
