"""What a coordinator sees first: somebody stopped, is not back, or was never heard of; and what to do about it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.triage.domain.shelves import Alarm, ShelvedCase
from services.triage.entrypoints.web.words.pack import PackWords

TITLES: Mapping[Alarm, LazyString] = {
    Alarm.UNSAFE: _("A neighbour stopped: it was not safe"),
    Alarm.OVERDUE: _("A neighbour is not back when expected"),
    Alarm.SILENT: _("A neighbour has said yes and not set out"),
}
ADVICE: Mapping[Alarm, LazyString] = {
    Alarm.UNSAFE: _("Call the neighbour now and ask how they are. Nobody else is sent there; the team has the case."),
    Alarm.OVERDUE: _("Call the neighbour. If they do not answer, call again in ten minutes, then go or send somebody."),
    Alarm.SILENT: _("Ask the neighbour kindly whether it still suits them. Handing it back is fine."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AlarmShown:
    title: str
    what: str
    advice: str
    href: str
    reference: str
    since: datetime
    is_unsafe: bool


def alarms_shown(cases: Iterable[ShelvedCase], words: PackWords) -> list[AlarmShown]:
    return [_shown(case, words) for case in cases]


def _shown(case: ShelvedCase, words: PackWords) -> AlarmShown:
    worst = min(case.alarms, key=list(Alarm).index)
    return AlarmShown(
        title=str(TITLES[worst]),
        what=words.category(case.category),
        advice=str(ADVICE[worst]),
        href=url_for("case.show", reference=case.reference),
        reference=case.reference,
        since=case.since,
        is_unsafe=worst is Alarm.UNSAFE,
    )
