"""What people type at the desk and on helpers' pages."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _
from marshmallow import ValidationError, fields, validates_schema
from marshmallow.validate import Length, OneOf, Range

from services.triage.domain.alarms import Alarm
from services.triage.domain.reasons import RoleGiven, RoleTaken
from shared.events.triage import REPORTER
from shared.events.triage_people import Role
from shared.pack.triage import TriagePack
from shared.web.forms import FormSchema, needed

MOST_LETTERS = 2000
A_DAY_IN_MINUTES = 24 * 60

_SHORT_ENOUGH = Length(max=MOST_LETTERS, error=_("At most 2,000 characters."))
_STILL_TO_COME = Range(min=date(2000, 1, 1), max=date(2999, 1, 1), error=_("Choose a day that is still to come."))
"""Far from the first and the last day there is: at those there is no time of day in every zone."""


class _Seen(FormSchema):
    """version: of the case as it was shown, so that a stale view is noticed."""

    version = fields.Integer(load_default=None, allow_none=True)


class TakeForm(_Seen):
    """Nothing to type."""


class MessageForm(FormSchema):
    letter_to = fields.String(load_default=REPORTER, validate=Length(max=80))
    text = fields.String(
        required=True, validate=_SHORT_ENOUGH, error_messages={"required": _("Write what you want to say.")}
    )


class ReferForm(_Seen):
    to = fields.String(
        required=True,
        validate=Length(max=200, error=_("At most 200 characters.")),
        error_messages={"required": _("Say to whom.")},
    )


class LiftForm(_Seen):
    reason = fields.String(required=True, validate=_SHORT_ENOUGH, error_messages={"required": _("Write down why.")})


class NamedForm(_Seen):
    person_id = fields.String(required=True, error_messages={"required": _("Choose who it is.")})


class SeenToForm(FormSchema):
    person_id = fields.String(required=True)
    alarm = fields.Enum(Alarm, by_value=True, required=True)


class DoneForm(FormSchema):
    minutes = fields.Integer(
        load_default=None,
        validate=Range(min=0, max=A_DAY_IN_MINUTES, error=_("Write the minutes as a number between 0 and 1,440.")),
    )
    words = fields.String(load_default="", validate=_SHORT_ENOUGH)


class PauseForm(FormSchema):
    until: fields.Field[date] = fields.Date(load_default=None, validate=_STILL_TO_COME)


def grant_form(pack: TriagePack) -> FormSchema:
    """A role, a team of the pack where it is for one, the last day, and why."""

    class GrantForm(FormSchema):
        role: fields.Field[Role] = fields.Enum(
            Role,
            by_value=True,
            required=True,
            error_messages={**needed(_("Choose a role.")), "unknown": _("Choose a role.")},
        )
        team = fields.String(
            load_default=None,
            validate=OneOf([one.code for one in pack.common.teams], error=_("Choose one of the teams.")),
        )
        until: fields.Field[date] = fields.Date(
            required=True,
            validate=_STILL_TO_COME,
            error_messages={**needed(_("Say until when.")), "invalid": _("Write the day like 2027-06-30.")},
        )
        reason = fields.String(
            required=True,
            validate=OneOf([one.value for one in RoleGiven], error=_("Choose why.")),
            error_messages=needed(_("Choose why.")),
        )

    return GrantForm()


class TakeBackForm(FormSchema):
    reason = fields.String(
        required=True,
        validate=OneOf([one.value for one in RoleTaken], error=_("Choose why.")),
        error_messages=needed(_("Choose why.")),
    )


def resolve_form(pack: TriagePack) -> FormSchema:
    """What was done is one of the pack's actions."""
    codes = [one.code for one in pack.common.actions]

    class ResolveForm(_Seen):
        action = fields.String(
            required=True,
            validate=OneOf(codes, error=_("Choose what was done.")),
            error_messages={"required": _("Choose what was done.")},
        )
        words = fields.String(
            required=True, validate=_SHORT_ENOUGH, error_messages={"required": _("Write a sentence for the reporter.")}
        )

    return ResolveForm()


def protect_form(pack: TriagePack) -> FormSchema:
    """At least one sign of the pack."""
    common = pack.common

    class ProtectForm(_Seen):
        danger_signs = fields.List(
            fields.String(validate=OneOf([one.code for one in common.danger_signs])), load_default=list
        )
        floor_signs = fields.List(
            fields.String(validate=OneOf([one.code for one in common.floor_signs])), load_default=list
        )

        @validates_schema
        def _something_was_noticed(self, data: dict[str, Any], **_kwargs: object) -> None:
            if not data["danger_signs"] and not data["floor_signs"]:
                raise ValidationError(str(_("Say what you noticed.")), "floor_signs")

    return ProtectForm()
