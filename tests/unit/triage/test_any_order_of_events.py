"""Whatever happens in whatever order, slots and limits hold, protection protects, and nothing is forgotten."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from datetime import timedelta

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from services.triage.domain import professionals, protection, working
from services.triage.domain.answering import decline
from services.triage.domain.assignment import AssignmentStatus
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.domain.due import next_due_at
from services.triage.domain.evolve import evolve
from services.triage.domain.helper import WEEK
from services.triage.domain.public_state import public_state
from services.triage.domain.working import Done
from services.triage.handlers.hear_report import HearReport
from shared.errors import DomainError, NotFound
from shared.events.fold import fold
from shared.events.intake import (
    HelperRefusedByReporter,
    OutcomeConfirmed,
    OutcomeDisputed,
    ReportEdited,
    ReporterWrote,
    ReportNoLongerNeeded,
    ReportWithdrawn,
)
from shared.events.triage import CaseStatus, HelperInvited
from shared.events.triage_people import HelperAsked, HelperPaused, HelperResumed, HelperVetted
from shared.repository import change
from tests.factories.cases import DAY, HOUR, MINUTE, received
from tests.fakes.neighbourhood import FakeNeighbourhood, task
from tests.fakes.triage import CASE, REPORT, World

PEOPLE = ("anna", "bo", "carl", "dora", "emil", "fie")
people = st.sampled_from(PEOPLE)
steps = st.sampled_from(["complete", "set_out", "hand_back", "arrive", "unsafe"])
told = st.sampled_from(
    [
        ReportEdited(text="In other words."),
        ReportEdited(text="A child is alone.", floor_signs=["child_at_risk"]),
        ReporterWrote(text="Please hurry."),
        ReporterWrote(text="It smells of gas.", danger_signs=["gas"]),
        ReportNoLongerNeeded(),
        OutcomeConfirmed(),
        OutcomeDisputed(reason="Still covered."),
        OutcomeDisputed(reason="They threaten me.", floor_signs=["violence"]),
        ReportWithdrawn(),
        *(HelperRefusedByReporter(person_id=person) for person in PEOPLE),
    ]
)

AT_REST = {CaseStatus.CLOSED, CaseStatus.ESCALATED, CaseStatus.REFERRED_OUT}


class Town(RuleBasedStateMachine):
    """One case and six helpers; topics are heard late, twice or in part, and time passes in leaps.

    For a while, the `calm`, neighbours have it to themselves; then reporter and professionals do things too.
    """

    @initialize(
        slots=st.integers(1, 2),
        window=st.sampled_from([0, 20]),
        category=st.sampled_from(["snow", "tree"]),
        calm=st.integers(0, 40),
    )
    def begin(self, slots: int, window: int, category: str, calm: int) -> None:
        neighbourhood = FakeNeighbourhood()
        neighbourhood.tasks[category] = task(category, slots=slots)
        neighbourhood.ways = replace(neighbourhood.ways, draw_window=timedelta(minutes=window))
        self.world = World(neighbourhood)
        for person in PEOPLE:
            self.world.with_helper(person)
        self.world.report(received(category=category))
        self.version, self.calm = 1, calm
        self.world.timers()

    @rule(by=st.sampled_from([MINUTE, 25 * MINUTE, HOUR, 5 * HOUR, 4 * DAY]))
    def time_passes(self, by: timedelta) -> None:
        self.world.pass_time(by)

    @rule()
    def timers_fire(self) -> None:
        self.world.timers()

    @rule()
    def topics_are_heard(self) -> None:
        self.world.hear_topics()

    @rule(which=st.integers(0, 200))
    def an_old_event_is_heard_again(self, which: int) -> None:
        published = self.world.cases.published
        self._try(lambda: self.world.hear(*published[which % len(published)]))

    @precondition(lambda self: self._case().standing)
    @rule(which=st.integers(0, 5))
    def somebody_who_was_asked_says_yes(self, which: int) -> None:
        asked = sorted(self._case().standing)
        self._try(lambda: self.world.accept(asked[which % len(asked)]))

    @rule(person=people)
    def somebody_says_yes(self, person: str) -> None:
        self._try(lambda: self.world.accept(person))

    @rule(person=people)
    def somebody_says_no(self, person: str) -> None:
        now, invitation_id = self.world.clock.now(), self.world.invitation_id(person)
        self._change(lambda case: decline(case, person_id=person, invitation_id=invitation_id, at=now), by=person)

    @precondition(lambda self: self._case().active)
    @rule(which=st.integers(0, 5), step=steps)
    def whoever_has_it_works(self, which: int, step: str) -> None:
        at_work = sorted(self._case().active)
        self.somebody_works(at_work[which % len(at_work)], step)

    @rule(person=people, step=steps)
    def somebody_works(self, person: str, step: str) -> None:
        now, redecide = self.world.clock.now(), self.world.deciding.anew(self.world.clock.now())
        done = Done(action="neighbour_helped", answer_by=now + 3 * DAY)
        does = {
            "set_out": lambda case: working.set_out(case, person_id=person, at=now, ends_after=HOUR),
            "arrive": lambda case: working.arrive(case, person_id=person, at=now, ends_after=HOUR),
            "complete": lambda case: working.complete(case, person_id=person, minutes=9, done=done),
            "hand_back": lambda case: working.hand_back(case, person_id=person, at=now, redecide=redecide),
            "unsafe": lambda case: working.tell_unsafe(case, person_id=person, redecide=redecide),
        }
        self._change(does[step], by=person)

    @rule(person=people)
    def somebody_is_revoked(self, person: str) -> None:
        self.world.revoke(person)

    @rule(person=people)
    def a_vetting_or_revocation_is_heard(self, person: str) -> None:
        self.world.hear_vetting(person)

    @rule(person=people)
    def somebody_stops_for_good(self, person: str) -> None:
        self._try(lambda: self.world.stop(person))

    @rule(person=people)
    def that_somebody_stopped_is_heard(self, person: str) -> None:
        self.world.hear_stopping(person)

    @rule(person=people)
    def whoever_stopped_offers_to_help_anew(self, person: str) -> None:
        if self.world.helper(person).has_stopped:
            self.world.with_helper(person)

    @rule(
        person=people,
        event=st.sampled_from([HelperVetted(tier=3), HelperVetted(tier=0), HelperPaused(), HelperResumed()]),
    )
    def something_about_a_helper_changes(self, person: str, event: HelperVetted | HelperPaused | HelperResumed) -> None:
        self.world.helpers.given(person, event)

    @precondition(lambda self: self.calm <= 0)
    @rule(happened=told, skipped=st.integers(0, 1), again=st.booleans())
    def the_reporter_does_something(self, happened: ReporterWrote, skipped: int, again: bool) -> None:  # noqa: FBT001
        self.version += 1 + skipped
        for _ in range(1 + again):
            command = HearReport(report_id=REPORT, version=self.version, at=self.world.clock.now(), happened=happened)
            self.world.hear_report(command)

    @precondition(lambda self: self.calm <= 0)
    @rule(act=st.sampled_from(["take", "resolve", "refer_out", "protect", "name"]), person=people)
    def a_professional_acts(self, act: str, person: str) -> None:
        now, redecide = self.world.clock.now(), self.world.deciding.anew(self.world.clock.now())
        does = {
            "take": lambda case: professionals.take(case, by="kai", redecide=redecide),
            "resolve": lambda case: professionals.resolve(
                case, action="repaired", words="Done.", answer_by=now + 3 * DAY
            ),
            "refer_out": lambda case: professionals.refer_out(case, to="the railway"),
            "protect": lambda case: protection.protect(case, danger=(), floor=("money",), redecide=redecide),
            "name": lambda case: professionals.name_person(case, person_id=person, at=now, redecide=redecide),
        }
        self._change(does[act], by="kai")

    @invariant()
    def slots_hold(self) -> None:
        case = self._case()
        done = [one for one in case.assignments.values() if one.status is AssignmentStatus.COMPLETED]
        assert len(case.active) + len(done) <= max(case.slots, len(done))

    @invariant()
    def limits_hold(self) -> None:
        limits = self.world.neighbourhood.ways.limits
        for person in PEOPLE:
            assert len(self.world.helper(person).claims) <= limits.open_assignments
        for person in PEOPLE:
            turns = [each.at for each in self.world.helpers.happened_to(person) if isinstance(each, HelperAsked)]
            for turn in turns:
                assert sum(turn - WEEK < other <= turn for other in turns) <= limits.invitations_a_week

    @invariant()
    def a_protected_case_is_with_nobody_but_professionals(self) -> None:
        case = self._case()
        assert not (case.bears_danger or case.bears_floor) or not (case.active or case.standing)

    @invariant()
    def whoever_is_named_or_dropped_out_is_not_on_it(self) -> None:
        case = self._case()
        assert not set(case.named) & {*case.active, *case.standing}

    @invariant()
    def nothing_open_is_forgotten(self) -> None:
        case = self._case()
        assert case.status in AT_REST or case.is_escalated or next_due_at(case) is not None

    @invariant()
    def asking_ends_before_the_deadline(self) -> None:
        case = self._case()
        assert case.asking is None or case.deadline_at is None or case.asking.ends_at < case.deadline_at

    @invariant()
    def the_history_leads_to_the_state(self) -> None:
        history = [recorded.happened for _, recorded in self.world.cases.published]
        assert fold(evolve, Case(), history) == self._case()
        assert public_state(self._case()).report_id == REPORT

    def teardown(self) -> None:
        """When all is quiet, everybody with a claim has a slot, and the other way round."""
        if not hasattr(self, "world"):
            return
        self.world.hear_topics()
        for person in PEOPLE:
            self.a_vetting_or_revocation_is_heard(person)
        self.world.pass_time(timedelta(minutes=30))
        self.world.hear_topics()
        claims = {person for person in PEOPLE if CASE in self.world.helper(person).claims}
        assert claims == set(self._case().active)
        invited = [each for each in self.world.cases.happened if isinstance(each, HelperInvited)]
        assert len({each.invitation_id for each in invited}) == len(invited)

    def _case(self) -> Case:
        return self.world.case

    @invariant()
    def time_goes_by_without_news(self) -> None:
        self.calm -= 1

    def _change(self, decide: Callable[[Case], Events], *, by: str) -> None:
        self._try(lambda: change(self.world.cases, CASE, decide, by=by))

    def _try(self, act: Callable[[], object]) -> None:
        """The domain may say no; everything else is a bug."""
        with suppress(DomainError, NotFound):
            act()


Town.TestCase.settings = settings(
    max_examples=60,
    stateful_step_count=50,
    deadline=None,
    suppress_health_check=list(HealthCheck),
)
TestAnyOrder = Town.TestCase
