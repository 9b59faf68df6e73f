"""Addresses at which mails are answered: whole, signed, readable after years of servers, and nobody else's."""

import base64
import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from services.notify.adapters.reply_addresses import LOCAL_PART_LENGTH, ReplyAddresses
from services.notify.domain.delivery import Audience, Recipient
from services.notify.domain.mail_reply import is_answerable
from tests.factories.notify import delivery

DOMAIN = "replies.nabo.test"
OLD, NEW = (base64.b64encode(each * 32).decode() for each in (b"o", b"n"))
BEFORE = ReplyAddresses(DOMAIN, {"current": "k1", "keys": {"k1": OLD}})
AFTER = ReplyAddresses(DOMAIN, {"current": "k2", "keys": {"k1": OLD, "k2": NEW}})
references = some.binary(min_size=16, max_size=16).map(bytes.hex)


def token_of(address: str) -> str:
    return address.partition("+")[2].partition("@")[0]


@given(reference=references)
def test_it_is_read_as_it_was_made_and_fits_every_server(reference: str) -> None:
    address = AFTER.address_for(reference)
    local, _, domain = address.partition("@")
    assert domain == DOMAIN
    assert len(local) == LOCAL_PART_LENGTH <= 64
    assert re.fullmatch(r"reply\+[a-z2-7]+", local), "nothing that changes when it is written small"
    assert AFTER.reference_in(token_of(address)) == reference


@given(reference=references)
def test_what_an_older_key_signed_is_read_and_a_newer_one_is_not_known_before(reference: str) -> None:
    assert AFTER.reference_in(token_of(BEFORE.address_for(reference))) == reference
    assert BEFORE.reference_in(token_of(AFTER.address_for(reference))) is None


@given(reference=references, at=some.integers(0, 47), letter=some.sampled_from("abcdefghijklmnopqrstuvwxyz234567"))
def test_no_letter_can_be_changed(reference: str, at: int, letter: str) -> None:
    token = token_of(AFTER.address_for(reference))
    changed = f"{token[:at]}{letter}{token[at + 1 :]}"
    assert AFTER.reference_in(changed) == (reference if changed == token else None)


@pytest.mark.parametrize("token", ["", "a", "a" * 47, "a" * 48, "a" * 49, "1" * 48, "=" * 48, "æ" * 48, "\u0131" * 48])
def test_what_we_did_not_make_is_nothing(token: str) -> None:
    assert AFTER.reference_in(token) is None


@pytest.mark.parametrize(
    "audience, message, has_report, expected",
    [
        (Audience.REPORTER, "routed", True, True),
        (Audience.REPORTER, "closed_unconfirmed", True, True),
        (Audience.HELPER, "message", True, True),
        (Audience.HELPER, "accepted", True, True),
        (Audience.HELPER, "invited", True, False),
        (Audience.HELPER, "stood_down", True, False),
        (Audience.CASEWORKER, "message", True, False),
        (Audience.COORDINATOR, "unsafe", True, False),
        (Audience.PERSON, "sign_in", False, False),
        (Audience.PERSON, "reply_taken", False, False),
    ],
)
def test_only_whom_somebody_would_read_can_answer(
    audience: Audience, message: str, *, has_report: bool, expected: bool
) -> None:
    report_id = "r1" if has_report else None
    asked = delivery(audience=audience, message=message, report_id=report_id, to=Recipient(person_id="p"))
    assert is_answerable(asked) is expected
