"""Where the mail server is slow, a sign-in waits for the message that is being handed over, not for a batch."""

from types import SimpleNamespace
from typing import cast

from services.notify.bootstrap import Notify, Sending
from services.notify.domain.delivery import Priority, Status
from services.notify.entrypoints.senders.mail import LONGEST_TURN_SECONDS, mail_loops
from services.notify.handlers.send_messages import SendMessages, send_messages
from tests.factories.notify import delivery
from tests.fakes.post_office import Office
from tests.fakes.stop import StopAfterRests


def test_a_sign_in_waits_for_what_is_being_handed_over_and_not_for_the_rest_of_its_batch() -> None:
    office = Office(*(delivery(f"news-{number}") for number in range(5)))

    def takes_a_second(_: object) -> None:
        office.seconds += 1
        if office.seconds == 2:
            office.deliveries.plan([delivery("sign-in", priority=Priority.SIGN_IN)])

    office.channel.before_brink = takes_a_second
    turn = SendMessages(seconds=1.5)
    assert len(send_messages(turn, office=office.ports)) == 2
    assert [each.status for each in office.deliveries.all].count(Status.PENDING) == 4, "nothing is held meanwhile"
    send_messages(turn, office=office.ports)
    assert office.status("sign-in") is Status.SENT
    while send_messages(turn, office=office.ports):
        continue
    assert {each.status for each in office.deliveries.all} == {Status.SENT}


def test_however_slow_it_is_one_is_tried_in_each_turn() -> None:
    office = Office(delivery("a"), delivery("b"))
    for left in (1, 0):
        assert len(send_messages(SendMessages(seconds=0), office=office.ports)) == 1
        assert [each.status for each in office.deliveries.all].count(Status.PENDING) == left


def test_no_sender_holds_a_batch_for_long_while_a_sign_in_may_come() -> None:
    turns: list[SendMessages] = []
    notify = SimpleNamespace(recover_abandoned=lambda _: (), unheard_calls=lambda _results: ())

    def takes_its_turn(turn: SendMessages) -> list[object]:
        turns.append(turn)
        return []

    sending = SimpleNamespace(
        send_messages=takes_its_turn, settle_known=lambda: None, channel=SimpleNamespace(close=lambda: None)
    )
    for loop in mail_loops(cast("Notify", notify), [cast("Sending", sending)] * 2).values():
        loop(StopAfterRests())
    assert {each.seconds for each in turns} == {LONGEST_TURN_SECONDS}
    assert len(turns) == 2
