"""What the OpenAPI document says about the API."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from flask_smorest import Blueprint

from services.intake.entrypoints.web.api.schemas import (
    PhotoPartSchema,
    PhotoSchema,
    ProblemSchema,
    ReceiptSchema,
    ReportSchema,
    StatusSchema,
)
from shared.pack.intake import IntakePack

SCHEME = "api_key"
SECURITY_SCHEME = {
    "type": "http",
    "scheme": "bearer",
    "bearerFormat": "nabo_key_…",
    "description": (
        "A partner's system sends the key that the municipality gave it, as `Authorization: Bearer nabo_key_…`. "
        "Without one a report is taken all the same, as many in a minute from one address of the network as the "
        "municipality allows. With one the report says whose system sent it; a key that is not "
        "known, has expired or was revoked is answered 401, and more requests in a minute than it allows 429."
    ),
}
_WITH_A_KEY_OR_WITHOUT: Sequence[Mapping[str, Sequence[str]]] = ({}, {SCHEME: []})
View = TypeVar("View", bound=Callable[..., Any])
TAG = "Tell about something, and follow it."
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": (
        "Your own name for this request, best a random one such as a UUID: senders without an API key share their "
        "names. The same again gets the first answer; with another body, 422."
    ),
}


def create(pack: IntakePack) -> Callable[[View], View]:
    """The operation that takes a report, with the pack's categories and its question for consent."""
    codes = ", ".join(category.code for category in pack.common.categories)
    language = pack.common.neighbourhood.languages[0]
    said = (
        f"Categories: {codes}. Ask before you answer neighbour_consent (wording {pack.consent.version}): "
        f"“{pack.consent.public.say(language)}” At a home: “{pack.consent.home.say(language)}” "
        f"For somebody else, before they_agreed: “{pack.consent.somebody_else.say(language)}” "
        f"{SECURITY_SCHEME['description']}"
    )
    documented: Callable[[View], View] = Blueprint.doc(
        description=said,
        parameters=[_KEY],
        security=_WITH_A_KEY_OR_WITHOUT,
        requestBody={"required": True, "content": {"application/json": {"schema": ReportSchema}}},
        responses={
            "201": {
                "description": "Taken, and never lost from now on",
                "headers": {"Location": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": ReceiptSchema}},
            },
            **REFUSED,
            **_problems({"400": "Not JSON that everybody reads alike", "413": "Too large", "415": "Not JSON"}),
            **_problems({"422": "Something is missing or not right", "503": "Not now; try again"}),
        },
    )
    return documented


def _problem(words: str) -> dict[str, Any]:
    return {"description": words, "content": {"application/problem+json": {"schema": ProblemSchema}}}


def _problems(said: Mapping[str, str]) -> dict[str, Any]:
    return {status: _problem(words) for status, words in said.items()}


REFUSED = {
    "401": {
        **_problem("The key is not known (api_key_unknown), has expired or was revoked; notices as ever"),
        "headers": {"WWW-Authenticate": {"schema": {"type": "string"}}},
    },
    "429": {
        **_problem(
            "More requests in this minute than the key, or an address without one, may send; "
            "what bears a sign of danger is taken"
        ),
        "headers": {"Retry-After": {"schema": {"type": "string"}}},
    },
}
FOLLOW: Callable[[View], View] = Blueprint.doc(
    security=_WITH_A_KEY_OR_WITHOUT,
    parameters=[{"in": "path", "name": "report_id", "required": True, "schema": {"type": "string", "format": "uuid"}}],
    responses={
        "200": {"description": "How it stands", "content": {"application/json": {"schema": StatusSchema}}},
        **REFUSED,
        **_problems({"404": "There is no such report", "503": "Not now; try again"}),
    },
)


ADD_PHOTO: Callable[[View], View] = Blueprint.doc(
    security=_WITH_A_KEY_OR_WITHOUT,
    description=(
        "The same file sent again is the same photo. Not every category takes photos. In the first hour the id of the "
        "report is enough; after that, the API key with which the report was sent, or its Idempotency-Key again. Else "
        "409 (photos_by_sender_only): whoever told it adds photos on their own page."
    ),
    parameters=[
        {"in": "path", "name": "report_id", "required": True, "schema": {"type": "string", "format": "uuid"}},
        {**_KEY, "description": "The one with which the report was sent: it shows that you are who sent it."},
    ],
    requestBody={"required": True, "content": {"multipart/form-data": {"schema": PhotoPartSchema}}},
    responses={
        "201": {"description": "Taken", "content": {"application/json": {"schema": PhotoSchema}}},
        **REFUSED,
        **_problems(
            {"404": "There is no such report", "409": "It takes no more photos, or none from you", "413": "Too large"}
        ),
        **_problems({"415": "No form with files", "422": "No photo that we take", "503": "Not now; try again"}),
    },
)
