"""How languages are named: `da`, `en-GB`."""

import re

PATTERN = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"
_CODE = re.compile(PATTERN)


def is_code(text: str) -> bool:
    return _CODE.match(text) is not None and text.isprintable()


def main_part(code: str) -> str:
    """The language alone: `en` of `en-GB`."""
    return code.partition("-")[0].lower()
