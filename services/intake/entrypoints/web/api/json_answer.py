"""Answers in JSON, finished as they are made."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import orjson
from flask import Response
from werkzeug.datastructures import Headers

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIEnvironment

JSON = "application/json"


class _Finished(Response):
    """An answer whose headers are complete, so that nothing is looked through and corrected once more."""

    def get_wsgi_headers(self, environ: "WSGIEnvironment") -> Headers:  # noqa: ARG002 -- as Werkzeug calls it
        return self.headers


def json_answer(body: Mapping[str, Any], status: int) -> Response:
    answer = _Finished(orjson.dumps(body, option=orjson.OPT_UTC_Z), status=status, mimetype=JSON)
    answer.headers["Cache-Control"] = "no-store"
    return answer
