"""What is known of reports, cases, people and roles: the same in memory and in MongoDB."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any

import pytest

from deploy.local.stores import Stores
from services.notify.adapters.mongo_matters import MongoMatters
from services.notify.adapters.mongo_people import MongoPeople
from services.notify.adapters.mongo_roles import MongoRoles
from services.notify.adapters.mongo_sessions import MongoSessions
from services.notify.adapters.mongo_sign_ins import MongoSignIns
from services.notify.adapters.mongo_subscriptions import MongoSubscriptions
from services.notify.bootstrap import INDEXES
from services.notify.domain.person import choose, register, verify
from services.notify.domain.person_evolve import PersonEvent
from services.notify.domain.session import end, start
from services.notify.domain.sign_in import NONE_YET, Wish, ask
from services.notify.domain.somebody import NOBODY, Address
from services.notify.domain.subscription import Standing, Subscription
from services.notify.ports.matters import Matters, Subscriptions
from services.notify.ports.people import AddressTaken, People, Roles, Sessions, SignInsByAddress
from shared.clock import StoppedClock
from shared.events.triage import Route
from shared.events.triage_people import Grant, Role
from tests.databases import own_database
from tests.factories.notify import ADA_CONTACT, NOON, REPORT, address, matter, report_state, seen
from tests.fakes.notify_matters import FakeMatters, FakeSubscriptions
from tests.fakes.notify_people import FakePeople, FakeRoles, FakeSessions, FakeSignIns

CLOCK = StoppedClock(NOON)


@dataclass(frozen=True, slots=True, kw_only=True)
class Memory:
    """Everything notify knows."""

    matters: Matters
    subscriptions: Subscriptions
    roles: Roles
    people: People
    sessions: Sessions
    sign_ins: SignInsByAddress


@pytest.fixture(params=["in_memory", pytest.param("in_mongodb", marks=pytest.mark.stores)])
def memory(request: pytest.FixtureRequest) -> Iterator[Memory]:
    if request.param == "in_memory":
        yield Memory(
            matters=FakeMatters(),
            subscriptions=FakeSubscriptions(),
            roles=FakeRoles(),
            people=FakePeople(clock=CLOCK),
            sessions=FakeSessions(clock=CLOCK),
            sign_ins=FakeSignIns(clock=CLOCK),
        )
        return
    stores: Stores = request.getfixturevalue("stores")
    with own_database(stores, "notify", INDEXES) as database:
        yield Memory(
            matters=MongoMatters(database),
            subscriptions=MongoSubscriptions(database),
            roles=MongoRoles(database),
            people=MongoPeople(database, clock=CLOCK),
            sessions=MongoSessions(database, clock=CLOCK),
            sign_ins=MongoSignIns(database, clock=CLOCK),
        )


def test_a_report_is_found_as_it_was_told(memory: Memory) -> None:
    told = matter(case=None)
    memory.matters.open(told)
    memory.matters.open(replace(told, category="another"))
    assert memory.matters.find(REPORT) == told
    assert memory.matters.many([REPORT, "unknown"]) == {REPORT: told}
    assert memory.matters.find("unknown") is None


def test_a_case_is_kept_beside_its_report_and_older_news_is_overlooked(memory: Memory) -> None:
    memory.matters.open(matter(case=None))
    newer = seen(
        heard=3,
        version=3,
        route=Route.NEIGHBOURS,
        told_route=Route.BOTH,
        helpers=("alma",),
        left_unsafe=("leo",),
        deadline_at=NOON,
    )
    memory.matters.hear_case(REPORT, newer)
    memory.matters.hear_case(REPORT, seen(heard=2, version=2))
    assert memory.matters.find(REPORT) == matter(case=newer)


def test_a_withdrawn_report_stays_withdrawn_whatever_comes_late(memory: Memory) -> None:
    memory.matters.open(matter(case=None))
    memory.matters.hear_report(REPORT, report_state(withdrawn=True), state_version=5, heard=5)
    memory.matters.hear_report(REPORT, report_state(), state_version=4, heard=4)
    found = memory.matters.find(REPORT)
    assert found is not None
    assert (found.is_withdrawn, found.version, found.heard) == (True, 5, 5)


def test_which_photos_a_report_has_is_known_once_for_each(memory: Memory) -> None:
    memory.matters.open(matter(case=None))
    for heard, photos in ((4, ["p1"]), (5, ["p2", "p1"]), (6, [])):
        memory.matters.hear_report(REPORT, report_state(), state_version=heard, heard=heard, photos=photos)
    found = memory.matters.find(REPORT)
    assert found is not None
    assert list(found.photos) == ["p1", "p2"]


def subscription(**changes: Any) -> Subscription:  # noqa: ANN401 -- any field
    ada = Subscription(id="s1", report_id=REPORT, contact_id=ADA_CONTACT, since=NOON, language="da", box="box")
    return replace(ada, **changes)


def test_a_subscription_stands_as_it_was_put_last(memory: Memory) -> None:
    memory.subscriptions.add(subscription())
    memory.subscriptions.put("s1", Standing.STOPPED)
    memory.subscriptions.add(subscription())
    assert memory.subscriptions.find("s1") == subscription(standing=Standing.STOPPED)
    assert memory.subscriptions.find("s2") is None


def test_what_somebody_hears_about_comes_newest_first(memory: Memory) -> None:
    for number in range(3):
        memory.subscriptions.add(subscription(id=f"s{number}", since=NOON + timedelta(hours=number)))
    memory.subscriptions.add(subscription(id="others", contact_id="d1" * 32))
    assert [each.id for each in memory.subscriptions.of_contacts([ADA_CONTACT], 2, opens_from={})] == ["s2", "s1"]


def test_what_came_with_an_address_before_somebody_had_it_is_left_out(memory: Memory) -> None:
    for number in range(3):
        memory.subscriptions.add(subscription(id=f"s{number}", since=NOON + timedelta(hours=number)))
    memory.subscriptions.add(subscription(id="others", contact_id="d1" * 32, since=NOON))
    opens_from = {ADA_CONTACT: NOON + timedelta(hours=1)}
    found = memory.subscriptions.of_contacts([ADA_CONTACT, "d1" * 32], 9, opens_from=opens_from)
    assert [each.id for each in found] == ["s2", "s1", "others"]
    assert not memory.subscriptions.of_contacts([], 9, opens_from={})


def test_roles_are_those_told_last_and_not_those_that_expired(memory: Memory) -> None:
    lead, coordinator = Grant(role=Role.SAFEGUARDING_LEAD), Grant(role=Role.COORDINATOR, expires_at=NOON)
    memory.roles.keep("kirsten", [lead, coordinator], version=2)
    memory.roles.keep("kirsten", [], version=1)
    assert memory.roles.of("kirsten", NOON - timedelta(seconds=1)) == {"safeguarding_lead", "coordinator"}
    assert memory.roles.of("kirsten", NOON) == {"safeguarding_lead"}
    assert memory.roles.holders("coordinator", NOON - timedelta(seconds=1), team="works") == ["kirsten"]
    assert memory.roles.holders("coordinator", NOON, team="works") == []
    assert memory.roles.of("nobody", NOON) == frozenset()


def test_a_role_for_a_team_is_held_for_that_team_alone(memory: Memory) -> None:
    everywhere = Grant(role=Role.COORDINATOR)
    memory.roles.keep("kirsten", [everywhere], version=1)
    memory.roles.keep("kim", [Grant(role=Role.COORDINATOR, team="works")], version=1)
    memory.roles.keep("kai", [everywhere, Grant(role=Role.COORDINATOR, team="streets")], version=1)
    memory.roles.keep("liv", [Grant(role=Role.CASEWORKER, team="works")], version=1)
    assert memory.roles.holders("coordinator", NOON, team="works") == ["kim", "kirsten"]
    assert memory.roles.holders("coordinator", NOON, team="streets") == ["kai", "kirsten"]
    assert memory.roles.holders("coordinator", NOON, team=None) == ["kirsten"]


def test_a_verified_address_is_one_persons_alone(memory: Memory) -> None:
    registration = register(NOBODY, address(), language="da", name="Ada")
    memory.people.append(memory.people.find("ada"), registration, by="test")
    with pytest.raises(AddressTaken):
        memory.people.append(memory.people.find("eve"), registration, by="test")
    owner = memory.people.owner_of(ADA_CONTACT)
    assert owner is not None
    assert (owner.id, owner.state.name) == ("ada", "Ada")
    assert memory.people.owner_of("d1" * 32) is None
    assert memory.people.existing(["ada", "eve"]) == {"ada"}


def test_a_mail_reaches_whoever_has_a_verified_address_for_it(memory: Memory) -> None:
    for name, kind in (("ada", "email"), ("bo", "phone")):
        known = Address(contact_id=name, kind=kind, box="box")
        memory.people.append(memory.people.find(name), register(NOBODY, known, language="da"), by="test")
    memory.people.append(memory.people.find("cy"), register(NOBODY, address(), language="da")[:2], by="test")
    assert memory.people.reachable(["ada", "bo", "cy", "nobody"]) == {"ada"}


def test_texted_is_who_chose_a_number_or_has_nothing_else(memory: Memory) -> None:
    def append(name: str, *events: PersonEvent) -> None:
        memory.people.append(memory.people.find(name), events, by="test")

    for name in ("ada", "bo", "cy"):
        number = Address(contact_id=f"number of {name}", kind="phone", box="box")
        append(name, *register(NOBODY, number, language="da"))
    for name in ("ada", "bo"):
        mail = Address(contact_id=f"mail of {name}", kind="email", box="box")
        append(name, *verify(memory.people.get(name).state, mail))
    append("bo", *choose(memory.people.get("bo").state, "number of bo"))
    assert memory.people.by_sms(["ada", "bo", "cy", "nobody"]) == {"bo", "cy"}


def test_people_without_a_verified_address_do_not_get_into_each_others_way(memory: Memory) -> None:
    named = register(NOBODY, address(), language="da")[:1]
    for name in ("a", "b"):
        memory.people.append(memory.people.find(name), named, by="test")
    assert memory.people.existing(["a", "b"]) == {"a", "b"}


def test_sessions_are_listed_while_they_stand(memory: Memory) -> None:
    for name, at in (("older", NOON), ("newer", NOON + timedelta(minutes=1)), ("ended", NOON)):
        began = start("ada", method="link", browser="Firefox", at=at)
        memory.sessions.append(memory.sessions.find(name), began, by="ada")
    found = memory.sessions.get("ended")
    memory.sessions.append(found, end(found.state, "ended", at=NOON), by="ada")
    assert [name for name, _ in memory.sessions.of_person("ada", NOON)] == ["newer", "older"]
    assert memory.sessions.of_person("ada", NOON + timedelta(hours=13)) == []
    assert (memory.sessions.stands("older"), memory.sessions.stands("ended"), memory.sessions.stands("no")) == (
        True,
        False,
        False,
    )


def test_a_sign_in_is_found_by_its_link(memory: Memory) -> None:
    wish = Wish(
        sign_in_id="s1", code="c", browser="b", is_known=True, address=address(), language="da", next_path="/me"
    )
    memory.sign_ins.append(memory.sign_ins.find(ADA_CONTACT), ask(NONE_YET, wish, at=NOON), by="visitor")
    found = memory.sign_ins.address_of("s1")
    assert found is not None
    assert (found.id, found.state.asked["s1"].box) == (ADA_CONTACT, address().box)
    assert found.state.asked["s1"].is_known
    assert memory.sign_ins.address_of("s2") is None
