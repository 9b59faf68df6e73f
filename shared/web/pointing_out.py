"""A page of its own before words are kept: it points out addresses and numbers in them to whoever wrote them (R6)."""

from collections.abc import Mapping, Sequence

from flask import render_template, request

from shared.typed_contacts import contacts_in

SEEN = "seen"
CONTACTS = "contacts"
BEFORE = "seen_before"
_DO, _CHANGE, _AGAIN = "do", "change", "again"
TYPED_FORM = "typed"
"""The id of a form whose content the switch of languages sends along."""

SHOWN_AGAIN: Mapping[str, str] = {"typed_form": TYPED_FORM, "typed_does": _AGAIN}
"""What a page's template is given for the switch to ask for that same page."""

_OWN = frozenset({"form_token", SEEN, BEFORE, _DO})

Typed = Mapping[str, str | Sequence[str]]


def wants_to_change(typed: Typed) -> bool:
    """Whether they came back from such a page in order to write something else."""
    return typed.get(_DO) == _CHANGE


def wants_it_again(typed: Typed) -> bool:
    """Whether such a page is to be shown once more, for its reader reads another language."""
    return typed.get(_DO) == _AGAIN


def as_before(typed: Typed) -> Mapping[str, str]:
    """What to put over it: to whoever is shown such a page once more, it was not pointed out yet."""
    before = typed.get(BEFORE, "")
    return {SEEN: before if isinstance(before, str) else " ".join(before)} if wants_it_again(typed) else {}


def pointing_out(typed: Typed, *texts: str, readers: str, keeps_in_language: bool = False) -> str | None:
    """The page that must be seen before these words are kept; None if there is none, or they have seen it.

    It sends what was typed to this same address, or goes back to it. readers: who will read the words, in a sentence.
    keeps_in_language: whoever takes the answer shows it in another language, too (`wants_it_again`).
    """
    contacts = [found for text in texts for found in contacts_in(text)]
    if not contacts or CONTACTS in seen(typed):
        return None
    kept = kept_for_again(typed, CONTACTS) if keeps_in_language else kept_with(typed, CONTACTS)
    more = SHOWN_AGAIN if keeps_in_language else {}
    return render_template(
        "contacts_in_words.html", contacts=contacts, readers=readers, action=request.path, kept=kept, **more
    )


def seen(typed: Typed) -> list[str]:
    """Codes of what was pointed out already."""
    found = typed.get(SEEN, "")
    return found.split() if isinstance(found, str) else list(found)


def kept_with(typed: Typed, *codes: str) -> list[tuple[str, str]]:
    """What was typed, as pairs for hidden fields, and that these were pointed out."""
    listed = ((name, [value] if isinstance(value, str) else value) for name, value in typed.items())
    pairs = [(name, one) for name, values in listed if name not in _OWN for one in values if one]
    return [*pairs, (SEEN, " ".join(sorted({*seen(typed), *codes})))]


def kept_for_again(typed: Typed, *codes: str) -> list[tuple[str, str]]:
    """The same, and what was pointed out before; for a page that is given `SHOWN_AGAIN`."""
    return [*kept_with(typed, *codes), (BEFORE, " ".join(sorted(seen(typed))))]
