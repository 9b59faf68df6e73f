"""The page on which people sign in, with every way that there is here, and the words for what went wrong."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from flask import render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.notify.bootstrap import Notify
from shared.errors import DomainError, TryAgain
from shared.events.notify_sign_ins import SECOND_FACTOR
from shared.web.forms import Form, blank
from shared.web.sessions import signed_in

REFUSED, AWAY = 409, 503
_OVER = _("That took too long, or was begun in another browser. Begin again; it takes a minute.")
_NOT_KNOWN = _(
    "This passkey is not known here, or is not for this address. Use another one, or sign in with the mail and look "
    "at your passkeys on your page."
)
PROBLEMS: Mapping[str, LazyString] = {
    "sign_in_over": _OVER,
    "passkey_is_not_known": _NOT_KNOWN,
    "passkey_does_not_fit": _NOT_KNOWN,
    "passkey_was_copied": _(
        "We do not trust this passkey any more: it seems that there are two of it. Remove it on your page, and add "
        "a new one."
    ),
    "oidc_refused": _("Your organisation's sign-in said no, or you stopped it. You can try again."),
    "oidc_unreadable": _(
        "What your organisation's sign-in told us cannot be right. Try again; if it happens again, tell your "
        "administrator."
    ),
    "oidc_address_unverified": _(
        "Your organisation has not confirmed your e-mail address yet. Ask those who look after its sign-in."
    ),
    "oidc_other_person": _(
        "Your organisation's sign-in knows you as somebody else than before, so it does not open this page. That "
        "happens when an address has gone to a new colleague, or when the sign-in itself was changed. Your "
        "administrators are told; until they have looked, you can use your passkey."
    ),
    "oidc_works_not_here": _(
        "Your organisation knows you, but nobody with your address works here. Sign in with the mail once, and give "
        "your administrator the number at the bottom of your page."
    ),
}
_AWAY = _("Your organisation's sign-in does not answer just now. Try again in a few minutes, or use another way.")


def ways_in(notify: Notify, next_path: str) -> Mapping[str, Any]:
    """What a template needs to show the ways besides the mail. next_path: a path of this site."""
    return {
        "next_path": next_path,
        "has_oidc": notify.surer.has_oidc,
        "passkey_site": notify.surer.passkey_site,
        "passkeys_work": urlsplit(notify.surer.passkey_site).netloc == request.host,
    }


def sign_in_page(notify: Notify, form: Form, problem: object = "") -> str:
    """Whoever is here in a sure way, and is to show once more who they are, finds that way first."""
    person = signed_in()
    return render_template(
        "notify/sign_in.html",
        form=form,
        problem=problem,
        is_surer=person is not None and person.method in SECOND_FACTOR,
        **ways_in(notify, form.value("next")),
    )


def not_signed_in(notify: Notify, why: DomainError | TryAgain, next_path: str) -> ResponseReturnValue:
    """The same page again, with what went wrong. Raises: `why` where there are no words for it."""
    if isinstance(why, TryAgain):
        headers = {"Retry-After": str(int(why.after_seconds))}
        return sign_in_page(notify, blank(next=next_path), _AWAY), AWAY, headers
    if why.code not in PROBLEMS:
        raise why
    return sign_in_page(notify, blank(next=next_path), PROBLEMS[why.code]), REFUSED
