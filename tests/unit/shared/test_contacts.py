"""One address has one spelling and one keyed hash."""

from unicodedata import normalize

import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given
from hypothesis import strategies as st

from shared.contacts import (
    ForeignLetters,
    ServiceNumber,
    contact_id,
    mailbox_id,
    mailbox_of,
    normalise_email,
    normalise_phone,
)

KEY = bytes(range(32))
ENDINGS = (".example", ".test", ".local", ".onion", ".arpa", ".invalid", ".localhost", ".x", ".1", "example", ".fi.")
PIECES = st.lists(
    st.sampled_from(["a", "b0", "Ab", "ada", "xn--a", "-", ".", "_", "+", "\u212a", "å", "c" * 60, "d" * 64]),
    min_size=1,
    max_size=3,
).map("".join)


@pytest.mark.parametrize("typed", ["Ada@Nabo.Example", " ada@nabo.example ", "ADA@NABO.EXAMPLE"])
def test_one_mailbox_has_one_spelling(typed: str) -> None:
    assert normalise_email(typed) == "ada@nabo.example"


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ada",
        "ada@",
        "ada@nabo",
        "ada@nabo.example\r\nBcc: all@nabo.example",
        "ada@nabo.example\x00",
        "a@b.example, c@d.example",
        f"{'a' * 60}@{'b' * 60}.{'c' * 60}.{'d' * 60}.{'e' * 60}.example",
        "<ada@nabo.example>",
    ],
)
def test_what_is_no_address_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no mail address"):
        normalise_email(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "аdа@nabo.example",  # noqa: RUF001 -- Cyrillic, as are the next ones in part
        "ada@nаbo.example",  # noqa: RUF001
        "ada@xn--nbo-5cd.example",
        "ada@münchen-οslo.example",  # noqa: RUF001 -- a Greek one
        "søren@nabo.example",
        "ﬃ\N{GREEK SMALL LETTER ALPHA}@nabo.example",
    ],
)
def test_an_address_that_only_looks_like_another_is_refused(typed: str) -> None:
    with pytest.raises(ForeignLetters):
        normalise_email(typed)


@pytest.mark.parametrize(
    "typed",
    [
        "ａｄａ＠ｎａｂｏ．ｅｘａｍｐｌｅ",  # noqa: RUF001 -- wide
        "𝐚𝐝𝐚@nabo.example",  # noqa: RUF001 -- bold
        "ⓐda@nabo.example",
        "ada@nabo\uff0eexample",
    ],
)
def test_decorated_letters_are_the_plain_ones_they_stand_for(typed: str) -> None:
    assert normalise_email(typed) == "ada@nabo.example"


@pytest.mark.parametrize(
    "typed, spelled",
    [
        ("Ada@Rødgrød.example", "ada@xn--rdgrd-vuad.example"),
        ("ada@xn--rdgrd-vuad.example", "ada@xn--rdgrd-vuad.example"),
        ("ada@straße.example", "ada@xn--strae-oqa.example"),
        ("ada@пример.example", "ada@xn--e1afmkfd.example"),
        ("ada@東京ビル.example", "ada@xn--qdk5b965kx5v.example"),
        ("ada@col·lega.example", "ada@xn--collega-xma.example"),
    ],
)
def test_a_domain_in_other_letters_is_spelled_as_servers_know_it(typed: str, spelled: str) -> None:
    assert normalise_email(typed) == spelled


@example(local="a" * 65, domain="b", ending=".example")
@example(local="a", domain="b" * 64, ending=".example")
@example(local="a", domain="b", ending=".test")
@given(local=PIECES, domain=PIECES, ending=st.sampled_from(ENDINGS))
def test_what_looks_ordinary_is_what_the_validator_would_say(local: str, domain: str, ending: str) -> None:
    typed = f"{local}@{domain}{ending}"
    try:
        plain = normalize("NFKC", typed)
        said = validate_email(plain, check_deliverability=False, allow_smtputf8=False).ascii_email or ""
    except EmailNotValidError:
        with pytest.raises(ValueError, match="no mail address"):
            normalise_email(typed)
    else:
        assert normalise_email(typed) == said.lower()


@pytest.mark.parametrize(
    "address, mailbox",
    [
        ("ada+x@nabo.example", "ada@nabo.example"),
        ("ada+x+y@nabo.example", "ada@nabo.example"),
        ("ada@nabo.example", "ada@nabo.example"),
        ("a.da@nabo.example", "a.da@nabo.example"),
        ("+x@nabo.example", "+x@nabo.example"),
    ],
)
def test_a_tag_leads_to_the_same_mailbox(address: str, mailbox: str) -> None:
    assert mailbox_of(address) == mailbox
    assert mailbox_id(KEY, "email", address) == contact_id(KEY, "email", mailbox)
    assert contact_id(KEY, "email", address) != contact_id(KEY, "email", "ada@nabo.example") or address == mailbox


def test_a_phone_number_is_its_own_mailbox() -> None:
    assert mailbox_id(KEY, "phone", "+358401234567") == contact_id(KEY, "phone", "+358401234567")


@pytest.mark.parametrize(
    "typed",
    ["040 123 4567", "+358 40 1234567", "00358401234567", "(040) 123-4567", "+358 (0)40 1234567", "0401234567 "],
)
def test_one_phone_has_one_spelling(typed: str) -> None:
    assert normalise_phone(typed, "FI") == "+358401234567"


@pytest.mark.parametrize("typed", ["", "call me", "+358", "040\r\n123", "+358 40 123", "12"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match="no phone number"):
        normalise_phone(typed, "FI")


@pytest.mark.parametrize(
    "typed, region",
    [
        ("112", "FI"),
        ("1813", "DK"),
        ("0600 12345", "FI"),
        ("0700 12345", "FI"),
        ("90 12 34 56", "DK"),
        ("80 12 34 56", "DK"),
    ],
    ids=["emergency", "short", "premium", "premium too", "premium in Denmark", "toll-free"],
)
def test_numbers_that_reach_nobody_are_told_apart(typed: str, region: str) -> None:
    with pytest.raises(ServiceNumber):
        normalise_phone(typed, region)


def test_a_number_is_read_as_its_country_dials_it() -> None:
    assert normalise_phone("20 12 34 56", "DK") == "+4520123456"
    assert normalise_phone("+45 20 12 34 56", "FI") == "+4520123456"
    assert contact_id(KEY, "phone", normalise_phone("2012 3456", "DK")) == contact_id(KEY, "phone", "+4520123456")


def test_a_telephone_at_home_is_a_number_too() -> None:
    assert normalise_phone("09 555 0106", "FI") == "+35895550106"


def test_the_hash_depends_on_key_kind_and_address() -> None:
    made = {
        contact_id(KEY, "email", "ada@nabo.example"),
        contact_id(KEY, "phone", "ada@nabo.example"),
        contact_id(KEY, "email", "bo@nabo.example"),
        contact_id(KEY[::-1], "email", "ada@nabo.example"),
    }
    assert len(made) == 4
    assert all(len(each) == 64 and set(each) <= set("0123456789abcdef") for each in made)
