"""How languages are named: `da`, `en-GB`."""

import re

LANGUAGE_CODE = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}\Z")


def main_part(code: str) -> str:
    """The language alone: `en` of `en-GB`."""
    return code.partition("-")[0].lower()
