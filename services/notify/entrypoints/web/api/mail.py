"""What whoever takes mail for us hands over: what people answer to our mails."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from threading import BoundedSemaphore
from typing import Any

import structlog
from flask import request
from flask_smorest import Blueprint
from werkzeug.exceptions import NotFound as NoSuchPage
from werkzeug.exceptions import Unauthorized, UnsupportedMediaType

from services.notify.bootstrap import Notify
from services.notify.domain.mail_reply import Outcome
from services.notify.entrypoints.web.api.sms import SIGNED
from services.notify.entrypoints.web.signed import Signatures
from services.notify.handlers.hear_reply import HearReply
from services.notify.ports.replies import LARGEST_MAIL, LARGEST_WORDS, StrangeMail
from shared.errors import TryAgain
from shared.observability.metrics import REPLIES
from shared.web.access import PROGRAMS, declare

MAIL = "message/rfc822"
_PROBLEM: Mapping[str, Any] = {"content": {"application/problem+json": {}}}
_SAID = {
    "401": {"description": "Not signed with our key, or too long ago", **_PROBLEM},
    "404": {"description": "Nobody answers mails here", **_PROBLEM},
    "413": {"description": f"More than {LARGEST_MAIL:,} bytes; hand over the first of them", **_PROBLEM},
    "415": {"description": f"Not {MAIL}", **_PROBLEM},
}
_BODY: Mapping[str, Any] = {"required": True, "content": {MAIL: {"schema": {"type": "string", "format": "binary"}}}}

LARGE_AT_ONCE = 2
"""A mail with pictures takes some 60 MB while it is read, and a process has many threads."""

PATIENCE_SECONDS = 1.0
_SOON_SECONDS = 5.0

log = structlog.get_logger()


def mail_api(notify: Notify, signatures: Signatures | None) -> Blueprint:
    """signatures: None where nobody answers mails; then nothing is there."""
    places = BoundedSemaphore(LARGE_AT_ONCE)
    room = Blueprint("mail_api", __name__, url_prefix="/api/notify/v1/mail", description="For whoever takes our mail")

    @room.route("/inbound", methods=["POST"])
    @room.response(204)
    @room.doc(parameters=SIGNED, requestBody=_BODY, responses=_SAID)
    @declare(PROGRAMS)
    def inbound() -> None:
        """A mail as it came, with the envelope as `X-Envelope-From` and `X-Envelope-To` on top; twice is once.

        The answer says that it was read, and never whether anybody is there: who may write is nobody else's business.
        """
        raw = _mail(signatures)
        with _place_in(places, len(raw)):
            outcome = _outcome(notify, raw)
        REPLIES.labels(outcome.value).inc()
        log.info("mail_heard", outcome=outcome.value)

    return room


@contextmanager
def _place_in(places: BoundedSemaphore, length: int) -> Iterator[None]:
    """For a large mail that is here and signed: who sends slowly, or is nobody we know, takes none.

    Raises: TryAgain where none is free in time.
    """
    if length <= LARGEST_WORDS:
        yield
        return
    if not places.acquire(timeout=PATIENCE_SECONDS):
        raise TryAgain(_SOON_SECONDS)
    try:
        yield
    finally:
        places.release()


def _outcome(notify: Notify, raw: bytes) -> Outcome:
    replying = notify.replying
    if replying is None:
        raise NoSuchPage
    try:
        mail = replying.read_mail(raw)
    except StrangeMail as strange:
        log.warning("mail_is_strange", reason=strange.reason)
        return Outcome.STRANGE
    return replying.hear_reply(HearReply(mail=mail))


def _mail(signatures: Signatures | None) -> bytes:
    """Who sent it is asked before anything is read. Raises: NoSuchPage, Unauthorized, UnsupportedMediaType, 413."""
    if signatures is None:
        raise NoSuchPage
    request.max_content_length = LARGEST_MAIL
    if not signatures.fit():
        raise Unauthorized
    if request.mimetype != MAIL:
        raise UnsupportedMediaType
    return request.get_data()
