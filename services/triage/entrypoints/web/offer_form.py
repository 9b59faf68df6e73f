"""What a helper fills in on `/help/profile`: what they offer, how far from home, and stretches of hours."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import time
from functools import reduce
from typing import Any

from flask_babel import lazy_gettext
from marshmallow import fields
from marshmallow.validate import Length, OneOf, Range
from werkzeug.datastructures import MultiDict

from services.triage.domain.offering import Offer
from services.triage.entrypoints.web.words.speech import _
from services.triage.queries.my_offer import MyOffer
from shared.events.triage_people import Hours
from shared.pack.triage import TriagePack
from shared.web.forms import Form, FormSchema, blank, needed, read_form, with_error

STRETCHES = 2
"""So many stretches of hours can be told; more where somebody has more already."""
NEAREST_M, FARTHEST_M = 100, 20_000
RADII_M = (300, 500, 1000, 2000, 5000)
_LAST_MINUTE = time(23, 59)


@dataclass(frozen=True, slots=True)
class OfferForm:
    """The form of one helper; `mine` is what they offer now."""

    pack: TriagePack
    mine: MyOffer

    @property
    def stretches(self) -> range:
        return range(1, max(STRETCHES, len(self.mine.hours)) + 1)

    def filled_in(self) -> Form:
        """As it stands now."""
        typed: dict[str, object] = {
            "capabilities": list(self.mine.capabilities),
            "languages": list(self.mine.languages),
            "radius_m": self.mine.radius_m,
        }
        for number, hours in enumerate(self.mine.hours, start=1):
            typed |= _typed_hours(number, hours)
        return blank(**typed)

    def read(self, sent: MultiDict[str, str]) -> tuple[Form, Offer | None]:
        """What was sent, and the offer that it makes unless something is wrong with it."""
        form = read_form(self._schema(), sent)
        if not form.is_valid:
            return form, None
        wrong = [found for number in self.stretches if (found := _wrong_with(form.data, number))]
        if wrong:
            return reduce(lambda shown, error: with_error(shown, *error), wrong, form), None
        return form, self._offer(form.data)

    def _offer(self, typed: Mapping[str, Any]) -> Offer:
        return Offer(
            capabilities=typed["capabilities"],
            languages=typed["languages"],
            radius_m=typed["radius_m"],
            hours=[hours for number in self.stretches if (hours := _hours(typed, number))],
        )

    def _schema(self) -> FormSchema:
        common = self.pack.common
        made: dict[str, fields.Field[Any]] = {
            "capabilities": _some_of(
                [one.code for one in common.capabilities], lazy_gettext("Choose at least one thing.")
            ),
            "languages": _some_of(
                [*common.neighbourhood.languages, *self.mine.languages], lazy_gettext("Choose at least one language.")
            ),
            "radius_m": fields.Integer(required=True, validate=Range(min=NEAREST_M, max=FARTHEST_M)),
        }
        for number in self.stretches:
            made[f"days_{number}"] = fields.List(fields.Integer(validate=Range(min=0, max=6)), load_default=list)
            made[f"start_{number}"] = fields.Time(load_default=None)
            made[f"end_{number}"] = fields.Time(load_default=None)
        return FormSchema.from_dict(made)()  # type: ignore[return-value]  # a class made from FormSchema is one


def _some_of(codes: Sequence[str], message: Any) -> fields.Field[Any]:  # noqa: ANN401 a lazy string, which has no type
    return fields.List(
        fields.String(validate=OneOf(codes)), required=True, validate=Length(min=1), error_messages=needed(message)
    )


def _wrong_with(typed: Mapping[str, Any], number: int) -> tuple[str, str] | None:
    """The field of a stretch that is not right, and what is wrong with it."""
    days, start, end = (typed[f"{part}_{number}"] for part in ("days", "start", "end"))
    if not days:
        return (f"days_{number}", _("Choose the days, too.")) if start or end else None
    if start is None or end is None:
        return f"start_{number}" if start is None else f"end_{number}", _("Say from when until when.")
    return (f"end_{number}", _("It has to end later than it begins.")) if end <= start else None


def _hours(typed: Mapping[str, Any], number: int) -> Hours | None:
    days, end = typed[f"days_{number}"], typed[f"end_{number}"]
    until = time.max if end == _LAST_MINUTE else end
    return Hours(days=sorted(set(days)), start=typed[f"start_{number}"], end=until) if days else None


def _typed_hours(number: int, hours: Hours) -> dict[str, object]:
    return {
        f"days_{number}": [str(day) for day in hours.days],
        f"start_{number}": f"{hours.start:%H:%M}",
        f"end_{number}": f"{hours.end:%H:%M}",
    }
