"""A page of its own before words are kept: it points out addresses and numbers in them to whoever wrote them (R6)."""

from collections.abc import Mapping, Sequence

from flask import render_template, request

from shared.typed_contacts import contacts_in

SEEN = "seen"
CONTACTS = "contacts"
_DO, _CHANGE = "do", "change"
_OWN = frozenset({"form_token", SEEN, _DO})

Typed = Mapping[str, str | Sequence[str]]


def wants_to_change(typed: Typed) -> bool:
    """Whether they came back from such a page in order to write something else."""
    return typed.get(_DO) == _CHANGE


def pointing_out(typed: Typed, *texts: str, readers: str) -> str | None:
    """The page that must be seen before these words are kept; None if there is none, or they have seen it.

    It sends what was typed to this same address, or goes back to it. readers: who will read the words, in a sentence.
    """
    contacts = [found for text in texts for found in contacts_in(text)]
    if not contacts or CONTACTS in seen(typed):
        return None
    kept = kept_with(typed, CONTACTS)
    return render_template("contacts_in_words.html", contacts=contacts, readers=readers, action=request.path, kept=kept)


def seen(typed: Typed) -> list[str]:
    """Codes of what was pointed out already."""
    found = typed.get(SEEN, "")
    return found.split() if isinstance(found, str) else list(found)


def kept_with(typed: Typed, *codes: str) -> list[tuple[str, str]]:
    """What was typed, as pairs for hidden fields, and that these were pointed out."""
    listed = ((name, [value] if isinstance(value, str) else value) for name, value in typed.items())
    pairs = [(name, one) for name, values in listed if name not in _OWN for one in values if one]
    return [*pairs, (SEEN, " ".join(sorted({*seen(typed), *codes})))]
