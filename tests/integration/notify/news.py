"""What triage tells of a case in most of these tests: who has it, that it is done, and what somebody wrote."""

from dataclasses import replace
from datetime import timedelta

from shared.events import triage
from shared.events.triage import Route
from tests.factories.notify import NOON

TOMORROW = NOON + timedelta(days=1)
ROUTED = triage.CaseRouted(
    decision_id="d",
    route=Route.PROFESSIONAL,
    team="works",
    reason_codes=["no_task"],
    policy="p",
    rule="r",
    is_urgent=False,
    deadline_at=TOMORROW,
)
ROUTED_TODAY = replace(ROUTED, reason_codes=[], deadline_at=NOON)
"""The same without a reason, and due at once."""
RESOLVED = triage.CaseResolved(action="repaired", answer_by=TOMORROW, words="New lamp fitted.")


def message(text: str) -> triage.MessageWritten:
    return triage.MessageWritten(to="reporter", text=text)
