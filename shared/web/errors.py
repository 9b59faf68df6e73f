"""Every error becomes an answer here: a page for people, a problem for programs."""

import math
import secrets
from collections.abc import Mapping

import structlog
from flask import Flask, Response, make_response, render_template, request
from flask_babel import LazyString
from werkzeug.exceptions import HTTPException
from werkzeug.routing import RequestRedirect

from shared.errors import DomainError
from shared.web.csrf import FormRefused
from shared.web.error_words import Words, words_for
from shared.web.failures import Failure, failure_of
from shared.web.problems import besides, problem
from shared.web.wishes import wants_data

_log = structlog.get_logger()
_BUG = 500


def install(app: Flask, refusals: Mapping[str, LazyString]) -> None:
    """`refusals` holds a sentence for each reason code of the service's domain, shown under a refusal's heading."""

    def answer(error: Exception) -> Response | HTTPException:
        if isinstance(error, RequestRedirect):
            return error
        failure = failure_of(error)
        return _answer(failure, _note(failure, error), refusals)

    for kind in (Exception, HTTPException):
        app.register_error_handler(kind, answer)


def _note(failure: Failure, error: Exception) -> str:
    """Log what deserves it, and return the number by which a bug can be found in the log (else nothing)."""
    match error:
        case FormRefused():
            _log.warning("form_refused", reason=error.reason, endpoint=request.endpoint)
        case DomainError():
            _log.info("refused", code=error.code, endpoint=request.endpoint)
        case _:
            pass
    if failure.status != _BUG:
        return ""
    reference = f"E-{secrets.token_hex(2)}-{secrets.token_hex(2)}".upper()
    _log.error("request_failed", reference=reference, endpoint=request.endpoint, exc_info=error)
    return reference


def _answer(failure: Failure, reference: str, refusals: Mapping[str, LazyString]) -> Response:
    if wants_data(request):
        answer = problem(failure, **besides(), **({"reference": reference} if reference else {}))
    else:
        answer = make_response(_page(failure, reference, refusals), failure.status)
    answer.headers.update(failure.headers)
    answer.headers["Cache-Control"] = "no-store"
    if failure.retry_after is not None:
        answer.headers["Retry-After"] = str(math.ceil(failure.retry_after))
    return answer


def _page(failure: Failure, reference: str, refusals: Mapping[str, LazyString]) -> str:
    words = words_for(failure.status, failure.code)
    if failure.code in refusals:
        words = Words(words.title, refusals[failure.code])
    return render_template("error.html", words=words, failure=failure, reference=reference, current_way="")
