"""Forget somebody, because they wish it or because they must be: here at once, elsewhere by what is told of it."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from services.notify.domain import person as a_person
from services.notify.handlers.enter import STAFF
from services.notify.ports.people import People, Roles
from shared.clock import Clock
from shared.erasure import Erasure, Ledger, of_person
from shared.errors import Refused
from shared.repository import change

OWN_WISH = "own_wish"


@dataclass(frozen=True, slots=True, kw_only=True)
class ErasePerson:
    """by: themselves, or an operator. reason: a code."""

    person_id: str
    by: str
    reason: str = OWN_WISH


def erase_person(
    command: ErasePerson,
    *,
    people: People,
    roles: Roles,
    ledger: Ledger,
    forget: Callable[[Erasure], bool],
    clock: Clock,
) -> None:
    """The ledger comes first: what is written there is done, whatever happens to this process.

    Twice is once. Raises: NotFound; Refused for somebody who works here, whose roles must be ended first.
    """
    found = people.get(command.person_id)
    if roles.of(command.person_id, clock.now()) & STAFF:
        raise Refused("roles_first")
    erasures = of_person(command.person_id, list(found.state.contacts), clock.now())
    ledger.add(erasures)
    change(people, command.person_id, partial(a_person.erase, reason=command.reason), by=command.by)
    for each in erasures:
        forget(each)
