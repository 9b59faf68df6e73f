"""What a helper answers to a mail goes to the team, once, and is refused when the task is theirs no more."""

from dataclasses import replace
from types import SimpleNamespace
from typing import cast

import pytest

from services.triage.bootstrap import Triage
from services.triage.entrypoints.consumers import notify_messages
from services.triage.handlers.write_message import WriteMessage, write_message
from shared.errors import Refused
from shared.events.event import Received, Recorded
from shared.events.notify_replies import ReplyReceived, ReplyState
from tests.factories.cases import ANNA, BO, NOON
from tests.fakes.triage import CASE, World
from tests.unit.triage.story import story

SAID = ReplyReceived(
    report_id="r1", audience="helper", case_id=CASE, person_id=ANNA, language="en", text="I come at five."
)


def hear(world: World, said: ReplyReceived = SAID, *, reply_id: str = "mail-1") -> None:
    def write(command: WriteMessage) -> None:
        write_message(command, cases=world.cases, roles=world.roles, deciding=world.deciding)

    recorded = Recorded(id="e1", version=1, at=NOON, by=said.person_id or "mail", correlation_id="c1", happened=said)
    event = Received(subject=reply_id, recorded=recorded, state=ReplyState(), state_version=1)
    notify_messages.handlers(cast("Triage", SimpleNamespace(write_message=write)))[ReplyReceived](event)


def test_it_is_for_the_team_alone_and_twice_is_once_R16() -> None:
    world = story()
    for _ in range(3):
        hear(world)
    (message,) = world.case.messages
    assert (message.written_by, message.to, message.text) == (ANNA, "team", "I come at five.")


def test_whoever_is_not_on_the_case_is_refused_and_not_waited_for() -> None:
    world = story()
    with pytest.raises(Refused, match="not_assigned"):
        hear(world, replace(SAID, person_id=BO))
    assert world.case.messages == []


def test_R2_signs_in_it_protect_the_case() -> None:
    world = story()
    hear(world, replace(SAID, text="There is a child all alone here."))
    assert world.case.is_protected
    assert world.case.messages[0].text == "There is a child all alone here."


def test_what_a_reporter_answers_comes_from_intake() -> None:
    world = story()
    hear(world, replace(SAID, audience="reporter", person_id=None))
    assert world.case.messages == []
