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

CHECKS: list[Callable[..., Any]] = [status_code_conformance, response_schema_conformance, content_type_conformance]


@pytest.fixture(scope="module")
def town() -> Town:
    made = town_in_memory()
    for _ in range(30):
        made.case(category="street_light")
    return made


@pytest.fixture(scope="module")
def description(town: Town) -> Any:  # noqa: ANN401 -- the library names no type for this
    """Read through an app that ends every answer as a server does; an open one would keep its place."""

    def closing(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        answer = town.app(environ, start)
        try:
            return [b"".join(answer)]
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()

    return schemathesis.openapi.from_wsgi("/api/triage/openapi.json", closing)


described = schemathesis.pytest.from_fixture("description")
"""Read when it is tried: all processes of a test run would think of examples while they look for tests."""


@described.parametrize()
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
def test_every_answer_is_one_that_is_described(case: schemathesis.Case[Any], town: Town) -> None:
    cookie = town.browser(BEN).get_cookie("nabo_session")
    assert cookie is not None
    answer = case.call(cookies={"nabo_session": cookie.value})
    case.validate_response(answer, checks=CHECKS)


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
