"""Forgets what notify holds of somebody: themselves, their addresses, and their reports."""

from dataclasses import dataclass
from functools import partial
from typing import assert_never

from services.notify.domain import person as a_person
from services.notify.handlers.end_all_sessions import EndAllSessions, end_all_sessions
from services.notify.ports.people import Leftovers, People, Sessions
from shared.clock import Clock
from shared.erasure import Erasure, Of
from shared.repository import change

BY = "erasure"
AGAIN = "erased_before"
"""The reason where a backup had brought somebody back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Forgetting:
    """Where somebody may stand."""

    people: People
    sessions: Sessions
    leftovers: Leftovers
    clock: Clock


def forget(erasure: Erasure, *, forgetting: Forgetting) -> bool:
    """Whether nothing is left. Twice is once, in any order. Raises: StaleVersion."""
    leftovers = forgetting.leftovers
    match erasure.of:
        case Of.PERSON:
            _forget_person(erasure.id, forgetting)
            return leftovers.of_person(erasure.id)
        case Of.CONTACT:
            return leftovers.of_contact(erasure.id, erasure.at)
        case Of.REPORT:
            return leftovers.of_report(erasure.id)
        case _:
            assert_never(erasure.of)


def _forget_person(person_id: str, here: Forgetting) -> None:
    if here.people.find(person_id).version:
        change(here.people, person_id, partial(a_person.erase, reason=AGAIN), by=BY)
    end_all_sessions(EndAllSessions(person_id=person_id), sessions=here.sessions, clock=here.clock)
