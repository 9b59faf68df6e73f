"""Text of what a mail is written in: in the charset that it names if there is one, else in the likeliest."""

from encodings import normalize_encoding
from encodings.aliases import aliases

_CHARSETS = frozenset({*aliases.values(), "koi8_u", "cp874"}) - frozenset(
    {"base64_codec", "bz2_codec", "hex_codec", "quopri_codec", "rot_13", "uu_codec", "zlib_codec", "mbcs", "utf_7"}
)
"""Which texts are written in. Python keeps whatever name it is asked for and does not know, for ever."""

_LONGEST_NAME = 40
_LIKELIEST = "cp1252"
_MEANT = {"ascii": _LIKELIEST, "latin_1": _LIKELIEST, "iso8859_9": "cp1254", "iso8859_11": "cp874"}
"""Programs name the former where they write the latter; browsers read them so (WHATWG Encoding, 4.2)."""


def text_of(raw: bytes, named: str) -> str:
    """named: the charset, as the mail has it, perhaps a wrong one."""
    for charset in (_known(named), "utf-8"):
        try:
            return raw.decode(charset)
        except (LookupError, ValueError):
            continue
    return raw.decode(_LIKELIEST, "replace")


def _known(named: str) -> str:
    name = normalize_encoding(named[:_LONGEST_NAME].strip().lower())
    charset = aliases.get(name, name)
    return _MEANT.get(charset, charset) if charset in _CHARSETS else "utf-8"
