"""How languages are named: `da`, `en-GB`; and which one whoever sends a form means for mails."""

import re
from collections.abc import Mapping

SHOWN_IN = "shown_in"
PATTERN = "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$"
_CODE = re.compile(PATTERN)


def is_code(text: str) -> bool:
    return _CODE.match(text) is not None and text.isprintable()


def main_part(code: str) -> str:
    """The language alone: `en` of `en-GB`."""
    return code.partition("-")[0].lower()


def language_meant(typed: Mapping[str, str | list[str]], spoken: str) -> dict[str, str]:
    """Who chose no language for mails means that of the page, and of the one they switched to. spoken: by the page now.

    `shown_in` is that of the page before. It goes as soon as they chose another one, which then stays.
    """
    if not typed.get(SHOWN_IN):
        return {}
    is_the_pages = typed.get("language") == typed[SHOWN_IN]
    return {"language": spoken, SHOWN_IN: spoken} if is_the_pages else {SHOWN_IN: ""}
