"""Who may enter by which door: every route says so as data, and an app with a silent route does not start."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from fnmatch import fnmatchcase
from functools import wraps
from typing import Any, TypeVar

from flask import Blueprint, Flask
from werkzeug.routing import Rule

View = TypeVar("View", bound=Callable[..., Any])
_MARK = "nabo_access"
_REGISTRY = "nabo.access"


class Audience(StrEnum):
    """Whom a route lets in before its own view looks closer."""

    PUBLIC = "public"
    SECRET_LINK = "secret_link"  # noqa: S105 whoever knows the secret in the address; the view compares it
    SIGNED_IN = "signed_in"
    ROLE = "role"
    OPERATOR = "operator"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """The declaration of one route.

    `recent` asks for a sign-in of the last fifteen minutes. Without a `form_token` the session cookie is not read at
    all, so that a page elsewhere cannot act in somebody's name: right for programs' APIs, wrong for pages.
    """

    audience: Audience
    roles: frozenset[str] = frozenset()
    recent: bool = False
    form_token: bool = True

    def recently(self) -> "Access":
        return replace(self, recent=True)

    def for_programs(self) -> "Access":
        return replace(self, form_token=False)


PUBLIC = Access(audience=Audience.PUBLIC)
SECRET_LINK = Access(audience=Audience.SECRET_LINK)
SIGNED_IN = Access(audience=Audience.SIGNED_IN)
OPERATOR = Access(audience=Audience.OPERATOR, form_token=False)
PROGRAMS = PUBLIC.for_programs()


def role(*roles: str) -> Access:
    """People who hold at least one of these roles; to all others the page does not exist."""
    return Access(audience=Audience.ROLE, roles=frozenset(roles))


class UndeclaredRoutes(Exception):
    """Routes that do not say who may enter; holds their rules and endpoints."""


def declare(access: Access) -> Callable[[Any], Any]:
    """Mark a view function, or a class of views, whose route is made by somebody else's decorator."""

    def mark(view: Any) -> Any:  # noqa: ANN401 a function or a class
        setattr(view, _MARK, access)
        return view

    return mark


def route(
    room: Blueprint,
    rule: str,
    *,
    access: Access,
    methods: Iterable[str] = ("GET",),
    **options: Any,  # noqa: ANN401 whatever Blueprint.route takes
) -> Callable[[View], View]:
    """Like `Blueprint.route`, with the declaration that every route must carry."""

    def add(view: View) -> View:
        @declare(access)
        @wraps(view)
        def doorway(**named: Any) -> Any:  # noqa: ANN401 whatever the view takes and gives
            return view(**named)

        room.route(rule, methods=list(methods), **options)(doorway)
        return view

    return add


def close_register(app: Flask, foreign: Mapping[str, Access]) -> None:
    """Write down the access of every endpoint; `foreign` names those of libraries (`api-docs.*`).

    Raises: UndeclaredRoutes.
    """
    register = {rule.endpoint: _of(app, rule.endpoint, foreign) for rule in app.url_map.iter_rules()}
    silent = sorted(
        f"{rule.rule} ({rule.endpoint})" for rule in app.url_map.iter_rules() if not register[rule.endpoint]
    )
    if silent:
        raise UndeclaredRoutes(", ".join(silent))
    app.extensions[_REGISTRY] = register


def access_of(app: Flask, endpoint: str) -> Access:
    """Raises: KeyError for an endpoint that is not there."""
    found: Access = app.extensions[_REGISTRY][endpoint]
    return found


def routes_of(app: Flask) -> Iterator[tuple[Rule, Access]]:
    """Every route with its declaration, for the authorisation matrix."""
    return ((rule, access_of(app, rule.endpoint)) for rule in app.url_map.iter_rules())


def _of(app: Flask, endpoint: str, foreign: Mapping[str, Access]) -> Access | None:
    view = app.view_functions[endpoint]
    marked: Access | None = getattr(view, _MARK, None) or getattr(getattr(view, "view_class", None), _MARK, None)
    return marked or next((access for pattern, access in foreign.items() if fnmatchcase(endpoint, pattern)), None)
