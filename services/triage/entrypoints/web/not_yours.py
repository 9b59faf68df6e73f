"""What helpers read, kindly, where something is not theirs, or not now; of what is not there they read the same."""

from collections.abc import Callable
from typing import TypeVar

from flask import render_template, request
from flask_babel import LazyString

from services.triage.domain.reasons import No
from services.triage.entrypoints.web.words import kindly
from services.triage.entrypoints.web.words.kindly import Kindly
from services.triage.entrypoints.web.words.refusals import REFUSALS
from shared.errors import DomainError, NotFound

Answer = TypeVar("Answer")
NOT_YOURS = frozenset(
    {No.NOT_ASSIGNED, No.NOT_INVITED, No.NO_HELPER, No.CLAIM_MISSING, No.HELPER_REVOKED, No.NOT_ALLOWED}
)


def attempt(do: Callable[[], Answer]) -> Answer:
    """Raises: NotFound for what is not theirs, exactly as for what is not there; DomainError for what must wait."""
    try:
        return do()
    except DomainError as no:
        if no.code in NOT_YOURS:
            raise NotFound(request.path) from None
        raise


def not_yours(_nothing: NotFound) -> tuple[str, int]:
    """The same for what they had, for what others have, and for what is not there."""
    return over(kindly.NOT_WITH_YOU), 404


def not_now(no: DomainError, heading: LazyString = kindly.NOT_THIS_TIME) -> str:
    return _page(heading, REFUSALS.get(no.code, ""), kindly.YOUR_TURN_COMES)


def over(said: Kindly, sign_in: str = "") -> str:
    return _page(said.heading, said.text, said.more, sign_in)


def _page(heading: LazyString, text: LazyString | str, more: LazyString, sign_in: str = "") -> str:
    return render_template("help/over.html", heading=heading, text=text, more=more, sign_in=sign_in)
