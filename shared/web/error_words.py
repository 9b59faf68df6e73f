"""What an error page says: what happened, what is kept, and what to do."""

from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus

from flask_babel import LazyString
from flask_babel import lazy_gettext as _


@dataclass(frozen=True, slots=True)
class Words:
    """The heading, and the one or two sentences under it."""

    title: LazyString
    text: LazyString


_NOT_HERE = Words(
    _("There is no such page"),
    _("The address may be mistyped, or the page is not meant for you. Nothing you wrote elsewhere is lost."),
)
_CHANGED = Words(
    _("This has changed in the meantime"),
    _("Somebody was here before you, so what you asked for cannot be done now. Go back and look how it stands."),
)
_BUG = Words(
    _("Something broke on our side"),
    _("It is our mistake, not yours, and it has been noted. Go back and try once more; what you typed is still there."),
)
BY_STATUS: Mapping[int, Words] = {
    400: Words(
        _("We could not read that"), _("Your browser sent something we do not understand. Go back and try again.")
    ),
    401: Words(_("Please sign in first"), _("Then you come back to where you were.")),
    404: _NOT_HERE,
    405: Words(_("That does not work here"), _("This address shows a page or takes a form, but not in this way.")),
    409: _CHANGED,
    410: Words(
        _("This link has been used or is too old"),
        _("Links in our messages work for a short time, so that nobody else can use them. Ask for a new one."),
    ),
    412: _CHANGED,
    413: Words(_("That is too large for us"), _("Send less at once: shorter words, or fewer and smaller pictures.")),
    415: Words(_("We cannot read this kind of file"), _("Go back and send it in another form.")),
    422: Words(
        _("Something is missing or not right"),
        _("Go back: what you typed is still there. Correct it and send it again."),
    ),
    429: Words(_("That was a lot at once"), _("Wait a few minutes and try again. If it is urgent, call us.")),
    500: _BUG,
    503: Words(
        _("Please try again in a moment"),
        _(
            "Many people are here, or something we need is away for a moment. "
            "Go back and send it again in a few seconds; what you typed is still there."
        ),
    ),
}
BY_CODE: Mapping[str, Words] = {
    "form_refused": Words(
        _("Please send this once more"),
        _(
            "The page was open for a long time or in another window, so we could not be sure that it was you. "
            "Go back, reload the page and send it again."
        ),
    ),
}


def words_for(status: int, code: str) -> Words:
    """The most fitting words; an unknown refusal speaks like the nearest known one."""
    nearest = _BUG if status >= HTTPStatus.INTERNAL_SERVER_ERROR else BY_STATUS[400]
    return BY_CODE.get(code) or BY_STATUS.get(status, nearest)
