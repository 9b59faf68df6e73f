"""A text message in its final words, and what telephone networks make of them."""

from collections.abc import Mapping
from dataclasses import dataclass

_PLAIN = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_DOUBLE = frozenset("^{}\\[~]|€")
"""The alphabet of text messages (GSM 03.38); what is in its extension counts twice."""

_ALONE, _JOINED = 160, 153
_ALONE_WIDE, _JOINED_WIDE = 70, 67

_PLAINER: Mapping[int, str] = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u201a\u2032`\u00b4", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u00ab\u00bb\u2033", '"'),
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2212\u00b7\u2022", "-"),
        **dict.fromkeys("\u00a0\u202f\u2007\u2009\t", " "),
        **dict.fromkeys("\u200b\ufeff", ""),
        "\u2026": "...",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sms:
    """to: E.164. reference: ours, by which a gateway tells what became of it; it says nothing to anybody else."""

    to: str
    text: str
    reference: str

    @property
    def copy(self) -> dict[str, str]:
        """As `Letter.copy`: a text message has neither a subject nor a button."""
        return {"subject": "", "body": self.text, "quote": "", "button": "", "url": ""}


def plainer(text: str) -> str:
    """The same with signs that the alphabet has, as far as nothing is lost: one curly quote would halve the room."""
    return text.translate(_PLAINER)


def parts(text: str) -> int:
    """How many messages a network makes of it, and a city pays for."""
    if set(text) <= _PLAIN | _DOUBLE:
        return _split(sum(2 if sign in _DOUBLE else 1 for sign in text), _ALONE, _JOINED)
    return _split(len(text.encode("utf-16-be")) // 2, _ALONE_WIDE, _JOINED_WIDE)


def _split(length: int, alone: int, joined: int) -> int:
    return 1 if length <= alone else -(-length // joined)
