"""What went wrong, translated once from the rooms' errors into what the web can say."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

from marshmallow import ValidationError
from werkzeug.exceptions import HTTPException

from shared.errors import DomainError, NotFound, StaleVersion, TryAgain
from shared.web.csrf import FormRefused
from shared.web.sessions import NotSureEnough

SOON_SECONDS = 2.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """`code` names the reason in snake_case; `fields` says per field what is wrong with it.

    title: what a program reads, where it is not what its status says everywhere.
    """

    status: int
    code: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    retry_after: float | None = None
    headers: Mapping[str, str] = field(default_factory=dict)
    title: str = ""


class Declined(Exception):
    """A door's own no, with all that its answer says."""

    def __init__(self, failure: Failure) -> None:
        super().__init__(failure.code)
        self.failure = failure


_PLACES = frozenset({"json", "query", "form", "headers", "path", "files"})
_CODES = {
    400: "bad_request",
    401: "sign_in_needed",
    403: "not_found",
    404: "not_found",
    405: "wrong_method",
    406: "not_acceptable",
    409: "conflict",
    410: "gone",
    412: "changed_meanwhile",
    413: "too_large",
    415: "wrong_media_type",
    422: "invalid",
    429: "too_many",
    503: "try_again",
}


def failure_of(error: Exception) -> Failure:  # noqa: C901 -- a line for each kind.
    """The one place that maps an error to an answer; what is not named here is a bug (500)."""
    match error:
        case Declined():
            failure = error.failure
        case DomainError():
            failure = Failure(status=409, code=error.code)
        case ValidationError():
            failure = Failure(status=422, code="invalid", fields=_fields_of(error))
        case NotFound():
            failure = Failure(status=404, code="not_found")
        case StaleVersion():
            failure = Failure(status=503, code="try_again", retry_after=SOON_SECONDS)
        case TryAgain():
            failure = Failure(status=503, code="try_again", retry_after=error.after_seconds)
        case FormRefused():
            failure = Failure(status=403, code="form_refused")
        case HTTPException():
            failure = _of_http(error)
        case _:
            failure = Failure(status=500, code="bug")
    return failure


def _fields_of(error: ValidationError) -> dict[str, Any]:
    return dict(error.normalized_messages())  # type: ignore[no-untyped-call]


def _flat(messages: Mapping[str, Any]) -> dict[str, Any]:
    """Webargs says where in the request a field was (`json`, `query`); whoever sent it knows."""
    flat: dict[str, Any] = {}
    for place, found in messages.items():
        flat |= found if place in _PLACES and isinstance(found, Mapping) else {place: found}
    return flat


def _of_http(error: HTTPException) -> Failure:
    """A refusal by Flask or a library. A 403 looks like a 404: whether a thing is there is nobody's business."""
    status = int(
        HTTPStatus.NOT_FOUND if error.code == HTTPStatus.FORBIDDEN else error.code or HTTPStatus.INTERNAL_SERVER_ERROR
    )
    code = "stronger_sign_in_needed" if isinstance(error, NotSureEnough) else _CODES.get(status, f"http_{status}")
    return Failure(
        status=status,
        code=code,
        fields=_flat(dict(getattr(error, "data", None) or {}).get("messages", {})),
        headers={name: value for name, value in error.get_headers() if name in {"Allow", "Retry-After"}},
    )
