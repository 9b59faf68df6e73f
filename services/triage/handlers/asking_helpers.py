"""Finds the helpers of one wave, uses the turn of each, and says what each is told."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import islice

from services.triage.domain.asking import next_wave, passed_over
from services.triage.domain.case import Case
from services.triage.domain.claiming import ask
from services.triage.domain.eligibility import Wanted, why_not
from services.triage.domain.helper import Helper
from services.triage.domain.inviting import Request, area_of, invitation
from services.triage.domain.search import Search
from services.triage.domain.task import Task, Wave
from services.triage.domain.turns import in_turn
from services.triage.handlers.reporters import reporters_of
from services.triage.ports import Contacts, Helpers, Neighbourhood, Neighbours, NewId
from shared.errors import NotEligible, NotFound, StaleVersion
from shared.events.place import Place
from shared.events.triage import HelperInvited
from shared.repository import Found, change

BY = "timer:wave"


@dataclass(frozen=True, slots=True, kw_only=True)
class AskingHelpers:
    """Blocks on the database."""

    helpers: Helpers
    neighbours: Neighbours
    contacts: Contacts
    neighbourhood: Neighbourhood
    new_id: NewId

    def ask(self, case_id: str, case: Case, at: datetime) -> tuple[HelperInvited, ...]:
        """Nobody where the category has no task or the place is unknown."""
        task, place = self.neighbourhood.task(case.told.category), case.told.place
        if task is None or place is None:
            return ()
        wave = self.neighbourhood.ways.waves[next_wave(case) - 1]
        wanted = self._wanted(case, task, wave, place, at)
        asked = islice(self._asked(case_id, wanted, wave), wave.helpers)
        request = self._request(case, task, wave, place, at)
        return tuple(
            invitation(request, found.id, found.state, invitation_id=self.new_id(), turn=turn)
            for turn, found in enumerate(asked)
        )

    def _wanted(self, case: Case, task: Task, wave: Wave, place: Place, at: datetime) -> Wanted:
        told = case.told
        return Wanted(
            place=place,
            at_home=told.at_home,
            address_key=self.neighbourhood.address_key(told.address) if told.address else None,
            radius_m=wave.radius_m,
            capability=task.capability,
            tier=task.tier,
            speaks=told.language if told.at_home else None,
            at=at,
            local=self.neighbourhood.local(at),
            reporter=told.known_by,
            passed_over=self._passed_over(case),
            limits=self.neighbourhood.ways.limits,
        )

    def _passed_over(self, case: Case) -> frozenset[str]:
        """Those whom the case itself passes over, and the reporter (rule R9)."""
        return passed_over(case) | reporters_of(case, self.contacts)

    def _asked(self, case_id: str, wanted: Wanted, wave: Wave) -> Iterator[Found[Helper]]:
        """Helpers in their turn, as they were before their turn was used; with it a newcomer comes among the others."""
        seen = set[str]()
        for found in self._in_turn(wanted, wave):
            may_be_asked = why_not(found.id, found.state, wanted, address_key=self.neighbourhood.address_key) is None
            if found.id not in seen and may_be_asked and self._uses_turn(found, case_id, wanted):
                yield found
            seen.add(found.id)

    def _in_turn(self, wanted: Wanted, wave: Wave) -> Iterator[Found[Helper]]:
        search = Search(
            place=wanted.place,
            radius_m=wanted.radius_m,
            capability=wanted.capability,
            tier=wanted.tier,
            at=wanted.at,
            newcomers=False,
        )
        return in_turn(
            self.neighbours.in_turn(replace(search, newcomers=True)),
            self.neighbours.in_turn(search),
            wanted=wave.helpers,
            newcomer_share=self.neighbourhood.ways.newcomer_share,
        )

    def _uses_turn(self, found: Found[Helper], case_id: str, wanted: Wanted) -> bool:
        """Somebody else may have asked them at this very moment: then their limits say no (rule R11)."""
        try:
            change(
                self.helpers,
                found.id,
                lambda helper: ask(helper, case_id=case_id, tier=wanted.tier, at=wanted.at, limits=wanted.limits),
                by=BY,
                known=found,
            )
        except (NotEligible, NotFound, StaleVersion):
            return False
        return True

    def _request(self, case: Case, task: Task, wave: Wave, place: Place, at: datetime) -> Request:
        latest = case.asking.ends_at if case.asking is not None else at
        return Request(
            wave=next_wave(case),
            expires_at=min(at + wave.within, latest),
            task=task,
            area=area_of(case, self.neighbourhood.rough_area(place), place),
            meets=case.told.at_home,
            come_at=self.neighbourhood.come_at(case.told),
        )
