"""What was shown to somebody of the facts that are protected."""

from collections.abc import Iterable, Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

SHOWN: Mapping[str, LazyString] = {
    "place": _("the place"),
    "words": _("the reporter's words"),
    "address": _("the address"),
    "answers": _("the answers"),
    "photos": _("the reporter's photos"),
    "contact": _("how to reach them"),
}


def what(codes: Iterable[str] | None) -> str:
    return ", ".join(str(SHOWN.get(code, code)) for code in codes or ())
