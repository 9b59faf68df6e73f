"""Who is asking: the person behind the session cookie, and whether the door they chose is theirs."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol, cast
from urllib.parse import quote

from flask import Flask, current_app, g, redirect, request
from werkzeug.exceptions import Unauthorized
from werkzeug.wrappers import Response

from shared.clock import Clock
from shared.errors import NotFound
from shared.web.access import Access, Audience, access_of
from shared.web.settings import WebSettings
from shared.web.strength import has_second_factor, usable
from shared.web.wishes import wants_data

RECENT = timedelta(minutes=15)
SIGN_IN = "/me/sign-in"
MORE = "/me/stronger"
"""The page for whoever is signed in, but not in a way that is sure enough."""
_DOOR = "nabo.door"


class NotSureEnough(Unauthorized):
    """Whoever is signed in needs more than a link or code for this."""


class SignedIn(Protocol):
    """What a session says: who, since when and how; never what they may do."""

    @property
    def person_id(self) -> str: ...
    @property
    def session_id(self) -> str: ...
    @property
    def signed_in_at(self) -> datetime: ...
    @property
    def method(self) -> str: ...


class Sessions(Protocol):
    """Reads a session cookie. Blocks on nothing; a cookie that is forged, altered or too old is None."""

    def read(self, cookie: str, now: datetime) -> SignedIn | None: ...


class NoSessions:
    """For an app in which nobody signs in."""

    def read(self, cookie: str, now: datetime) -> SignedIn | None:  # noqa: ARG002 the port's shape
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Doorkeeper:
    """`is_revoked` takes a session_id, `roles_of` a person_id; both look into the service's own database.

    `needs_more` takes a person_id: whether what is protected is shown to them only after more than a link or code.
    """

    settings: WebSettings
    clock: Clock
    sessions: Sessions
    is_revoked: Callable[[str], bool]
    roles_of: Callable[[str], frozenset[str]]
    needs_more: Callable[[str], bool]

    def install(self, app: Flask) -> None:
        app.extensions[_DOOR] = self
        app.before_request(self.let_in)

    def let_in(self) -> Response | None:
        """Raises: NotFound where a role is missing, Unauthorized for a program without a session that is enough."""
        if request.endpoint is None:
            return None
        access = access_of(current_app, request.endpoint)
        match access.audience:
            case Audience.PUBLIC | Audience.SECRET_LINK | Audience.OPERATOR:
                return None
            case Audience.SIGNED_IN | Audience.ROLE:
                return self._check(access)

    def who(self) -> SignedIn | None:
        cookie = request.cookies.get(self.settings.cookie("session"), "")
        found = self.sessions.read(cookie, self.clock.now()) if cookie and self._may_look() else None
        return None if found is None or self.is_revoked(found.session_id) else found

    def _may_look(self) -> bool:
        return request.endpoint is None or access_of(current_app, request.endpoint).form_token

    def _check(self, access: Access) -> Response | None:
        person = signed_in()
        if person is None:
            return _ask_to_sign_in()
        if access.roles and not access.roles & current_roles():
            if access.roles & _held_roles():
                return _ask_for_more()
            raise NotFound(request.path)
        if not access.recent or signed_in_recently():
            return None
        return _ask_to_sign_in() if not self.is_recent(person) else _ask_for_more()

    def is_recent(self, person: SignedIn) -> bool:
        return self.clock.now() - person.signed_in_at <= RECENT

    def is_sure(self, person: SignedIn) -> bool:
        return has_second_factor(person.method) or not self.needs_more(person.person_id)


def signed_in() -> SignedIn | None:
    """Who is asking, or None; looked up once in a request."""
    if "signed_in" not in g:
        g.signed_in = None  # An error page need not ask once more a database that is away.
        g.signed_in = _door().who()
    return cast("SignedIn | None", g.signed_in)


def somebody() -> SignedIn:
    """Who is asking, on a route that lets in only people who are signed in.

    Raises: NotFound.
    """
    person = signed_in()
    if person is None:
        raise NotFound(request.path)
    return person


def current_roles() -> frozenset[str]:
    """The roles that the person who is asking has in this session."""
    person, allowed = signed_in(), _door().settings.staff_may_use_links
    return usable(_held_roles(), person.method, staff_may_use_links=allowed) if person else frozenset()


def signed_in_recently() -> bool:
    """Whether the sign-in is fresh and sure enough for exact places, contacts and granting."""
    person = signed_in()
    return person is not None and _door().is_recent(person) and _door().is_sure(person)


def way_to_sign_in() -> str:
    """Where whoever is asking signs in, to come back to this page, or to the one above a form."""
    return f"{SIGN_IN}?next={quote(_way_back())}"


def _held_roles() -> frozenset[str]:
    """All roles of the person who is asking, whatever the session; looked up once in a request."""
    if "roles" not in g:
        g.roles = frozenset()
        person = signed_in()
        g.roles = _door().roles_of(person.person_id) if person else frozenset()
    return cast("frozenset[str]", g.roles)


def _door() -> Doorkeeper:
    return cast("Doorkeeper", current_app.extensions[_DOOR])


def _ask_to_sign_in() -> Response:
    if wants_data(request):
        raise Unauthorized
    return redirect(way_to_sign_in(), code=303)


def _ask_for_more() -> Response:
    if wants_data(request):
        raise NotSureEnough
    return redirect(f"{MORE}?next={quote(_way_back())}", code=303)


def _way_back() -> str:
    """This page, or for what cannot be asked for again the nearest page above it."""
    if request.method == "GET":
        return request.full_path.rstrip("?")
    pages, path = current_app.create_url_adapter(request), request.path
    while pages is not None and path != "/" and not pages.test(path, method="GET"):
        path = path.rpartition("/")[0] or "/"
    return path
