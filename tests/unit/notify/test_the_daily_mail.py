"""What waits for a daily mail comes in it, once, whatever dies on the way; quiet hours hold back the rest."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

import pytest

from services.notify.domain.delivery import Delivery, Recipient, Status, UnknownPolicy, Why
from services.notify.domain.person import register
from services.notify.domain.preferences import AS_USUAL, DIGEST, Pace, Preferences
from services.notify.domain.somebody import NOBODY
from services.notify.handlers.recover_abandoned import RecoverAbandoned, recover_abandoned
from services.notify.ports.channels import ChannelAway, OutcomeUnknown
from services.notify.queries.my_messages import my_messages
from shared.errors import TryAgain, Undeliverable
from shared.events.triage_people import Grant, Role
from tests.factories.notify import ADA_BOX, ADA_CONTACT, NOON, address, delivery, matter, reader
from tests.fakes.notify_digests import FakeDigests
from tests.fakes.notify_doors import House
from tests.fakes.notify_people import GlassBoxes
from tests.fakes.post_office import Office

DAILY = Preferences(reports=Pace.DAILY, daily_at="17:00")
NIGHTS = Preferences(quiet_from="22:00", quiet_until="07:00")
AT_FIVE = datetime(2026, 5, 27, 14, 0, tzinfo=UTC)
ADA = "ada@nabo.example"


def office_of(*planned: Delivery, wish: Preferences = DAILY) -> Office:
    office = Office(*planned)
    wants(office, wish)
    return office


def wants(office: Office, wish: Preferences) -> None:
    known = reader(person_id="ada", preferences=wish)
    office.archive.readers[ADA_CONTACT] = office.archive.readers["ada"] = known


def subjects(office: Office) -> list[str]:
    return [each.subject for each in office.channel.taken]


def digests(office: Office) -> list[Delivery]:
    return [each for each in office.deliveries.all if each.message == DIGEST]


def test_what_waits_comes_in_one_mail_at_the_time_that_they_chose() -> None:
    office = office_of(delivery("e1"), delivery("e2", message="message"))
    assert office.send() == [(Status.PENDING, Why.IN_DIGEST)] * 2
    assert subjects(office) == []
    office.clock.advance(AT_FIVE - NOON)
    office.send()
    assert subjects(office) == ["routed N-7K3M-Q9WY-4, message N-7K3M-Q9WY-4"]
    assert [office.status(each) for each in ("e1", "e2")] == [Status.SUPPRESSED] * 2
    office.clock.advance(timedelta(days=2))
    assert office.send() == []


def test_waiting_is_no_failed_attempt_and_is_not_given_up() -> None:
    office = office_of(delivery("e1"))
    office.send()
    assert office.deliveries.all[0].attempts == 0


def test_what_comes_later_comes_in_the_next_one() -> None:
    office = office_of(delivery("e1"))
    office.send()
    office.clock.advance(AT_FIVE - NOON)
    office.deliveries.plan([delivery("e2", planned_at=office.clock.now())])
    office.send()
    office.clock.advance(timedelta(days=1))
    office.send()
    assert len(subjects(office)) == 2
    assert len(digests(office)) == 2


def test_what_is_withdrawn_meanwhile_is_not_said_R14() -> None:
    office = office_of(delivery("e1"))
    office.send()
    office.archive.matters["report-1"] = matter(is_withdrawn=True)
    office.clock.advance(AT_FIVE - NOON)
    assert office.send() == [(Status.SUPPRESSED, Why.NOTHING_LEFT)]
    assert office.deliveries.all[0].why == Why.WITHDRAWN
    assert subjects(office) == []


def test_whoever_wants_no_mails_meanwhile_gets_none_but_is_it_fixed() -> None:
    office = office_of(delivery("e1"), delivery("e2", message="resolved"))
    office.send()
    wants(office, Preferences(reports=Pace.NEVER, daily_at="17:00"))
    office.clock.advance(AT_FIVE - NOON)
    office.send()
    assert subjects(office) == ["resolved N-7K3M-Q9WY-4"]
    assert [each.why for each in office.deliveries.all if each.event_id == "e1"] == [Why.SWITCHED_OFF]


def test_an_address_that_became_somebody_elses_is_not_told_of() -> None:
    office = office_of(delivery("e1"))
    office.send()
    office.archive.readers[ADA_CONTACT] = reader(person_id="eve")
    office.clock.advance(AT_FIVE - NOON)
    assert office.send() == [(Status.SUPPRESSED, Why.NOTHING_LEFT)]
    assert office.deliveries.all[0].why == Why.NOT_THEIRS


def test_a_message_that_cannot_be_said_holds_up_no_other() -> None:
    office = office_of(delivery("e1", box="sealed for nobody"), delivery("e2"))
    office.send()
    office.clock.advance(AT_FIVE - NOON)
    office.send()
    assert subjects(office) == ["routed N-7K3M-Q9WY-4"]
    assert office.deliveries.all[0].why == Why.UNREADABLE_BOX


def test_in_quiet_hours_mails_wait_and_go_when_they_end() -> None:
    office = office_of(delivery("e1", message="message"), wish=NIGHTS)
    office.clock.advance(timedelta(hours=12))
    assert office.send() == [(Status.PENDING, Why.QUIET_HOURS)]
    office.clock.advance(timedelta(hours=6, minutes=59))
    assert office.send() == []
    office.clock.advance(timedelta(minutes=1))
    assert office.send() == [(Status.SENT, None)]


def test_what_is_switched_off_stands_among_their_messages_in_its_words() -> None:
    office = office_of(delivery("e1"), wish=Preferences(reports=Pace.NEVER))
    assert office.send() == [(Status.SUPPRESSED, Why.SWITCHED_OFF)]
    assert subjects(office) == []
    (kept,) = office.deliveries.page_to("ada", {ADA_CONTACT: None}, 9)
    assert GlassBoxes().open(kept.copy or "")["subject"] == "routed N-7K3M-Q9WY-4"


def test_messages_about_reports_go_to_the_address_that_they_chose() -> None:
    office = Office(delivery("e1"))
    elsewhere = "kind=email;address=ada@work.example"
    office.archive.readers[ADA_CONTACT] = reader(person_id="ada", box=ADA_BOX, goes_to=elsewhere)
    office.send()
    assert [each.to for each in office.channel.taken] == ["ada@work.example"]


def test_a_daily_mail_that_cannot_be_delivered_is_told_for_each_of_those_concerned() -> None:
    office = office_of(delivery("e1", message="resolved"), delivery("e2"))
    office.roles.keep("kirsten", [Grant(role=Role.COORDINATOR)], version=1)
    office.send()
    office.channel.refuses[ADA] = Undeliverable("smtp_550")
    office.clock.advance(AT_FIVE - NOON)
    office.send()
    told = [each for each in office.deliveries.all if each.message == "undelivered"]
    assert [each.to.person_id for each in told] == ["kirsten"], "once a day of one address"


def test_while_mail_is_away_nothing_is_lost_and_it_comes_once() -> None:
    office = office_of(delivery("e1"))
    office.send()
    office.channel.refuses[ADA] = ChannelAway(2)
    office.clock.advance(AT_FIVE - NOON)
    with pytest.raises(ChannelAway):
        office.send()
    office.channel.refuses.clear()
    office.clock.advance(timedelta(hours=5))
    office.send()
    assert subjects(office) == ["routed N-7K3M-Q9WY-4"]


def test_a_server_that_falls_silent_leaves_one_unknown_and_nothing_goes_twice_R16() -> None:
    office = office_of(delivery("e1"))
    office.send()
    office.channel.falls[ADA] = OutcomeUnknown("no_answer")
    office.clock.advance(AT_FIVE - NOON)
    assert office.send() == [(Status.UNKNOWN, "no_answer")]
    office.channel.falls.clear()
    office.clock.advance(timedelta(days=3))
    assert office.send() == []


class Killed(BaseException):
    """The process ends here."""


class Mortal:
    """Passes as whatever stands behind it; the process ends at the n-th of all steps, before or after it."""

    def __init__(self, behind: object, fate: list[int], *, after: bool) -> None:
        self._behind, self._fate, self._after = behind, fate, after

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- whatever it is
        found = getattr(self._behind, name)
        return partial(self._step, found) if name in STEPS else found

    def _step(self, step: Callable[..., object], *given: object, **named: object) -> object:
        self._fate[0] -= 1
        if self._fate[0] == 0 and not self._after:
            raise Killed
        done = step(*given, **named)
        if self._fate[0] == 0:
            raise Killed
        return done


STEPS = frozenset({"plan", "claim", "begin", "settle", "gather", "keep", "delivered", "hand_over"})


@pytest.mark.parametrize("after", [True, False])
@pytest.mark.parametrize("at", range(1, 15))
def test_wherever_a_sender_ends_what_waits_is_told_once_or_its_mail_is_unknown_R16(at: int, *, after: bool) -> None:
    office = office_of(delivery("e1"), delivery("e2"), delivery("e3", message="resolved"))
    fate = [at]
    for port in ("deliveries", "digests", "channel"):
        setattr(office, port, Mortal(getattr(office, port), fate, after=after))
    for moment in (NOON, AT_FIVE, AT_FIVE + timedelta(hours=2), AT_FIVE + timedelta(days=1, hours=2)):
        office.clock.advance(moment - office.clock.now())
        for _ in range(3):
            try:
                office.send()
            except Killed:
                office.deliveries.forget_leases()
                recover_abandoned(
                    RecoverAbandoned(policy=UnknownPolicy.LEAVE), deliveries=office.deliveries, clock=office.clock
                )
    told = [name for each in subjects(office) for name in each.split(", ")]
    assert all(each.status is not Status.PENDING for each in office.deliveries.all)
    unknown = [each for each in digests(office) if each.status is Status.UNKNOWN]
    went = [each.message_id for each in office.channel.taken]
    assert len(went) == len(set(went)), "no mail goes twice"
    assert len(told) == 3 or (unknown and not told), "told once, or its mail is the one of which nobody knows"


class FarDigests(FakeDigests):
    """Away when the mail has gone."""

    def delivered(self, digest_id: str) -> None:  # noqa: ARG002 -- the port's shape
        raise TryAgain(1)


def test_a_database_that_goes_away_after_the_mail_has_gone_does_not_send_it_again_R16() -> None:
    office = office_of(delivery("e1"))
    office.digests = FarDigests(office.deliveries)
    office.send()
    office.clock.advance(AT_FIVE - NOON)
    assert office.send() == [(Status.SENT, None)]
    assert office.send() == []
    assert len(subjects(office)) == 1


def test_their_messages_are_read_page_by_page_and_tell_what_waits() -> None:
    house, office = House(), office_of(wish=AS_USUAL)
    house.people.given("ada", *register(NOBODY, address(), language="da"))
    office.deliveries.plan([delivery(f"e{number}", planned_at=NOON) for number in range(23)])
    office.deliveries.plan([delivery("later", planned_at=NOON + timedelta(hours=1), to=Recipient(person_id="ada"))])
    office.send()
    first = my_messages("ada", before=None, people=house.people, deliveries=office.deliveries, opens=GlassBoxes())
    assert [each.status for each in first.messages][:2] == ["pending", "sent"]
    assert first.messages[1].subject == "routed N-7K3M-Q9WY-4"
    rest = my_messages("ada", before=first.after, people=house.people, deliveries=office.deliveries, opens=GlassBoxes())
    assert (len(first.messages), len(rest.messages), rest.after) == (20, 4, None)
