"""A time has come that a helper was waiting for: a claim has lapsed, or their vetting is over."""

from dataclasses import dataclass

from services.triage.domain import claiming, offering
from services.triage.domain.claiming import HelperEvents
from services.triage.domain.helper import Helper
from services.triage.domain.reasons import Ended
from services.triage.ports import Cases, Helpers
from shared.clock import Clock
from shared.ids import PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class HelperTimerDue:
    person_id: PersonId


def helper_timer_due(command: HelperTimerDue, *, helpers: Helpers, cases: Cases, clock: Clock) -> None:
    """Of a claim the case is asked: where they have the slot it is confirmed, else it is released.

    What a vetting covered is taken back when triage hears that it is over. Raises: StaleVersion.
    """
    at = clock.now()

    def decide(helper: Helper) -> HelperEvents:
        return tuple(
            event
            for case_id in claiming.lapsed(helper, at)
            for event in _settle(helper, case_id, has_slot=command.person_id in cases.find(case_id).state.active)
        )

    settled = change(helpers, command.person_id, decide, by="timer:claim_lapses")
    change(
        helpers,
        command.person_id,
        lambda helper: offering.expire(helper, at),
        by="timer:vetting_expires",
        known=settled,
    )


def _settle(helper: Helper, case_id: str, *, has_slot: bool) -> HelperEvents:
    if has_slot:
        return claiming.confirm(helper, case_id=case_id)
    return claiming.drop(helper, case_id=case_id, why=Ended.CLAIM_LAPSED)
