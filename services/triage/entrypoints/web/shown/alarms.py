"""What a coordinator sees first: somebody stopped, is not back, or was never heard of; and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import LazyString, lazy_gettext

from services.triage.domain.alarms import Alarm
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from services.triage.queries.alarms_now import Alarmed

TITLES: Mapping[Alarm, LazyString] = {
    Alarm.UNSAFE: lazy_gettext("%(name)s stopped: it was not safe"),
    Alarm.OVERDUE: lazy_gettext("%(name)s is not back when expected"),
    Alarm.SILENT: lazy_gettext("%(name)s said yes and has not set out"),
}
ADVICE: Mapping[Alarm, LazyString] = {
    Alarm.UNSAFE: lazy_gettext(
        "%(name)s has the number of whoever is on duty: be ready for their call. If you are "
        "worried, send somebody. No other neighbour is sent there."
    ),
    Alarm.OVERDUE: lazy_gettext(
        "%(name)s was reminded and has the number of whoever is on duty. Not a word? Ask the team "
        "that has the case to write to them or to send somebody."
    ),
    Alarm.SILENT: lazy_gettext(
        "%(name)s was reminded kindly, and handing it back is fine. If nothing is heard of them, somebody else has it."
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmShown:
    """seen_to: what the button says with which a coordinator has seen to it."""

    title: str
    what: str
    advice: str
    href: str
    reference: str
    at: datetime | None
    is_unsafe: bool
    name: str
    seen_to: Mapping[str, str]


def alarms_shown(alarms: Iterable[Alarmed], words: PackWords) -> list[AlarmShown]:
    return [_shown(one, words) for one in alarms]


def _shown(one: Alarmed, words: PackWords) -> AlarmShown:
    name = {"name": one.helper or _("A neighbour")}
    return AlarmShown(
        title=str(TITLES[one.alarm]) % name,
        what=words.category(one.category),
        advice=str(ADVICE[one.alarm]) % name,
        href=url_for("case.show", reference=one.reference),
        reference=one.reference,
        at=one.at,
        is_unsafe=one.alarm is Alarm.UNSAFE,
        name=name["name"],
        seen_to={"person_id": one.person_id, "alarm": one.alarm.value},
    )
