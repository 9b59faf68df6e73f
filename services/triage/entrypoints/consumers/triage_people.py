"""Hears triage's own people: whoever is vetted for less, or not any more, or stopped, leaves the cases they were on."""

from collections.abc import Mapping

from services.triage.bootstrap import Triage
from services.triage.handlers.end_helping import EndHelping
from services.triage.handlers.withdraw_helper import WithdrawHelper
from shared.events import triage_people as people
from shared.events.event import Received
from shared.ids import PersonId
from shared.kafka.handling import Handle

_VETTING: frozenset[type] = frozenset({people.HelperVetted, people.HelperRevoked})
HANDLED: frozenset[type] = _VETTING | {people.HelperStopped}
IGNORED: frozenset[type] = frozenset(
    {
        people.HelperRegistered,
        people.HelperPaused,
        people.HelperResumed,
        people.HelperErased,
        people.RoleGranted,
        people.RoleRevoked,
    }
)


def handlers(triage: Triage) -> Mapping[type, Handle]:
    def withdraws(event: Received) -> None:
        triage.withdraw_helper(WithdrawHelper(person_id=PersonId(event.subject)))

    def leaves(event: Received) -> None:
        person_id = PersonId(event.subject)
        triage.withdraw_helper(WithdrawHelper(person_id=person_id, has_stopped=True))
        triage.end_helping(EndHelping(person_id=person_id))

    return {**dict.fromkeys(_VETTING, withdraws), people.HelperStopped: leaves}
