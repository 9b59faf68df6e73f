"""What triage's API says of itself in OpenAPI is what it does, for whatever somebody sends."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from tests.contract.http.promises import keeps_its_promise
from tests.factories.triage_town import BEN, Town, town_in_memory

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

TOWN = town_in_memory()
for _ in range(30):
    TOWN.case(category="street_light")


def closing(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
    """Ends every answer as a server does; an answer that is left open keeps its place in the app."""
    answer = TOWN.app(environ, start)
    try:
        return [b"".join(answer)]
    finally:
        close = getattr(answer, "close", None)
        if close is not None:
            close()


DESCRIPTION = schemathesis.openapi.from_wsgi("/api/triage/openapi.json", closing)
CHECKS: list[Callable[..., Any]] = [status_code_conformance, response_schema_conformance, content_type_conformance]


@DESCRIPTION.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_is_described(case: schemathesis.Case[Any]) -> None:
    cookie = TOWN.browser(BEN).get_cookie("nabo_session")
    assert cookie is not None
    answer = case.call(cookies={"nabo_session": cookie.value})
    case.validate_response(answer, checks=CHECKS)


@pytest.fixture
def town() -> Town:
    return TOWN


def test_the_description_names_every_route_of_the_api(town: Town) -> None:
    described = set(town.get(None, "/api/triage/openapi.json").get_json()["paths"])
    real = {rule.rule for rule in town.app.url_map.iter_rules() if rule.rule.startswith("/api/triage/v1/")}
    assert described == real


def test_people_can_read_it_too(town: Town) -> None:
    page = town.get(None, "/api/triage/docs")
    assert page.status_code == 200
    assert "/api/triage/v1/queue" in page.text


def test_the_api_is_the_one_that_was_promised(town: Town) -> None:
    keeps_its_promise("triage", town.get(None, "/api/triage/openapi.json").get_json())
