"""An address that was signed opens for one person, for what they are to it, and for five minutes."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from types import MappingProxyType
from urllib.parse import parse_qsl, urlsplit

import pytest

from shared.signed_addresses import LASTS, SignedAddresses

NOW = datetime(2026, 5, 27, 11, 40, tzinfo=UTC)
PATH = "/photos/00ff/full"
OURS = SignedAddresses(key=b"k" * 32)


def opens(
    address: str,
    *,
    by: str = "mina",
    at: datetime = NOW,
    key: SignedAddresses = OURS,
    instead: Mapping[str, str] = MappingProxyType({}),
) -> bool:
    parts = urlsplit(address)
    query = {**dict(parse_qsl(parts.query)), **instead}
    return key.opens(query.pop("path", parts.path), query, by=by, at=at)


@pytest.fixture
def address() -> str:
    return OURS.sign(PATH, by="mina", role="helper", at=NOW)


def test_it_opens_for_whom_it_was_signed(address: str) -> None:
    assert opens(address)
    assert opens(address, at=NOW + LASTS - timedelta(seconds=1))
    assert "mina" not in address


def test_it_opens_for_nobody_else_for_nothing_else_and_not_later(address: str) -> None:
    assert not opens(address, by="eve")
    assert not opens(address, instead={"path": "/photos/00fe/full"})
    assert not opens(address, instead={"as": "team"})
    assert not opens(address, instead={"until": "99999999999"})
    assert not opens(address, at=NOW + LASTS)
    assert not opens(address, key=SignedAddresses(key=b"l" * 32))


@pytest.mark.parametrize("seal", ["", "x", "å", "\ud800"])
def test_what_is_made_up_opens_nothing(address: str, seal: str) -> None:
    assert not opens(address, instead={"seal": seal})
    assert not OURS.opens(PATH, {}, by="mina", at=NOW)


@pytest.mark.parametrize("until", ["", "x", "-1", "9" * 400, "\uff11\uff12"])
def test_an_end_that_is_no_time_opens_nothing_even_where_it_was_signed(until: str) -> None:
    seal = OURS._seal(PATH, "mina", "helper", until)  # noqa: SLF001 -- as a mistake of ours would sign it
    assert not OURS.opens(PATH, {"as": "helper", "until": until, "seal": seal}, by="mina", at=NOW)
