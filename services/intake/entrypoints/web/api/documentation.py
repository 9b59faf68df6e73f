"""What the OpenAPI document says about the API."""

from collections.abc import Callable, Mapping
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

View = TypeVar("View", bound=Callable[..., Any])
TAG = "Tell about something, and follow it."
_KEY = {
    "in": "header",
    "name": "Idempotency-Key",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255, "pattern": "^[!-~]+$"},
    "description": "Your own name for this request. The same again gets the first answer; with another body, 422.",
}


def create(pack: IntakePack) -> Callable[[View], View]:
    """The operation that takes a report, with the pack's categories and its question for consent."""
    codes = ", ".join(category.code for category in pack.common.categories)
    language = pack.common.neighbourhood.languages[0]
    said = (
        f"Categories: {codes}. Ask before you answer neighbour_consent (wording {pack.consent.version}): "
        f"“{pack.consent.public.say(language)}” At a home: “{pack.consent.home.say(language)}” "
        f"For somebody else, before they_agreed: “{pack.consent.somebody_else.say(language)}”"
    )
    documented: Callable[[View], View] = Blueprint.doc(
        description=said,
        parameters=[_KEY],
        requestBody={"required": True, "content": {"application/json": {"schema": ReportSchema}}},
        responses={
            "201": {
                "description": "Taken, and never lost from now on",
                "headers": {"Location": {"schema": {"type": "string"}}},
                "content": {"application/json": {"schema": ReceiptSchema}},
            },
            **_problems({"400": "Not JSON that everybody reads alike", "413": "Too large", "415": "Not JSON"}),
            **_problems({"422": "Something is missing or not right", "503": "Not now; try again"}),
        },
    )
    return documented


def _problems(said: Mapping[str, str]) -> dict[str, Any]:
    content = {"application/problem+json": {"schema": ProblemSchema}}
    return {status: {"description": words, "content": content} for status, words in said.items()}


FOLLOW: Callable[[View], View] = Blueprint.doc(
    parameters=[{"in": "path", "name": "report_id", "required": True, "schema": {"type": "string", "format": "uuid"}}],
    responses={
        "200": {"description": "How it stands", "content": {"application/json": {"schema": StatusSchema}}},
        **_problems({"404": "There is no such report", "503": "Not now; try again"}),
    },
)


ADD_PHOTO: Callable[[View], View] = Blueprint.doc(
    description="The same file sent again is the same photo. Not every category takes photos.",
    parameters=[{"in": "path", "name": "report_id", "required": True, "schema": {"type": "string", "format": "uuid"}}],
    requestBody={"required": True, "content": {"multipart/form-data": {"schema": PhotoPartSchema}}},
    responses={
        "201": {"description": "Taken", "content": {"application/json": {"schema": PhotoSchema}}},
        **_problems({"404": "There is no such report", "409": "It takes no more photos", "413": "Too large"}),
        **_problems({"415": "No form with files", "422": "No photo that we take", "503": "Not now; try again"}),
    },
)
