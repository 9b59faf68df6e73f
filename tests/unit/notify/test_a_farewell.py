"""Whoever helps no more is thanked once, by the way on which they are reached; coordinators hear of an open task."""

from dataclasses import replace

from services.notify.domain.delivery import Audience, Channel, Priority, Recipient
from services.notify.domain.note import Everybody, Note
from services.notify.domain.person import register
from services.notify.domain.preferences import subject_of
from services.notify.domain.scene import Scene
from services.notify.domain.somebody import NOBODY
from services.notify.domain.telling import notes_for
from services.notify.handlers.bid_farewell import BidFarewell, bid_farewell
from shared.events.triage import Route, TaskHandedBack
from tests.factories.notify import NOON, address, case_state, matter, seen
from tests.fakes.ears import Room

FAREWELL = BidFarewell(person_id="alma", event_id="event-7", at=NOON, correlation_id="correlation-1")


def said(room: Room) -> None:
    bid_farewell(FAREWELL, deliveries=room.deliveries, people=room.people)


def reached_by(room: Room, kind: str) -> None:
    known = address()
    told = register(NOBODY, replace(known, kind=kind), language="en", at=NOON)
    room.people.append(room.people.find("alma"), told, by="test")


def test_a_farewell_goes_to_them_and_is_about_no_case_R16() -> None:
    room = Room()
    reached_by(room, "email")
    for _ in range(2):
        said(room)
    (planned,) = room.deliveries.all
    assert (planned.message, planned.audience, planned.to) == (
        "farewell",
        Audience.PERSON,
        Recipient(person_id="alma"),
    )
    assert (planned.report_id, planned.case_id, planned.words) == (None, None, "")
    assert planned.channel is Channel.EMAIL


def test_whoever_is_reached_by_text_message_reads_it_there() -> None:
    room = Room()
    reached_by(room, "phone")
    said(room)
    assert [each.channel for each in room.deliveries.all] == [Channel.SMS]


def test_nobody_switches_it_off_for_it_may_have_been_somebody_else_who_pressed_the_button() -> None:
    room = Room()
    said(room)
    (planned,) = room.deliveries.all
    assert subject_of(planned) is None
    assert planned.priority is Priority.NEWS


def told(route: Route, *, for_good: bool) -> list[Note]:
    state = case_state(route=route)
    scene = Scene(state=state, matter=matter(), seen=seen(helpers=("alma",)), by="alma")
    return list(notes_for(TaskHandedBack(person_id="alma", for_good=for_good), scene))


def test_coordinators_hear_that_whoever_had_a_task_helps_no_more() -> None:
    reporter, coordinators = told(Route.NEIGHBOURS, for_good=True)
    assert (reporter.message, reporter.audience) == ("handed_back", Audience.REPORTER)
    assert (coordinators.message, coordinators.to) == ("stopped_helping", Everybody.COORDINATORS)
    assert coordinators.facts == {"helper": "alma"}


def test_coordinators_hear_it_also_where_the_team_has_it_now() -> None:
    assert [note.message for note in told(Route.PROFESSIONAL, for_good=True)] == ["stopped_helping"]


def test_of_a_task_that_is_merely_handed_back_coordinators_hear_nothing_R10() -> None:
    assert [note.audience for note in told(Route.NEIGHBOURS, for_good=False)] == [Audience.REPORTER]
