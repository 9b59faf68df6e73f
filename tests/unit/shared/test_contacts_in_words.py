"""Addresses and numbers in people's words are noticed, so that they can be pointed out before anybody reads them."""

import pytest

from shared.typed_contacts import contacts_in


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Write to ada@resident.example.", ("ada@resident.example",)),
        ("Call 32 12 34 56 after five", ("32 12 34 56",)),
        ("or +45 32-12-34-56", ("+45 32-12-34-56",)),
        ("ring (09) 2525 0111", ("(09) 2525 0111",)),
        ("cpr 010190-1234", ("010190-1234",)),
        ("tlf.20123456", ("20123456",)),
        ("nr.20 12 34 56, mob.+45 20123456", ("20 12 34 56", "+45 20123456")),
        ("hos mig,20123456", ("20123456",)),
        ("20-12-3456", ("20-12-3456",)),
        ("20.12.3456 or 45/67/2010", ("20.12.3456", "45/67/2010")),
    ],
)
def test_R6_addresses_and_numbers_are_noticed(text: str, expected: tuple[str, ...]) -> None:
    assert contacts_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "The lamp is out.",
        "Lamp 4711 by number 12, since 2026-05-27 at 10:30",
        "since 27.05.2026, call 112",
        "3 bags @ the corner",
        "about 1,500,000 of them",
        "on 5/28/2026, 28/5/2026, 1-2-1998 and 2026-5-7",
        "N-7K3M-Q9WY-4",
    ],
)
def test_days_house_numbers_and_references_are_none(text: str) -> None:
    assert contacts_in(text) == ()


@pytest.mark.timeout(20)
@pytest.mark.parametrize("text", ["a" * 190_000 + " @", "a@" + "b" * 190_000])
def test_no_words_take_long_to_look_through(text: str) -> None:
    """Two such forms at once kept everybody else waiting for half a minute."""
    assert contacts_in(text) == ()
