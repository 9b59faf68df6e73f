"""All of triage in memory: every use case on fakes, a stopped clock, and topics that are heard when a story says so."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import count

from services.triage.domain.case import Case
from services.triage.domain.due import next_due_at
from services.triage.domain.evolve import evolve
from services.triage.domain.helper import Helper
from services.triage.domain.roles import Roles
from services.triage.domain.roles_evolve import evolve as evolve_roles
from services.triage.handlers.accept_invitation import AcceptInvitation, accept_invitation
from services.triage.handlers.asking_helpers import AskingHelpers
from services.triage.handlers.case_timer_due import CaseTimerDue, case_timer_due
from services.triage.handlers.confirm_claim import ConfirmClaim, confirm_claim
from services.triage.handlers.deciding import Deciding
from services.triage.handlers.end_helping import EndHelping, end_helping
from services.triage.handlers.hand_back import HandBack, hand_back
from services.triage.handlers.hear_report import HearReport, hear_report
from services.triage.handlers.helper_timer_due import HelperTimerDue, helper_timer_due
from services.triage.handlers.invite_wave import InviteWave, invite_wave
from services.triage.handlers.open_case import OpenCase, open_case
from services.triage.handlers.release_claim import ReleaseClaim, release_claim
from services.triage.handlers.revoke_helper import RevokeHelper, revoke_helper
from services.triage.handlers.stop_helping import StopHelping, stop_helping
from services.triage.handlers.vet_helper import VetHelper, vet_helper
from services.triage.handlers.withdraw_helper import WithdrawHelper, withdraw_helper
from shared.clock import StoppedClock
from shared.events import triage as happened
from shared.events.event import Recorded
from shared.events.intake import ReportReceived
from shared.events.place import Place
from shared.events.triage import CaseEvent
from shared.events.triage_people import Grant, HelperEvent, Role, RoleEvent, RoleGranted
from shared.ids import CaseId, PersonId, ReportId, case_of
from shared.repository import Found
from tests.factories.cases import ANNA, BO, CARL, NOON, received
from tests.factories.helpers import NEAR, living, registered, vetted
from tests.fakes.ledger import FakeLedger
from tests.fakes.neighbourhood import FakeNeighbourhood
from tests.fakes.repository import FakeRepository
from tests.fakes.triage_people import FakeContacts, FakeHelpers, FakeSessions, Racing

REPORT = ReportId("report")
CASE = case_of(REPORT)
_ENDS = (
    happened.TaskCompleted,
    happened.TaskHandedBack,
    happened.AssignmentRefused,
    happened.AbortedUnsafe,
)


class CasesInOrder(Racing[Case, CaseEvent]):
    """Passes as `Cases` and as `CasesOfHelpers`; remembers of which case each event is."""

    def __init__(self, *, clock: StoppedClock) -> None:
        super().__init__(empty=Case(), evolve=evolve, clock=clock, next_due_at=next_due_at)
        self.published: list[tuple[str, Recorded]] = []

    def append(self, found: Found[Case], events: Sequence[CaseEvent], *, by: str) -> Found[Case]:
        after = super().append(found, events, by=by)
        self.published += [(found.id, each) for each in self.recorded[len(self.recorded) - len(events) :] if events]
        return after

    def of_helper(self, person_id: str) -> list[str]:
        return [each.id for each in self._found.values() if person_id in {*each.state.standing, *each.state.active}]


class World:
    """A small town at noon. `hear_topics` is what Kafka would bring, `pass_time` what the worker's timers would do."""

    def __init__(self, neighbourhood: FakeNeighbourhood | None = None) -> None:
        self.clock = StoppedClock(NOON)
        self.neighbourhood = neighbourhood or FakeNeighbourhood()
        self.cases = CasesInOrder(clock=self.clock)
        self.helpers = FakeHelpers(clock=self.clock)
        self.roles: FakeRepository[Roles, RoleEvent] = FakeRepository(
            empty=Roles(), evolve=evolve_roles, clock=self.clock
        )
        self.contacts, self.sessions, self.ledger = FakeContacts(), FakeSessions(), FakeLedger()
        self._heard = 0
        numbers = count(1)
        new_id = lambda: f"id-{next(numbers)}"  # noqa: E731 two words would say less
        self.deciding = Deciding(neighbourhood=self.neighbourhood, clock=self.clock, new_id=new_id)
        self.asking_helpers = AskingHelpers(
            helpers=self.helpers,
            neighbours=self.helpers,
            contacts=self.contacts,
            neighbourhood=self.neighbourhood,
            new_id=new_id,
        )
        self.invite_wave = partial(
            invite_wave, cases=self.cases, deciding=self.deciding, asking_helpers=self.asking_helpers
        )

    @property
    def case(self) -> Case:
        return self.cases.get(CASE).state

    def helper(self, person_id: str) -> Helper:
        return self.helpers.get(person_id).state

    def with_helper(
        self, person_id: str, *more: HelperEvent, home: Place = NEAR, address: str | None = None, **offer: object
    ) -> None:
        """Somebody who lives near, may do anything, and was not asked yet."""
        offered = registered(**offer)  # type: ignore[arg-type]
        self.helpers.given(person_id, living(home=home, address=address), offered, vetted(), *more)

    def with_role(self, person_id: str, role: Role, team: str | None = None) -> None:
        grant = Grant(role=role, team=team)
        self.roles.given(person_id, RoleGranted(role=grant.role, team=grant.team))

    def report(self, told: ReportReceived | None = None, *, version: int = 1) -> None:
        """A resident told us."""
        open_case(
            OpenCase(report_id=REPORT, version=version, received=told or received()),
            cases=self.cases,
            deciding=self.deciding,
            ledger=self.ledger,
        )

    def invite(self) -> list[str]:
        """Ask the next wave, and say who was asked in it."""
        before = len(self.cases.recorded)
        self.invite_wave(InviteWave(case_id=CaseId(CASE)))
        return [
            each.happened.person_id
            for each in self.cases.recorded[before:]
            if isinstance(each.happened, happened.HelperInvited)
        ]

    def accept(self, person_id: str, invitation_id: str = "") -> None:
        """Press "yes" under an invitation: the newest they were given."""
        accept_invitation(
            AcceptInvitation(
                case_id=CaseId(CASE),
                person_id=PersonId(person_id),
                invitation_id=invitation_id or self.invitation_id(person_id),
            ),
            cases=self.cases,
            helpers=self.helpers,
            contacts=self.contacts,
            neighbourhood=self.neighbourhood,
            clock=self.clock,
        )

    def hand_back(self, person_id: str) -> None:
        hand_back(
            HandBack(case_id=CaseId(CASE), person_id=PersonId(person_id)), cases=self.cases, deciding=self.deciding
        )

    def revoke(self, person_id: str) -> None:
        """Take their vetting back, as an operator."""
        revoke_helper(
            RevokeHelper(person_id=PersonId(person_id), by="operator", reason="complaint", is_operator=True),
            helpers=self.helpers,
            roles=self.roles,
            clock=self.clock,
        )

    def vet(self, person_id: str, tier: int) -> None:
        """Vet them anew, as an operator; until they are vetted otherwise."""
        vet_helper(
            VetHelper(person_id=PersonId(person_id), by="operator", tier=tier, is_operator=True),
            helpers=self.helpers,
            roles=self.roles,
            clock=self.clock,
        )

    def hear_report(self, command: HearReport) -> None:
        """What the reporter did, as intake tells it."""
        hear_report(command, cases=self.cases, helpers=self.helpers, deciding=self.deciding, ledger=self.ledger)

    def hear_vetting(self, person_id: str) -> None:
        """What triage hears of its own people, when somebody was vetted or revoked."""
        command = WithdrawHelper(person_id=PersonId(person_id))
        withdraw_helper(
            command, cases=self.cases, cases_of_helpers=self.cases, helpers=self.helpers, deciding=self.deciding
        )

    def stop(self, person_id: str) -> None:
        """They press the button under which they help no more."""
        stop_helping(StopHelping(person_id=PersonId(person_id)), helpers=self.helpers)

    def hear_stopping(self, person_id: str) -> None:
        """What triage hears of its own people, when somebody has stopped."""
        command = WithdrawHelper(person_id=PersonId(person_id), has_stopped=True)
        withdraw_helper(
            command, cases=self.cases, cases_of_helpers=self.cases, helpers=self.helpers, deciding=self.deciding
        )
        end_helping(EndHelping(person_id=PersonId(person_id)), helpers=self.helpers, roles=self.roles)

    def invitation_id(self, person_id: str) -> str:
        found = self.case.invitations.get(person_id)
        return found.invitation_id if found is not None else "none"

    def hear_topics(self) -> None:
        """Let the claims hear what the cases published since."""
        for case_id, recorded in self._unheard():
            self.hear(case_id, recorded)

    def hear(self, case_id: str, recorded: Recorded) -> None:
        """One event of triage's own topic, however often and however late."""
        case, event = CaseId(case_id), recorded.happened
        if isinstance(event, happened.InvitationAccepted):
            confirm_claim(
                ConfirmClaim(case_id=case, person_id=PersonId(event.person_id)),
                helpers=self.helpers,
                cases=self.cases,
                deciding=self.deciding,
            )
        elif isinstance(event, _ENDS):
            release_claim(
                ReleaseClaim(
                    case_id=case, person_id=PersonId(event.person_id), version=recorded.version, reason="ended"
                ),
                helpers=self.helpers,
            )

    def pass_time(self, by: timedelta) -> None:
        """Let time go by, and do what becomes due on the way, each at its time."""
        until = self.clock.now() + by
        while (due_at := self._next_due()) is not None and due_at <= until:
            self.clock.advance(max(timedelta(), due_at - self.clock.now()))
            self.timers()
            self.hear_topics()
        self.clock.advance(until - self.clock.now())

    def timers(self) -> None:
        """One round of the worker's timers."""
        for case_id in self.cases.due(self.clock.now(), 100):
            case_timer_due(
                CaseTimerDue(case_id=CaseId(case_id)),
                cases=self.cases,
                helpers=self.helpers,
                deciding=self.deciding,
                invite_wave=self.invite_wave,
            )
        for person_id in self.helpers.due(self.clock.now(), 100):
            helper_timer_due(
                HelperTimerDue(person_id=PersonId(person_id)), helpers=self.helpers, cases=self.cases, clock=self.clock
            )

    def _next_due(self) -> datetime | None:
        times = [next_due_at(self.cases.find(CASE).state)]
        times += [one for each in self.helpers.all() if (one := self.helpers.next_due(each)) is not None]
        return min((one for one in times if one is not None), default=None)

    def _unheard(self) -> Iterator[tuple[str, Recorded]]:
        while self._heard < len(self.cases.published):
            self._heard += 1
            yield self.cases.published[self._heard - 1]


FAR = Place(lat=60.18, long=24.95)
"""About 1.2 km from the square of the cases: within the second wave alone."""


def snowed_in(**changes: object) -> World:
    """A report of snow came in; Anna and Bo live near, Carl farther away."""
    world = World()
    for person in (ANNA, BO):
        world.with_helper(person)
    world.with_helper(CARL, home=FAR)
    world.report(received(**changes))
    return world
