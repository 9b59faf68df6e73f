"""A sender may end at any moment: nothing is lost, and nothing goes out twice but what nobody can know (rule R16)."""

from collections.abc import Callable, Sequence
from datetime import UTC, timedelta
from itertools import count
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.notify.domain.delivery import ENDS, Channel, Delivery, Status, UnknownPolicy
from services.notify.domain.letter import Letter
from services.notify.domain.sending import DailyCaps
from services.notify.handlers.hear_case import HearCase, hear_case
from services.notify.handlers.post_office import PostOffice
from services.notify.handlers.recover_abandoned import RecoverAbandoned, recover_abandoned
from services.notify.handlers.send_messages import SendMessages, send_messages
from services.notify.ports.messages import Claim, Result
from shared.clock import StoppedClock
from shared.events import triage
from shared.events.triage import CloseReason, Route
from tests.factories.notify import ADA_CONTACT, CASE, NOON, case_state, delivery, matter, reader
from tests.fakes.notify_digests import FakeArchive, FakeDayPlaces
from tests.fakes.notify_letters import FakeChannel, PlainLetters
from tests.fakes.notify_matters import FakeMatters
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_people import FakePeople, FakeRoles, GlassBoxes
from tests.fakes.post_office import daily_mail

MESSAGES = 3
STEPS = 20
"""More than a batch of three has, so that the last tries end in peace."""


class Killed(BaseException):
    """The process ends here."""


class Fate:
    """Kills at the step whose number it was given, before or after the step is done."""

    def __init__(self, at: int, *, after: bool) -> None:
        self._at = at
        self._after = after
        self._steps = count()

    def __call__(self, step: Callable[[], Any]) -> Any:  # noqa: ANN401 -- whatever the step gives
        is_now = next(self._steps) == self._at
        if is_now and not self._after:
            raise Killed
        done = step()
        if is_now:
            raise Killed
        return done


class MortalDeliveries(FakeDeliveries):
    """Every write may be the last."""

    fate = Fate(-1, after=False)

    def claim(self, limit: int, *, at: Any, channel: Channel = Channel.EMAIL) -> Claim:  # noqa: ANN401 -- an instant
        claimed: Claim = self.fate(lambda: FakeDeliveries.claim(self, limit, at=at, channel=channel))
        return claimed

    def begin(self, delivery: Delivery, claim: Claim, done: Sequence[Result]) -> None:
        self.fate(lambda: FakeDeliveries.begin(self, delivery, claim, done))

    def settle(self, claim: Claim, done: Sequence[Result]) -> None:
        if done:
            self.fate(lambda: FakeDeliveries.settle(self, claim, done))


class MortalChannel(FakeChannel):
    """So may every sending."""

    def __init__(self, fate: Fate) -> None:
        super().__init__()
        self._fate = fate

    def hand_over(self, letter: Letter, *, at_the_brink: Callable[[], None]) -> None:
        at_the_brink()
        self._fate(lambda: self.taken.append(letter))


@pytest.mark.parametrize("after", [False, True], ids=["before", "after"])
@pytest.mark.parametrize("at", range(STEPS))
def test_wherever_a_sender_ends_each_message_goes_out_once_or_is_unknown(at: int, *, after: bool) -> None:
    clock, deliveries, fate = StoppedClock(NOON), MortalDeliveries(), Fate(at, after=after)
    deliveries.plan([delivery(f"e{number}", message="asking") for number in range(MESSAGES)])
    channel, archive = MortalChannel(fate), FakeArchive()
    archive.matters["report-1"], archive.readers[ADA_CONTACT] = matter(), reader()
    deliveries.fate = fate
    office = PostOffice(
        deliveries=deliveries,
        seals=GlassBoxes(),
        daily=daily_mail(deliveries),
        zone="Europe/Helsinki",
        archive=archive,
        places=FakeDayPlaces(),
        opens=GlassBoxes(),
        letters=PlainLetters(),
        channel=channel,
        clock=clock,
        caps=DailyCaps(unverified=9, verified=9),
        day_of=lambda moment: moment.astimezone(UTC).date(),
        on_failed=lambda _: None,
        on_gone=lambda _: None,
    )
    for _ in range(3):
        try:
            send_messages(SendMessages(), office=office)
        except Killed:
            deliveries.forget_leases()
            recover_abandoned(RecoverAbandoned(policy=UnknownPolicy.LEAVE), deliveries=deliveries, clock=clock)
    assert {each.status for each in deliveries.all} <= ENDS
    went = [letter.message_id for letter in channel.taken]
    assert len(went) == len(set(went)), "nothing goes out twice"
    unknown = {f"{each.id}@test.example" for each in deliveries.all if each.status is Status.UNKNOWN}
    sent = {f"{each.id}@test.example" for each in deliveries.all if each.status is Status.SENT}
    assert sent <= set(went) <= sent | unknown
    assert len(unknown) <= 1, "only the one that was being handed over"


SOON = NOON + timedelta(hours=1)
HAPPENINGS: Sequence[object] = (
    triage.CaseOpened(report_id="report-1", reference="N", category="litter", deadline_at=SOON),
    triage.CaseRouted(
        decision_id="d",
        route=Route.NEIGHBOURS,
        team="works",
        reason_codes=[],
        policy="p",
        rule="r",
        is_urgent=False,
        deadline_at=SOON,
    ),
    triage.CaseTaken(person_id="kim"),
    triage.InvitationAccepted(person_id="alma", expected_by=SOON),
    triage.InvitationStoodDown(person_id="bo", reason="somebody_else_said_yes"),
    triage.MessageWritten(to="reporter", text="x"),
    triage.MessageWritten(to="team", text="x"),
    triage.TaskCompleted(person_id="alma"),
    triage.CaseResolved(action="a", answer_by=SOON, by_helper=True),
    triage.CaseReopened(reason="not_fixed"),
    triage.CaseEscalated(reason="deadline_passed", team="works"),
    triage.CaseClosed(reason=CloseReason.CONFIRMED),
)


def heard(room: tuple[FakeMatters, FakeDeliveries], number: int, happened: object) -> None:
    matters, deliveries = room
    command = HearCase(
        case_id=CASE,
        event_id=f"event-{number}",
        version=number,
        at=NOON,
        by="triage",
        happened=happened,
        state=case_state(),
        state_version=number,
        correlation_id="c",
    )
    clock = StoppedClock(NOON)
    people = FakePeople(clock=clock)
    hear_case(command, matters=matters, deliveries=deliveries, roles=FakeRoles(), people=people, clock=clock)


@given(st.lists(st.sampled_from(HAPPENINGS), max_size=12), st.data())
def test_topics_read_again_from_anywhere_say_nothing_new_R16(story: list[object], data: st.DataObject) -> None:
    once = FakeMatters(matter(case=None)), FakeDeliveries()
    for number, happened in enumerate(story, 1):
        heard(once, number, happened)
    again = FakeMatters(matter(case=None)), FakeDeliveries()
    for number, happened in enumerate(story, 1):
        heard(again, number, happened)
        back_to = data.draw(st.integers(1, number))
        for earlier in range(back_to, number + 1):
            heard(again, earlier, story[earlier - 1])
    assert set(again[1].kept) == set(once[1].kept)
    assert again[0].known == once[0].known
