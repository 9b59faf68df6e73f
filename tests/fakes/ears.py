"""Notify's ears: all that hears of cases and reports, on fakes."""

from services.notify.domain.matter import CaseSeen
from services.notify.domain.person import register
from services.notify.domain.somebody import NOBODY, Address
from services.notify.handlers.hear_case import HearCase, hear_case
from services.notify.handlers.hear_report import HearReport, hear_report
from shared.clock import StoppedClock
from shared.events import triage
from shared.events.triage import Route
from shared.events.triage_people import Grant, Role
from tests.factories.notify import CASE, NOON, case_state
from tests.fakes.ledger import FakeLedger
from tests.fakes.notify_matters import FakeMatters, FakeSubscriptions
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_people import FakePeople, FakeRoles

ROUTED = triage.CaseRouted(
    decision_id="d",
    route=Route.PROFESSIONAL,
    team="lighting",
    reason_codes=[],
    policy="p",
    rule="r",
    is_urgent=False,
    deadline_at=NOON,
)


class Room:
    """Notify's ears."""

    def __init__(self, *known: object) -> None:
        self.matters = FakeMatters(*known)  # type: ignore[arg-type]
        self.subscriptions = FakeSubscriptions()
        self.deliveries, self.ledger = FakeDeliveries(), FakeLedger()
        self.roles, self.people = FakeRoles(), FakePeople(clock=StoppedClock(NOON))
        for each in known:
            self._works_here(each.case)  # type: ignore[attr-defined]

    def _works_here(self, case: CaseSeen | None) -> None:
        """Whoever took it."""
        if case is not None and case.taken_by is not None:
            grant = Grant(role=Role.CASEWORKER, team=case.told_team or case.team)
            self.roles.keep(case.taken_by, [grant], version=1)

    def hear(
        self,
        happened: object = ROUTED,
        *,
        version: int = 2,
        event_id: str = "event-2",
        cause: str | None = None,
        sensitive: bool = False,
    ) -> None:
        command = HearCase(
            case_id=CASE,
            event_id=event_id,
            version=version,
            at=NOON,
            by="triage",
            happened=happened,
            state=case_state(sensitive=sensitive),
            state_version=version,
            correlation_id="correlation-1",
            cause=cause,
        )
        hear_case(
            command,
            matters=self.matters,
            deliveries=self.deliveries,
            roles=self.roles,
            people=self.people,
            clock=StoppedClock(NOON),
        )

    def hear_report(self, command: HearReport) -> None:
        hear_report(
            command,
            matters=self.matters,
            deliveries=self.deliveries,
            people=self.people,
            roles=self.roles,
            languages=("en", "da"),
            ledger=self.ledger,
        )

    def employ(self, person_id: str, grant: Grant, *, kind: str = "email") -> None:
        """Somebody with a role and a verified address."""
        self.roles.keep(person_id, [grant], version=1)
        known = Address(contact_id=person_id, kind=kind, box="box")
        self.people.append(self.people.find(person_id), register(NOBODY, known, language="da"), by="test")

    @property
    def told(self) -> list[tuple[str | None, str]]:
        return [(each.to.person_id, each.audience.value) for each in self.deliveries.all]
