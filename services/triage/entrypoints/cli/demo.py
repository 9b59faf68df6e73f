"""Brings a pack's made-up people to triage, through the same use cases as real ones. Doing it again changes nothing."""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from time import sleep

from services.triage.bootstrap import Triage
from services.triage.domain.roles import LONGEST, Roles, needs_two
from services.triage.handlers.grant_role import GrantRole
from services.triage.handlers.register_helper import RegisterHelper
from services.triage.handlers.vet_helper import VetHelper
from shared.errors import TryAgain
from shared.events.triage_people import Grant
from shared.ids import PersonId
from shared.pack.demo import DemoHelp, DemoPerson, DemoRole

BY = "load-demo"
SECOND = "load-demo-second"
REASON = "demo"
AT_ONCE = 12  # threads: most of the time each waits for the database
PAGE = 500
ATTEMPTS = 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Loaded:
    """How many were new, and how many were there before."""

    fresh: int
    known: int


def load_people(people: Iterable[DemoPerson], triage: Triage) -> Loaded:
    """Blocks until all are there."""
    there = frozenset(_people_there(triage))
    everybody = list(people)
    fresh = [person for person in everybody if person.person_id not in there]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(lambda person: _patiently(partial(_load, person, triage)), fresh):
            pass
    return Loaded(fresh=len(fresh), known=len(everybody) - len(fresh))


def _patiently(load: Callable[[], None]) -> None:
    """A database that has just started, on a machine with other things to do, may be away for a moment."""
    for _ in range(ATTEMPTS - 1):
        try:
            load()
        except TryAgain as later:
            sleep(later.after_seconds)
        else:
            return
    load()


def _load(person: DemoPerson, triage: Triage) -> None:
    """The roles come last: whoever has theirs was loaded to the end."""
    if person.help is not None:
        _offer(person, person.help, triage)
    for role in person.roles:
        _grant(person, role, triage)


def _offer(person: DemoPerson, offered: DemoHelp, triage: Triage) -> None:
    who = PersonId(person.person_id)
    triage.register_helper(
        RegisterHelper(
            person_id=who,
            by=BY,
            first_name=person.first_name,
            home=offered.home,
            address=offered.address,
            languages=person.languages,
            capabilities=offered.capabilities,
            radius_m=offered.radius_m,
            hours=offered.hours,
            is_adult=True,
            is_demo=True,
        )
    )
    triage.vet_helper(VetHelper(person_id=who, by=BY, tier=offered.tier, is_operator=True))


def _grant(person: DemoPerson, wish: DemoRole, triage: Triage) -> None:
    grant = Grant(role=wish.role, team=wish.team, expires_at=_end(triage))
    for by in (BY, SECOND) if needs_two(Roles(), grant, at=triage.clock.now(), is_operator=True) else (BY,):
        triage.grant_role(
            GrantRole(person_id=PersonId(person.person_id), by=by, grant=grant, reason=REASON, is_operator=True)
        )


def _end(triage: Triage) -> datetime:
    """As late as may be, so that nobody's demo ends while they look at it."""
    return (triage.clock.now() + LONGEST).replace(hour=0, minute=0, second=0, microsecond=0)


def _people_there(triage: Triage) -> Iterator[str]:
    return _ids(lambda after: [found.id for found in triage.roles.page(after=after, limit=PAGE)])


def _ids(page_after: Callable[[str], list[str]]) -> Iterator[str]:
    page = page_after("")
    while page:
        yield from page
        page = page_after(page[-1])
