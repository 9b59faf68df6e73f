"""The page on which a developer reads what phones got, and answers as one of them."""

from collections.abc import Iterable, Mapping, Sequence
from html import escape

from deploy.local.sms_phones import FROM_PHONE, Message

_HEAD = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Phones</title>
<style>
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 44rem; padding: 1rem }
section { border: 1px solid #767676; border-radius: .5rem; margin: 1rem 0; padding: 0 1rem 1rem }
p { border-radius: .75rem; overflow-wrap: anywhere; padding: .5rem .75rem; white-space: pre-wrap }
.in { background: #e8eef0; margin-right: 3rem } .out { background: #d5ecd4; margin-left: 3rem }
input { font: inherit; padding: .4rem; width: 60% } button { font: inherit; padding: .4rem 1rem }
</style></head><body>
<h1>Phones</h1>
<p>No text message leaves this machine. Here they are, by phone, and here you answer as one.</p>
"""
_REFUSED = "<p role='alert'><b>Notify did not hear that answer; does it run?</b></p>\n"


def page(messages: Sequence[Message], *, was_refused: bool = False) -> str:
    """The phone that was written to last comes first."""
    of: dict[str, list[Message]] = {}
    for each in messages:
        of[each.phone] = [*of.pop(each.phone, []), each]
    phones = "".join(_phone(phone, told) for phone, told in reversed(of.items()))
    return (
        f"{_HEAD}{_REFUSED if was_refused else ''}{phones or '<p>Nothing was sent yet.</p>'}{_another()}</body></html>"
    )


def _phone(phone: str, messages: Iterable[Message]) -> str:
    said = "".join(f'<p class="{_side(each)}">{_text(each.text)}</p>' for each in messages)
    return f"<section><h2>{escape(phone)}</h2>{said}{_form({'phone': phone}, 'Answer')}</section>\n"


def _another() -> str:
    return f"<section><h2>Another phone</h2>{_form({}, 'Send')}</section>\n"


def _form(known: Mapping[str, str], button: str) -> str:
    number = (
        f'<input type="hidden" name="phone" value="{escape(known["phone"])}">'
        if known
        else '<label>Number <input name="phone" required></label><br>'
    )
    text = '<label>Text <input name="text" required maxlength="480" autocomplete="off"></label>'
    return f'<form method="post" action="/answer">{number}{text} <button>{button}</button></form>'


def _side(message: Message) -> str:
    return "out" if message.direction == FROM_PHONE else "in"


def _text(text: str) -> str:
    """Addresses can be followed."""
    return " ".join(
        f'<a href="{escape(word)}">{escape(word)}</a>' if word.startswith(("http://", "https://")) else escape(word)
        for word in text.split(" ")
    )
