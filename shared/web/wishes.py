"""What kind of answer a request would like to have: data or a page."""

from flask import Request

DATA_PATHS = ("/api/", "/open311/")
_DATA = ("application/json", "application/problem+json")


def wants_data(request: Request) -> bool:
    """Whether the answer is read by a program."""
    if request.path.startswith(DATA_PATHS):
        return True
    return request.accept_mimetypes.best_match(("text/html", *_DATA), default="text/html") in _DATA
