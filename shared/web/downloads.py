"""What people may take with them: a file that their browser saves and does not show."""

import orjson
from flask import Response

_READABLE = orjson.OPT_INDENT_2 | orjson.OPT_UTC_Z | orjson.OPT_NON_STR_KEYS


def as_file(name: str, content: object) -> Response:
    """A JSON file of this name, which no cache keeps. content: plain data, dataclasses and instants."""
    answer = Response(orjson.dumps(content, option=_READABLE), content_type="application/json")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    answer.headers["Cache-Control"] = "no-store"
    return answer
