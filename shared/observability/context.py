"""The thread from cause to effect: one correlation id from an HTTP request to the mail it led to."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Cause:
    """Why something happens now. correlation_id: of the whole way; empty where nothing is known yet.

    causation_id: the event that led here. traceparent: W3C trace context, passed on as it came.
    """

    correlation_id: str = ""
    causation_id: str | None = None
    traceparent: str | None = None


_NOBODY = Cause()
_CURRENT: ContextVar[Cause] = ContextVar("cause", default=_NOBODY)


def cause() -> Cause:
    """Why the present code runs."""
    return _CURRENT.get()


def correlation_id() -> str:
    return _CURRENT.get().correlation_id


@contextmanager
def caused(by: Cause) -> Iterator[None]:
    """Everything within happens because of this; every log line says so."""
    token = _CURRENT.set(by)
    try:
        yield
    finally:
        _CURRENT.reset(token)
