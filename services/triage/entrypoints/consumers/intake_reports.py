"""Hears what residents tell: a report opens a case, and whatever they do afterwards reaches it."""

from collections.abc import Mapping
from typing import get_args

from services.triage.bootstrap import Triage
from services.triage.domain.hearing import Told
from services.triage.handlers.hear_report import HearReport
from services.triage.handlers.open_case import OpenCase
from shared.events.event import Received
from shared.events.intake import ReportReceived
from shared.ids import ReportId
from shared.kafka.handling import Handle

_HEARD: frozenset[type] = frozenset(get_args(Told))
"""What the domain can hear; mypy names where it does not yet."""

HANDLED: frozenset[type] = frozenset({ReportReceived}) | _HEARD
IGNORED: frozenset[type] = frozenset()


def handlers(triage: Triage) -> Mapping[type, Handle]:
    def opens(event: Received) -> None:
        triage.open_case(
            OpenCase(report_id=ReportId(event.subject), version=event.recorded.version, received=event.happened)
        )

    def hears(event: Received) -> None:
        recorded = event.recorded
        triage.hear_report(
            HearReport(
                report_id=ReportId(event.subject), version=recorded.version, at=recorded.at, happened=event.happened
            )
        )

    return {ReportReceived: opens, **dict.fromkeys(_HEARD, hears)}
