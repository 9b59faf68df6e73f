"""A yes or no by text message is obeyed as a press of the button is, and refused where that would be."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast

import pytest

from services.triage.bootstrap import Triage
from services.triage.domain.invitation import InvitationStatus
from services.triage.entrypoints.consumers import notify_messages
from services.triage.handlers.accept_invitation import AcceptInvitation
from services.triage.handlers.decline_invitation import DeclineInvitation, decline_invitation
from shared.clock import StoppedClock
from shared.errors import NotEligible
from shared.events.event import Received, Recorded
from shared.events.notify import AnswerReceived, AnswerState
from tests.factories.cases import ANNA, BO, NOON
from tests.fakes.triage import CASE, World, snowed_in


@dataclass(slots=True)
class Ears:
    """What triage hears of notify's messages."""

    world: World
    refused: list[str] = field(default_factory=list)

    def hear(self, says: str, *, of: str = ANNA, invitation_id: str = "") -> None:
        told = AnswerReceived(
            person_id=of,
            case_id=CASE,
            invitation_id=invitation_id or self.world.invitation_id(of),
            says=says,
        )
        recorded = Recorded(id="e1", version=1, at=NOON, by=of, correlation_id="c1", happened=told)
        event = Received(subject="sms-1", recorded=recorded, state=AnswerState(says=says), state_version=1)
        house = SimpleNamespace(accept_invitation=self._accept, decline_invitation=self._decline)
        notify_messages.handlers(cast("Triage", house))[AnswerReceived](event)

    def _accept(self, command: AcceptInvitation) -> None:
        self.world.accept(command.person_id, command.invitation_id)

    def _decline(self, command: DeclineInvitation) -> None:
        decline_invitation(command, cases=self.world.cases, clock=StoppedClock(NOON))


def asked() -> Ears:
    world = snowed_in()
    world.invite()
    return Ears(world)


def test_a_yes_takes_the_slot_and_twice_is_once_R16() -> None:
    ears = asked()
    invitation_id = ears.world.invitation_id(ANNA)
    for _ in range(2):
        ears.hear("yes", invitation_id=invitation_id)
    assert set(ears.world.case.active) == {ANNA}


def test_a_no_declines_and_costs_nothing_R10() -> None:
    ears = asked()
    ears.hear("no")
    assert ears.world.case.invitations[ANNA].status is InvitationStatus.DECLINED
    assert not ears.world.case.active


def test_a_yes_that_comes_second_is_refused_as_at_the_page() -> None:
    ears = asked()
    ears.hear("yes")
    with pytest.raises(NotEligible, match="somebody_else_said_yes"):
        ears.hear("yes", of=BO)
    assert set(ears.world.case.active) == {ANNA}


@pytest.mark.parametrize("says", ["yes", "no"])
def test_the_invitation_of_somebody_else_cannot_be_answered(says: str) -> None:
    ears = asked()
    with pytest.raises(Exception, match=r".*") as no:
        ears.hear(says, of="stranger", invitation_id=ears.world.invitation_id(BO))
    assert type(no.value).__name__ in {"NotEligible", "NotFound"}
    assert not ears.world.case.active
