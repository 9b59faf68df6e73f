"""How much may be sent at once, and that what is sent is on no disk before somebody has looked at it."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from io import BytesIO
from typing import IO

from flask import Flask, Request, request

WITH_FILES = "multipart/form-data"


class InMemory(Request):
    """Werkzeug keeps large files of a form in files of its own while it reads them; ours stay in memory."""

    def _get_file_stream(
        self,
        total_content_length: int | None,  # noqa: ARG002 -- as Werkzeug calls it
        content_type: str | None,  # noqa: ARG002
        filename: str | None = None,  # noqa: ARG002
        content_length: int | None = None,  # noqa: ARG002
    ) -> IO[bytes]:
        return BytesIO()


def install(app: Flask, larger: Mapping[str, int]) -> None:
    """Before anybody reads a form. larger: by pattern of a path, how many bytes may be sent there as a form with files.

    A form without files is words, which are held to their own end everywhere.
    """
    app.request_class = InMemory

    def allow() -> None:
        if request.method == "POST" and request.mimetype == WITH_FILES:
            most = next((most for pattern, most in larger.items() if fnmatchcase(request.path, pattern)), None)
            if most is not None:
                request.max_content_length = most

    app.before_request(allow)
