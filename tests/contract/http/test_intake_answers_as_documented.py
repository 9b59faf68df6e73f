"""Intake's API answers whatever is sent to it as its OpenAPI document says."""

from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from flask import Flask
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from schemathesis import GenerationMode
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    negative_data_rejection,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.intake.bootstrap import Intake
from services.intake.bootstrap import Stores as IntakeStores
from services.intake.entrypoints.web.app import make_intake_app
from services.intake.settings import Settings
from tests.contract.http.promises import keeps_its_promise
from tests.integration.intake.conftest import clock, database, gazetteers, intake, intake_stores, settings

__all__ = ["clock", "database", "gazetteers", "intake", "intake_stores", "settings"]

load_all_checks()
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    negative_data_rejection,
]
EXAMPLES = 60


@pytest.fixture
def app(settings: Settings, intake: Intake, intake_stores: IntakeStores) -> Flask:
    """With room for everything: a refusal because of overload would hide what is being tried."""
    return make_intake_app(
        replace(settings, common=replace(settings.common, web_threads=100_000)), intake, intake_stores
    )


@pytest.mark.parametrize("mode", list(GenerationMode))
@pytest.mark.parametrize(
    "path, method", [("/reports", "POST"), ("/reports/{report_id}", "GET"), ("/reports/{report_id}/photos", "POST")]
)
def test_every_answer_is_a_documented_one(app: Flask, path: str, method: str, mode: GenerationMode) -> None:
    documented = schemathesis.openapi.from_wsgi("/api/intake/openapi.json", app)
    operation = documented[f"/api/intake/v1{path}"][method]
    seen: Counter[int] = Counter()

    @given(case=operation.as_strategy(generation_mode=mode))
    @trying(max_examples=EXAMPLES, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def try_many(case: schemathesis.Case[Any]) -> None:
        answer = case.call()
        seen[answer.status_code] += 1
        case.validate_response(answer, checks=CHECKS)

    try_many()
    assert seen.keys() & {200, 201, 400, 404, 422}, "nothing was really tried"


def test_the_api_is_the_one_that_was_promised(app: Flask) -> None:
    keeps_its_promise("intake", app.test_client().get("/api/intake/openapi.json").get_json())
