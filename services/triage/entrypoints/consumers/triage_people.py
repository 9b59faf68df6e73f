"""Hears triage's own people: whoever is vetted for less, or not any more, leaves the cases that need more."""

from collections.abc import Mapping

from services.triage.bootstrap import Triage
from services.triage.handlers.withdraw_helper import WithdrawHelper
from shared.events import triage_people as people
from shared.events.event import Received
from shared.ids import PersonId
from shared.kafka.handling import Handle

HANDLED: frozenset[type] = frozenset({people.HelperVetted, people.HelperRevoked})
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

    return dict.fromkeys(HANDLED, withdraws)
