"""Identifiers: random ones, ones that follow from others, and the reference that people read out."""

import secrets
from typing import NewType
from uuid import UUID, uuid4, uuid5

import uuid_utils

ReportId = NewType("ReportId", str)
CaseId = NewType("CaseId", str)
PersonId = NewType("PersonId", str)
ContactId = NewType("ContactId", str)
Reference = NewType("Reference", str)

_CASES = UUID("6f2f1f5e-6f5e-4c39-9d27-5f8f0a4d9c11")
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no I, L, O, U.
_CHECK = _ALPHABET + "*~$=U"
_BITS = 40
_DIGITS = _BITS // 5
_GROUP = 4


def random_id() -> str:
    """An identifier that nobody can guess (UUID version 4)."""
    return str(uuid4())


def sortable_id() -> str:
    """An identifier that sorts by its making (UUID version 7); it tells when, so it is for events, not for secrets."""
    return str(uuid_utils.uuid7())


def case_of(report_id: str) -> CaseId:
    """The case that a report opens. Following from the report, opening it twice is opening it once."""
    return CaseId(str(uuid5(_CASES, report_id)))


def new_reference() -> Reference:
    """A fresh reference such as `N-7K3M-Q9WY-4`: 40 random bits and a check character, in Crockford's base32.

    Numbers whose check character would be a sign (`*~$=`) are passed over: nobody can read those out.
    """
    while not (fresh := _reference(secrets.randbits(_BITS)))[-1].isalnum():
        continue
    return fresh


def read_reference(text: str) -> Reference:
    """The reference that somebody typed or read out: case, spaces, hyphens and look-alikes do not matter.

    Raises: ValueError if it cannot be one, the check character included.
    """
    plain = "".join(text.upper().split()).replace("-", "").translate(str.maketrans("ILO", "110"))
    body = plain.removeprefix("N") if len(plain) > _DIGITS + 1 else plain  # N may also be its first digit.
    if len(body) != _DIGITS + 1 or not set(body[:-1]) <= set(_ALPHABET):
        raise ValueError(text)
    number = sum(_ALPHABET.index(digit) * 32**place for place, digit in enumerate(reversed(body[:-1])))
    if _CHECK[number % 37] != body[-1]:
        raise ValueError(text)
    return _reference(number)


def _reference(number: int) -> Reference:
    digits = "".join(_ALPHABET[number >> 5 * place & 31] for place in reversed(range(_DIGITS)))
    return Reference(f"N-{digits[:_GROUP]}-{digits[_GROUP:]}-{_CHECK[number % 37]}")
