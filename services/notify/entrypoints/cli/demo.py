"""Registers the demo's people, through the same use case as real ones."""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from time import sleep

from services.notify.bootstrap import Notify
from services.notify.domain.sending import EMAIL
from services.notify.domain.somebody import Address
from services.notify.handlers.register_person import RegisterPerson
from shared.contacts import normalise_email
from shared.errors import TryAgain
from shared.pack.demo import DemoPerson

HANDS = 8
ATTEMPTS = 20
AT_ONCE = 1000
BY = "load-demo"


def register_everybody(people: Sequence[DemoPerson], notify: Notify) -> int:
    """How many were not there yet. Doing it again changes nothing. Blocks on the database."""
    missing = [each for some in _batches(people) for each in _missing(some, notify)]
    with ThreadPoolExecutor(HANDS) as hands:
        list(hands.map(lambda person: _patiently(_registration(person, notify), notify), missing))
    return len(missing)


def _patiently(registration: RegisterPerson, notify: Notify) -> None:
    """A database that has just started, on a machine with other things to do, may be away for a moment."""
    for _ in range(ATTEMPTS - 1):
        try:
            notify.register_person(registration)
        except TryAgain as later:
            sleep(later.after_seconds)
        else:
            return
    notify.register_person(registration)


def _missing(people: Sequence[DemoPerson], notify: Notify) -> Iterator[DemoPerson]:
    known = notify.people.existing([each.person_id for each in people])
    return (each for each in people if each.person_id not in known)


def _registration(person: DemoPerson, notify: Notify) -> RegisterPerson:
    address = normalise_email(person.email)
    return RegisterPerson(
        person_id=person.person_id,
        address=Address(
            contact_id=notify.contact_of(address),
            kind=EMAIL,
            box=notify.seals.seal({"kind": EMAIL, "address": address}),
        ),
        language=person.languages[0],
        at=notify.clock.now(),
        name=person.first_name,
        demo=True,
        by=BY,
    )


def _batches(people: Sequence[DemoPerson]) -> Iterator[Sequence[DemoPerson]]:
    return (people[start : start + AT_ONCE] for start in range(0, len(people), AT_ONCE))
