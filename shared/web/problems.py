"""Errors as data: problem+json (RFC 9457) for programs."""

from collections.abc import Mapping

import orjson
from flask import Response, g

from shared.web.failures import Failure

MEDIA_TYPE = "application/problem+json"
_TITLES = {
    400: "The request cannot be read",
    401: "Sign in first",
    404: "There is no such thing",
    405: "This method is not for this address",
    409: "This cannot be done now",
    410: "This is over",
    412: "It has changed in the meantime",
    413: "The request is too large",
    415: "This media type is not read here",
    422: "Something in the request is not right",
    429: "Too many requests",
    500: "A mistake on our side",
    503: "Try again in a moment",
}


def problem(failure: Failure, **more: object) -> Response:
    """The answer to a program; `more` adds members such as `reference` or `notices`."""
    body = {
        "type": f"urn:nabo:problem:{failure.code}",
        "title": failure.title or _TITLES.get(failure.status, "The request was refused"),
        "status": failure.status,
        "code": failure.code,
        **({"errors": _plain(failure.fields)} if failure.fields else {}),
        **more,
    }
    return Response(orjson.dumps(body), status=failure.status, mimetype=MEDIA_TYPE)


def tell_besides(**members: object) -> None:
    """Whatever error this request ends in, its problem shall carry these members too."""
    g.problem_members = {**besides(), **members}


def besides() -> dict[str, object]:
    """What was asked to be told besides."""
    found: dict[str, object] = g.get("problem_members", {})
    return found


def _plain(messages: object) -> object:
    """Messages may be lazily translated, and nested like the data they are about; one alone is a list of one."""
    match messages:
        case Mapping():
            return {_shown(name): _listed(_plain(inner)) for name, inner in messages.items()}
        case list() | tuple():
            return [_plain(inner) for inner in messages]
        case _:
            return _shown(messages)


def _listed(plain: object) -> object:
    return [plain] if isinstance(plain, str) else plain


def _shown(text: object) -> str:
    """Fields are named by whoever sent them; half of a character (a lone surrogate) cannot be written."""
    return str(text).encode(errors="replace").decode()
