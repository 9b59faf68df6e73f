"""Addresses in one spelling each, and the keyed hash by which everybody but notify knows them."""

import hmac
import re
from unicodedata import name, normalize

import phonenumbers
from babel.core import get_global
from email_validator import SPECIAL_USE_DOMAIN_NAMES, EmailNotValidError, validate_email
from phonenumbers import NumberParseException, PhoneNumber, PhoneNumberFormat, PhoneNumberType

from shared.ids import ContactId

EMAIL = "email"
PHONE = "phone"
LONGEST = 254  # RFC 5321: what fits between the brackets of RCPT TO.
_ORDINARY = re.compile(r"[a-z0-9]+(?:[._+-][a-z0-9]+)*@(?:[a-z0-9]+(?:-[a-z0-9]+)*\.)+[a-z]{2,}")
_ORDINARY_LENGTH = 64  # No part of it can then be too long.
_TOGETHER = ({"CJK", "IDEOGRAPHIC", "HIRAGANA", "KATAKANA"}, {"CJK", "HANGUL"})
_NOBODYS = tuple(f".{each}" for each in SPECIAL_USE_DOMAIN_NAMES)


class ForeignLetters(ValueError):
    """A mail address with letters that our mail cannot reach, or that only look like others."""


def normalise_email(text: str) -> str:
    """The one spelling of a mail address; small letters throughout, since nobody has two mailboxes that differ in case.

    Wide and otherwise decorated letters count as the plain ones that they stand for (NFKC). A domain that is not in
    ASCII is spelled as servers know it (IDNA 2008).
    Raises: ForeignLetters, other ValueErrors.
    """
    wanted = normalize("NFKC", text.strip())
    if len(wanted) > LONGEST or not wanted.isprintable():
        raise ValueError("no mail address")
    if _is_ordinary(small := wanted.lower()) and wanted.isascii():
        return small
    try:
        found = validate_email(wanted, check_deliverability=False)
    except EmailNotValidError as error:
        raise ValueError("no mail address") from error
    return f"{_plain(found.local_part)}@{_of_one_script(found.domain, found.ascii_domain)}".lower()


def _plain(local_part: str) -> str:
    if not local_part.isascii():
        raise ForeignLetters("no mail address")
    return local_part


def _of_one_script(domain: str, in_ascii: str | None) -> str:
    """The second spelling, if no label of the first mixes letters that look alike."""
    if in_ascii is None or any(len(_scripts(label)) > 1 for label in domain.split(".")):
        raise ForeignLetters("no mail address")
    return in_ascii


def _scripts(label: str) -> set[str]:
    """Unicode's names of letters begin with that of their script; some languages are written in several."""
    found = {re.split("[ -]", name(letter, "NAMELESS"))[0] for letter in label if letter.isalpha()}
    return {"TOGETHER"} if any(found <= together for together in _TOGETHER) else found


def _is_ordinary(small: str) -> bool:
    """Nearly all addresses are so plain that a look tells what the validator would, in a tenth of its time."""
    return len(small) <= _ORDINARY_LENGTH and _ORDINARY.fullmatch(small) is not None and not small.endswith(_NOBODYS)


class ServiceNumber(ValueError):
    """A short number, or one at which nobody is reached for the price of a call."""


_NOBODYS_PHONE = frozenset(
    {
        PhoneNumberType.PREMIUM_RATE,
        PhoneNumberType.SHARED_COST,
        PhoneNumberType.TOLL_FREE,
        PhoneNumberType.UAN,
        PhoneNumberType.VOICEMAIL,
        PhoneNumberType.PAGER,
    }
)


def normalise_phone(text: str, region: str) -> str:
    """The one spelling of a phone number (E.164, `+358401234567`).

    region: ISO 3166, for numbers without a country code. Raises: ServiceNumber, other ValueErrors.
    """
    try:
        number = phonenumbers.parse(text, region)
    except NumberParseException as error:
        raise ValueError("no phone number") from error
    if not phonenumbers.is_valid_number(number):
        raise ServiceNumber("no phone") if _is_short(number) else ValueError("no phone number")
    if phonenumbers.number_type(number) in _NOBODYS_PHONE:
        raise ServiceNumber("no phone")
    return phonenumbers.format_number(number, PhoneNumberFormat.E164)


def _is_short(number: PhoneNumber) -> bool:
    return bool(phonenumbers.is_valid_short_number(number))


def region_of(zone: str) -> str:
    """The region (ISO 3166) of a time zone, in which phone numbers without a country code are read; else `ZZ`."""
    return str(get_global("zone_territories").get(zone, "ZZ"))


def region_of_phone(normalised: str) -> str:
    """The region (ISO 3166) to which a number belongs; `001` or `ZZ` where to none, as with satellite phones."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(normalised)) or "ZZ"


def is_region(code: str) -> bool:
    """Whether phone numbers of it are known (ISO 3166, in capitals)."""
    return code in phonenumbers.SUPPORTED_REGIONS


def mailbox_of(normalised: str) -> str:
    """Where mail to an address ends up at most providers: a tag after a plus is their owner's own affair.

    It protects (rule R9) and never gives access: elsewhere the two may be two people's.
    """
    local_part, _, domain = normalised.rpartition("@")
    untagged = local_part.split("+", 1)[0]
    return f"{untagged}@{domain}" if untagged else normalised


def mailbox_id(key: bytes, kind: str, normalised: str) -> ContactId:
    """As `contact_id`, but the same for all addresses that lead to one mailbox."""
    return contact_id(key, kind, mailbox_of(normalised) if kind == EMAIL else normalised)


def contact_id(key: bytes, kind: str, normalised: str) -> ContactId:
    """HMAC-SHA256 in hex. key: shared by intake and notify alone. kind: `email` or `phone`."""
    return ContactId(hmac.digest(key, f"{kind}:{normalised}".encode(), "sha256").hex())
