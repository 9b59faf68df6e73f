"""The last step of every way to sign in: the cookie, and where somebody was going."""

from dataclasses import dataclass

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.browser_names import browser_name
from services.notify.entrypoints.web.cookies import Cookies
from services.notify.handlers.enter import Entered
from shared.errors import IllegalMove
from shared.web.languages import local_path
from shared.web.sessions import signed_in, somebody

GONE = 410


@dataclass(frozen=True, slots=True)
class Entrance:
    cookies: Cookies

    def let_in(self, entered: Entered) -> ResponseReturnValue:
        answer = redirect(local_path(entered.next_path), code=303)
        self.cookies.keep_session(answer, entered)
        return answer


def require_sure(notify: Notify) -> None:
    """Whoever reads the mail of somebody who works here must not become them. Raises: IllegalMove."""
    person = somebody()
    if not notify.surer.may_change_ways_in(person.person_id, person.method):
        raise IllegalMove("sure_first")


def over() -> ResponseReturnValue:
    """For a link or code that was used, altered or is too old: nobody may tell which."""
    return render_template("notify/over.html"), GONE


def this_browser() -> str:
    return browser_name(request.headers.get("User-Agent", ""))


def present_session() -> str | None:
    """The session that this browser has already; another takes its place."""
    person = signed_in()
    return person.session_id if person else None
