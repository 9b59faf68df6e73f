"""Whoever runs this is called when none of those who were told that somebody may be in danger was reached."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from functools import partial
from types import SimpleNamespace
from typing import cast

import pytest
from prometheus_client import REGISTRY
from structlog.testing import capture_logs

from services.notify.bootstrap import Notify, Sending
from services.notify.domain.delivery import Audience, Delivery, Priority, Recipient, Status
from services.notify.entrypoints.senders.mail import MailLoop
from services.notify.handlers.send_messages import SendMessages, send_messages
from services.notify.ports.channels import Deferred
from services.notify.ports.messages import Result
from services.notify.queries.unheard_calls import unheard_calls
from shared.errors import TryAgain, Undeliverable
from tests.factories.notify import NOON, delivery, reader
from tests.fakes.notify_digests import FakeCalls
from tests.fakes.post_office import Office
from tests.fakes.stop import StopAfterRests

BOUNCES = Undeliverable("smtp_550")


def call(name: str, *, event_id: str = "unsafe", audience: Audience = Audience.COORDINATOR) -> Delivery:
    return delivery(event_id, to=Recipient(person_id=name), priority=Priority.SAFETY, audience=audience)


class House:
    """Where Kirsten, Kim and Karl work; what reaches each of them is as a test says."""

    def __init__(self, *calls: Delivery) -> None:
        self.office = Office(*calls)
        self.calls = FakeCalls(self.office.deliveries)
        for name in ("kirsten", "kim", "karl"):
            box = f"kind=email;address={name}@nabo.example;language=en"
            self.office.archive.readers[name] = reader(contact_id=name, box=box)

    def bounces(self, *names: str, why: Exception = BOUNCES) -> None:
        self.office.channel.refuses |= {f"{name}@nabo.example": why for name in names}

    def pages(self, *, at_once: int = 25) -> int:
        """How many calls whoever runs this gets while all that is due is sent, in batches of so many."""
        before = _unheard()
        with capture_logs() as logs:
            self._loop(at_once)(StopAfterRests())
        paged = [each for each in logs if each["event"] == "safety_not_told"]
        assert {each["case_id"] for each in paged} <= {"case-1"}
        assert len(paged) == _unheard() - before
        return len(paged)

    def later(self) -> None:
        self.office.clock.advance(timedelta(days=1))

    def _loop(self, at_once: int) -> MailLoop:
        notify = SimpleNamespace(
            recover_abandoned=lambda _channel: (), unheard_calls=partial(unheard_calls, calls=self.calls)
        )
        sending = SimpleNamespace(
            settle_known=lambda: None,
            send_messages=lambda _: send_messages(SendMessages(limit=at_once), office=self.office.ports),
            channel=self.office.channel,
        )
        return MailLoop(cast("Notify", notify), cast("Sending", sending), 0.1)


def _unheard() -> float:
    return REGISTRY.get_sample_value("nabo_unheard_total") or 0.0


@pytest.mark.parametrize("at_once", [1, 25])
@pytest.mark.parametrize("bounced", [["kirsten"], ["kim"], ["kirsten", "kim"]])
def test_one_address_that_bounces_calls_nobody_while_another_is_reached(at_once: int, bounced: Sequence[str]) -> None:
    house = House(call("kirsten"), call("kim", audience=Audience.CASEWORKER), call("karl"))
    house.bounces(*bounced)
    assert house.pages(at_once=at_once) == 0


@pytest.mark.parametrize("at_once", [1, 25])
def test_a_call_that_bounces_for_all_is_told_once_R8(at_once: int) -> None:
    house = House(call("kirsten"), call("kim", audience=Audience.CASEWORKER))
    house.bounces("kirsten", "kim")
    assert house.pages(at_once=at_once) == 1


@pytest.mark.parametrize("audience, pages", [(Audience.COORDINATOR, 1), (Audience.CASEWORKER, 1), (Audience.HELPER, 0)])
def test_a_call_to_a_professional_without_an_address_is_told_R8(audience: Audience, pages: int) -> None:
    house = House(call("nobody", audience=audience))
    assert house.pages() == pages
    assert house.office.status("unsafe") is Status.SUPPRESSED


def test_who_was_reached_because_of_another_event_did_not_hear_of_this_one_R8() -> None:
    house = House(call("kirsten"), call("kim", event_id="urgent"))
    house.bounces("kirsten")
    assert house.pages() == 1


def test_nobody_waits_hours_for_one_whose_mail_was_put_off_when_nobody_else_was_reached_R8() -> None:
    house = House(call("kirsten"), call("kim"))
    house.bounces("kirsten")
    house.bounces("kim", why=Deferred(60))
    assert house.pages() == 1


def test_whose_mail_was_put_off_need_not_be_reached_when_another_was() -> None:
    house = House(call("kirsten"), call("kim"))
    house.bounces("kirsten", why=Deferred(60))
    assert house.pages() == 0
    house.bounces("kirsten")
    house.later()
    assert house.pages() == 0


def test_mails_that_were_put_off_alone_call_nobody_until_the_last_has_failed_R8() -> None:
    house = House(call("kirsten"))
    house.bounces("kirsten", why=Deferred(60))
    assert house.pages() == 0
    house.later()
    assert house.pages() == 0
    house.bounces("kirsten")
    house.later()
    assert house.pages() == 1


def test_a_mail_of_which_nobody_knows_whether_it_went_out_reached_nobody_R8() -> None:
    house = House(call("kirsten"))
    held = house.office.deliveries.kept[call("kirsten").id]
    held.delivery = replace(held.delivery, status=Status.UNKNOWN)
    unknown = Result(delivery=held.delivery, status=Status.UNKNOWN, at=NOON)
    assert unheard_calls([unknown], calls=house.calls) == [held.delivery]


def test_while_the_database_is_away_nobody_has_heard() -> None:
    class Away(FakeCalls):
        def because_of(self, call: Delivery) -> Sequence[Delivery]:
            raise TryAgain(len(call.id))

    failed = Result(delivery=call("kirsten"), status=Status.FAILED, at=NOON)
    assert unheard_calls([failed], calls=Away(House().office.deliveries)) == [failed.delivery]
