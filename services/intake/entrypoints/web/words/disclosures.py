"""What was shown of the facts that are protected."""

from collections.abc import Iterable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

_SHOWN: Mapping[str, LazyString] = {
    "place": _("the place"),
    "words": _("your words"),
    "address": _("the address"),
    "answers": _("your answers"),
    "photos": _("your photos"),
    "contact": _("how to reach you"),
}


def what_was_shown(codes: Iterable[str]) -> str:
    return ", ".join(str(_SHOWN.get(code, code)) for code in codes)
