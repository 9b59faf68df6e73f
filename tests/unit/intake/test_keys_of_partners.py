"""A partner's system gets a key, sends with it, and loses it again."""

from datetime import datetime, timedelta
from itertools import count
from typing import Any

import pytest

from services.intake.domain.api_key import (
    LONGEST_OWNER,
    MOST_PER_MINUTE,
    ApiKey,
    ApiKeyRefused,
    Standing,
    id_in,
)
from services.intake.domain.draft import Unacceptable
from services.intake.domain.sender import BeyondLimit, Sender
from services.intake.handlers.admit_program import admit_program
from services.intake.handlers.issue_api_key import IssueApiKey, NewKey, issue_api_key
from services.intake.handlers.receive_report import ReceiveReport, receive_report
from services.intake.handlers.revoke_api_key import RevokeApiKey, revoke_api_key
from services.intake.queries.listed_api_keys import ListedKey, listed_api_keys
from shared.clock import StoppedClock
from shared.errors import NotFound, Refused
from shared.events.intake import ReportFiled
from tests.factories.reports import CATALOGUE, HERE, NOW, WORDS, draft, receive
from tests.fakes.intake import FakeContacts, FakePlaces, FakeReports, counting_mint
from tests.fakes.intake_keys import FakeApiKeys, FakeKeyUses

ISSUE = IssueApiKey(owner="Port authority, app", by="kim", reason="new_partner", per_minute=2)
FULL = Sender(key_id="nabo_key_000000000001", after_seconds=20)


class Desk:
    """Keys with fakes behind their ports."""

    def __init__(self) -> None:
        self.clock = StoppedClock(NOW)
        self.keys, self.uses = FakeApiKeys(clock=self.clock), FakeKeyUses()
        self.numbers = count(1)

    def issue(self, **changes: Any) -> NewKey:  # noqa: ANN401 -- any field
        fields = {name: getattr(ISSUE, name) for name in ("owner", "by", "reason", "per_minute", "expires_at")}
        return issue_api_key(IssueApiKey(**{**fields, **changes}), keys=self.keys, mint=self.mint, clock=self.clock)

    def mint(self) -> str:
        return f"nabo_key_{next(self.numbers):012x}_{7:048x}"

    def admit(self, key: str) -> Sender:
        return admit_program(key, keys=self.keys, uses=self.uses, clock=self.clock)

    def revoke(self, key: str) -> str:
        return revoke_api_key(RevokeApiKey(key=key, by="lou", reason="key_leaked"), keys=self.keys)

    def refused(self, key: str) -> tuple[str, str]:
        with pytest.raises(ApiKeyRefused) as why:
            self.admit(key)
        return why.value.code, why.value.key_id

    @property
    def listed(self) -> list[ListedKey]:
        return list(listed_api_keys(keys=self.keys, uses=self.uses, clock=self.clock))


@pytest.fixture
def desk() -> Desk:
    return Desk()


def test_a_key_opens_and_only_its_hash_is_kept(desk: Desk) -> None:
    issued = desk.issue()
    assert desk.admit(issued.key) == Sender(key_id=issued.id)
    assert issued.key.startswith(f"{issued.id}_")
    secret = issued.key.removeprefix(f"{issued.id}_")
    assert secret not in repr([desk.keys.get(issued.id), desk.keys.recorded, desk.keys.history(issued.id), desk.listed])


@pytest.mark.parametrize(
    "spoilt",
    [
        lambda key: key[:0],
        lambda key: key[:-1],
        lambda key: f"{key[:-1]}f",
        lambda key: f"{key}0",
        lambda key: key.upper(),
        lambda key: key.rsplit("_", 1)[0],
        lambda key: key.replace("000000000001", "000000000002"),
        lambda key: f"{key}\n",
        lambda key: key.replace("nabo", "набо"),
        lambda key: f"{key[:-1]}\u0660",
        lambda key: key[:9],
    ],
)
def test_whatever_is_not_the_whole_key_is_unknown(desk: Desk, spoilt: Any) -> None:  # noqa: ANN401 -- a function
    key = desk.issue().key
    assert desk.refused(spoilt(key)) == ("api_key_unknown", "")


def test_a_key_ends_at_its_hour_and_a_revoked_one_at_once(desk: Desk) -> None:
    issued = desk.issue(expires_at=NOW + timedelta(hours=1))
    desk.clock.advance(timedelta(minutes=59, seconds=59))
    assert desk.admit(issued.key).key_id == issued.id
    desk.clock.advance(timedelta(seconds=1))
    assert desk.refused(issued.key) == ("api_key_expired", issued.id)
    assert desk.revoke(issued.id) == issued.id
    assert desk.refused(issued.key) == ("api_key_revoked", issued.id)


def test_why_a_key_opens_nothing_learns_nobody_who_has_a_part_of_it(desk: Desk) -> None:
    issued = desk.issue()
    desk.revoke(issued.key)
    assert desk.refused(f"{issued.id}_{0:048x}") == ("api_key_unknown", "")


def test_revoking_twice_is_revoking_once_and_what_is_not_there_is_not_revoked(desk: Desk) -> None:
    issued = desk.issue()
    desk.revoke(issued.key)
    desk.revoke(issued.id)
    assert [each.by for each in desk.keys.recorded] == ["kim", "lou"]
    for unknown in ("nabo_key_00000000000f", "port", ""):
        with pytest.raises(NotFound):
            desk.revoke(unknown)


def test_spaces_around_a_name_are_nobodys_name(desk: Desk) -> None:
    desk.issue(owner=f"  {'x' * LONGEST_OWNER} ")
    [listed] = desk.listed
    assert listed.owner == "x" * LONGEST_OWNER


@pytest.mark.parametrize(
    "wrong, code",
    [
        ({"owner": ""}, "no_owner"),
        ({"owner": "  "}, "no_owner"),
        ({"owner": "Port\nauthority"}, "no_owner"),
        ({"owner": "x" * (LONGEST_OWNER + 1)}, "no_owner"),
        ({"per_minute": 0}, "limit_out_of_range"),
        ({"per_minute": MOST_PER_MINUTE + 1}, "limit_out_of_range"),
        ({"expires_at": NOW}, "end_passed"),
        ({"expires_at": datetime.min.replace(tzinfo=NOW.tzinfo)}, "end_passed"),
    ],
)
def test_a_key_that_makes_no_sense_is_not_issued(desk: Desk, wrong: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused, match=code):
        desk.issue(**wrong)
    assert desk.listed == []


def test_a_key_that_is_there_is_not_issued_again(desk: Desk) -> None:
    desk.issue()
    desk.numbers = count(1)  # The chance of one in 2 ** 48.
    with pytest.raises(Refused, match="key_there_already"):
        desk.issue(owner="Somebody else")


def test_a_minute_has_room_for_so_many_and_the_next_one_again(desk: Desk) -> None:
    issued = desk.issue(per_minute=2)
    desk.clock.advance(timedelta(seconds=45))
    assert [desk.admit(issued.key).after_seconds for _ in range(4)] == [None, None, 15, 15]
    desk.clock.advance(timedelta(seconds=15))
    assert desk.admit(issued.key).after_seconds is None


def test_one_partners_minute_is_nobody_elses(desk: Desk) -> None:
    first, second = desk.issue(per_minute=1), desk.issue(per_minute=1)
    assert [desk.admit(key.key).after_seconds is None for key in (first, first, second)] == [True, False, True]


def test_what_is_refused_takes_no_room(desk: Desk) -> None:
    issued = desk.issue(per_minute=1)
    desk.refused(f"{issued.id}_{0:048x}")
    assert desk.admit(issued.key).after_seconds is None


def test_the_list_says_whose_until_when_and_who_gave_or_took_it(desk: Desk) -> None:
    issued, end = desk.issue(expires_at=NOW + timedelta(days=1)), NOW + timedelta(days=1)
    desk.admit(issued.key)
    desk.revoke(issued.id)
    (listed,) = desk.listed
    assert (listed.id, listed.owner, listed.standing) == (issued.id, "Port authority, app", Standing.REVOKED)
    assert (listed.per_minute, listed.expires_at, listed.last_used_at) == (2, end, NOW)
    assert listed.history == [
        {"at": NOW, "by": "kim", "what": "intake.api_key.issued.v1", "reason": "new_partner"},
        {"at": NOW, "by": "lou", "what": "intake.api_key.revoked.v1", "reason": "key_leaked"},
    ]


def test_an_id_is_read_out_of_a_key_and_out_of_itself() -> None:
    assert id_in(f"{FULL.key_id}_{1:048x}") == id_in(str(FULL.key_id)) == FULL.key_id


def test_without_an_event_there_is_no_key() -> None:
    assert ApiKey().secret == ""


class Office:
    """Where reports come in."""

    def __init__(self) -> None:
        self.clock = StoppedClock(NOW)
        self.reports = FakeReports(clock=self.clock)

    def receive(self, command: ReceiveReport) -> None:
        receive_report(
            command,
            reports=self.reports,
            places=FakePlaces({"Nygade 1": HERE}),
            contacts=FakeContacts(),
            catalogue=CATALOGUE,
            words=WORDS,
            mint=counting_mint(),
            clock=self.clock,
        )


def test_report_and_history_say_by_which_key_it_came() -> None:
    office = Office()
    office.receive(receive(sender=Sender(key_id=FULL.key_id)))
    assert {each.by for each in office.reports.recorded} == {FULL.key_id}
    assert office.reports.get("report-1").state.api_key == FULL.key_id
    (filed,) = [each for each in office.reports.happened if isinstance(each, ReportFiled)]
    assert filed.api_key == FULL.key_id


def test_R1_beyond_its_limit_only_what_bears_a_sign_is_taken() -> None:
    office = Office()
    with pytest.raises(BeyondLimit) as full:
        office.receive(receive(sender=FULL))
    assert full.value.after_seconds == 20
    assert office.reports.happened == []
    office.receive(receive(draft(text="There is a fire"), sender=FULL))
    office.receive(receive(draft(category="child_at_risk", text="Please look."), sender=FULL))


def test_without_a_key_only_what_can_be_taken_is_counted() -> None:
    office, counted = Office(), list[Sender]()

    def admit() -> Sender:
        counted.append(Sender(after_seconds=20) if counted else Sender())
        return counted[-1]

    for wrong in (draft(category="unicorn"), draft(text="")):
        with pytest.raises(Unacceptable):
            office.receive(receive(wrong, admit=admit))
    assert counted == []
    office.receive(receive(admit=admit))
    with pytest.raises(BeyondLimit):
        office.receive(receive(admit=admit))
    office.receive(receive(draft(text="There is a fire"), admit=admit))
    assert len(counted) == 2


def test_beyond_its_limit_nobody_is_told_what_else_is_wrong() -> None:
    with pytest.raises(BeyondLimit):
        Office().receive(receive(draft(category="unicorn"), sender=FULL))
    with pytest.raises(Unacceptable):
        Office().receive(receive(draft(category="unicorn"), sender=Sender(key_id=FULL.key_id)))
