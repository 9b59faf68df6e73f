"""Whoever the organisation knows enters when they work here already, and nobody becomes that by it."""

from dataclasses import replace
from datetime import timedelta

import pytest

from services.notify.domain.person import register
from services.notify.domain.somebody import NOBODY
from services.notify.handlers.begin_ceremony import CEREMONY_STANDS_FOR, Begun, Stage
from services.notify.handlers.enter import Entered
from services.notify.handlers.let_go_of_oidc import LetGoOfOidc, let_go_of_oidc
from services.notify.handlers.use_oidc import WAY, BeginWithOidc, OtherPerson, UseOidc, begin_with_oidc, use_oidc
from services.notify.ports.sign_in import Claimed
from shared.errors import IllegalMove, NotFound, Refused, TryAgain
from shared.events.triage_people import Grant, Role
from tests.factories.notify import NOON, address
from tests.fakes.notify_doors import House
from tests.fakes.notify_sign_in import FakeCeremonies, FakePasskeys, FakeProvider

KIM = "kim@desk.example"
CITY = "https://login.desk.example"


class Desk:
    """Kim works here, and Ada does not."""

    def __init__(self) -> None:
        self.house = House(staff_may_use_links=False)
        self.provider = FakeProvider(
            Claimed(
                issuer=CITY,
                subject="worker-1",
                email=KIM,
                is_verified=True,
                signed_in_at=NOON - timedelta(hours=1),
            )
        )
        self.stage = Stage(ceremonies=FakeCeremonies(), mint=self.house.mint, clock=self.house.clock)
        for who in (KIM, "ada@nabo.example"):
            self.house.people.given(who.partition("@")[0], *register(NOBODY, address(who), language="da"))
        self.house.roles.keep("kim", [Grant(role=Role.COORDINATOR)], version=1)
        self.passkeys = FakePasskeys(clock=self.house.clock)

    def begin(self, next_path: str = "/desk", *, anew: bool = False) -> Begun:
        return begin_with_oidc(BeginWithOidc(next_path=next_path, anew=anew), stage=self.stage, provider=self.provider)

    def end(self, begun: Begun, state: str = "", instead_of: str | None = None) -> Entered:
        sent = str(begun.ask[WAY]).partition("state=")[2].partition("&")[0]
        command = UseOidc(
            token=begun.token, state=state or sent, code="code-1", browser="Firefox", instead_of=instead_of
        )
        return use_oidc(
            command,
            stage=self.stage,
            provider=self.provider,
            contact_of=lambda each: each,
            passkeys=self.passkeys,
            doors=self.house.doors,
        )

    def let_go(self, person_id: str | None = "kim") -> int:
        command = LetGoOfOidc(person_id=person_id, by="operator", reason="new_provider")
        return let_go_of_oidc(command, passkeys=self.passkeys)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_somebody_who_works_here_enters_and_is_where_they_were_going(desk: Desk) -> None:
    entered = desk.end(desk.begin())
    assert (entered.person_id, entered.method, entered.next_path) == ("kim", "oidc", "/desk")
    assert desk.house.sessions.stands(entered.session_id)


def test_the_session_is_as_old_as_their_sign_in_there_and_never_of_the_future(desk: Desk) -> None:
    assert desk.end(desk.begin()).at == NOON - timedelta(hours=1)
    desk.provider.claim = replace(desk.provider.claim, signed_in_at=NOON + timedelta(seconds=30))
    assert desk.end(desk.begin()).at == NOON


def test_signing_in_again_ends_the_session_that_the_browser_had(desk: Desk) -> None:
    first = desk.end(desk.begin())
    desk.end(desk.begin(anew=True), instead_of=first.session_id)
    assert not desk.house.sessions.stands(first.session_id)


@pytest.mark.parametrize("email", ["ada@nabo.example", "nobody@desk.example", "nonsense", ""])
def test_whoever_does_not_work_here_is_told_the_same_whether_we_know_them_or_not(desk: Desk, email: str) -> None:
    desk.provider.claim = replace(desk.provider.claim, email=email)
    with pytest.raises(Refused, match="oidc_works_not_here"):
        desk.end(desk.begin())
    assert not desk.house.sessions.recorded
    assert not desk.house.people.recorded


def test_an_address_that_the_organisation_did_not_confirm_lets_nobody_in(desk: Desk) -> None:
    desk.provider.claim = replace(desk.provider.claim, is_verified=False)
    with pytest.raises(Refused, match="oidc_address_unverified"):
        desk.end(desk.begin())


def test_the_same_mailbox_in_another_spelling_is_the_same_person(desk: Desk) -> None:
    desk.provider.claim = replace(desk.provider.claim, email="Kim@Desk.Example")
    assert desk.end(desk.begin()).person_id == "kim"


def test_a_role_that_has_ended_opens_nothing(desk: Desk) -> None:
    desk.house.roles.keep("kim", [Grant(role=Role.COORDINATOR, expires_at=NOON)], version=2)
    with pytest.raises(Refused, match="oidc_works_not_here"):
        desk.end(desk.begin())


def test_an_answer_that_this_browser_did_not_ask_for_is_not_even_looked_at(desk: Desk) -> None:
    for begun, state in ((desk.begin(), "another"), (desk.begin(), "ø"), (replace(desk.begin(), token="made-up"), "")):
        with pytest.raises(IllegalMove, match="sign_in_over"):
            desk.end(begun, state)
    assert not desk.provider.codes


def test_an_answer_is_good_once_and_for_ten_minutes(desk: Desk) -> None:
    begun = desk.begin()
    desk.end(begun)
    late = desk.begin()
    desk.house.clock.advance(CEREMONY_STANDS_FOR)
    for over in (begun, late):
        with pytest.raises(IllegalMove, match="sign_in_over"):
            desk.end(over)
    assert desk.provider.codes == ["code-1"]


def test_when_it_is_away_nothing_is_begun(desk: Desk) -> None:
    desk.provider.is_away = True
    with pytest.raises(TryAgain):
        desk.begin()
    assert not desk.stage.ceremonies.under_way  # type: ignore[attr-defined]  # the one in memory


def test_what_is_told_to_it_differs_every_time(desk: Desk) -> None:
    ways = {str(desk.begin().ask[WAY]) for _ in range(3)}
    assert len(ways) == 3
    kept = [each.secrets for each in desk.stage.ceremonies.under_way.values()]  # type: ignore[attr-defined]
    assert len({secret for one in kept for secret in one.values()}) == 9


@pytest.mark.parametrize("changes", [{"subject": "worker-2"}, {"issuer": "https://another.example"}])
def test_an_address_that_went_to_somebody_else_there_does_not_open_who_had_it_before(
    desk: Desk, changes: dict[str, str]
) -> None:
    desk.end(desk.begin())
    desk.provider.claim = replace(desk.provider.claim, **changes)  # type: ignore[arg-type]  # fields of a claim
    with pytest.raises(OtherPerson, match="oidc_other_person") as no:
        desk.end(desk.begin())
    assert no.value.person_id == "kim"
    assert len(desk.house.sessions.recorded) == 1


def test_whoever_is_pinned_already_is_written_down_once(desk: Desk) -> None:
    for _ in range(3):
        desk.end(desk.begin())
    assert len(desk.passkeys.recorded) == 1


def test_one_person_there_is_not_two_people_here(desk: Desk) -> None:
    desk.house.roles.keep("ada", [Grant(role=Role.COORDINATOR)], version=1)
    desk.end(desk.begin())
    desk.provider.claim = replace(desk.provider.claim, email="ada@nabo.example")
    with pytest.raises(OtherPerson) as no:
        desk.end(desk.begin())
    assert no.value.person_id == "ada"


def test_whoever_is_refused_is_pinned_to_nothing(desk: Desk) -> None:
    desk.provider.claim = replace(desk.provider.claim, is_verified=False)
    with pytest.raises(Refused):
        desk.end(desk.begin())
    assert not desk.passkeys.recorded


def test_after_an_operator_let_go_the_next_sign_in_counts(desk: Desk) -> None:
    desk.end(desk.begin())
    assert desk.let_go() == 1
    desk.provider.claim = replace(desk.provider.claim, issuer="https://new.example", subject="kim-7")
    assert desk.end(desk.begin()).person_id == "kim"
    desk.provider.claim = replace(desk.provider.claim, issuer=CITY, subject="worker-1")
    with pytest.raises(OtherPerson):
        desk.end(desk.begin())


def test_when_the_provider_changes_everybody_is_let_go_of_at_once(desk: Desk) -> None:
    desk.end(desk.begin())
    assert [desk.let_go(None), desk.let_go(None)] == [1, 0]


def test_nobody_is_let_go_of_who_is_not_held(desk: Desk) -> None:
    with pytest.raises(NotFound):
        desk.let_go()
