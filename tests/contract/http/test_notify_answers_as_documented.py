"""Notify's API answers whatever is sent to it as its OpenAPI document says, signed in or not."""

import time
from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given
from hypothesis import settings as trying
from schemathesis.checks import load_all_checks, not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from services.notify.entrypoints.web.api.sms import LARGEST_BODY
from services.notify.entrypoints.web.app import make_notify_app
from services.notify.settings import SmsSettings
from tests.contract.http.promises import keeps_its_promise
from tests.factories.templates import quick
from tests.integration.notify.conftest import clock, database, house, server, settings
from tests.integration.notify.house import ADA, House

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

__all__ = ["clock", "database", "house", "server", "settings"]

load_all_checks()
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
DOCUMENT = "/api/notify/openapi.json"
PATHS = ("/api/notify/v1/me", "/api/notify/v1/me/sessions")
OF_MAIL = "/api/notify/v1/mail/inbound"
OF_GATEWAYS = ("/api/notify/v1/sms/receipts", "/api/notify/v1/sms/inbound")


def documented(house: House) -> Any:  # noqa: ANN401 -- the library names no type for this
    """Read through an app that ends every answer as a server does; an open one would keep its place."""

    def closing(environ: "WSGIEnvironment", start: "StartResponse") -> Iterable[bytes]:
        answer = house.app(environ, start)
        try:
            return [b"".join(answer)]
        finally:
            close = getattr(answer, "close", None)
            if close is not None:
                close()

    return schemathesis.openapi.from_wsgi(DOCUMENT, closing)


@pytest.mark.parametrize("is_signed_in, expected", [(False, 401), (True, 200)], ids=["nobody", "somebody"])
@pytest.mark.parametrize("path", PATHS)
def test_every_answer_is_a_documented_one(house: House, path: str, *, is_signed_in: bool, expected: int) -> None:
    house.register("ada", ADA, "Ada")
    house.hear_of_a_report()
    browser = house.browser()
    if is_signed_in:
        browser.sign_in(house)
    held = browser.client.get_cookie("nabo_session")
    cookies = {"nabo_session": held.value} if held else {}
    operation = documented(house)[path]["GET"]
    seen: Counter[int] = Counter()

    @given(case=operation.as_strategy())
    @trying(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def try_many(case: schemathesis.Case[Any]) -> None:
        answer = case.call(cookies=cookies)
        case.validate_response(answer, checks=CHECKS)
        seen[answer.status_code] += 1

    try_many()
    assert set(seen) == {expected}


@pytest.mark.parametrize("has_gateway, expected", [(False, 404), (True, 401)], ids=["no_gateway", "a_gateway"])
@pytest.mark.parametrize("path", OF_GATEWAYS)
def test_whoever_is_no_gateway_gets_the_documented_answer(
    house: House, path: str, *, has_gateway: bool, expected: int
) -> None:
    sms = SmsSettings(url="http://127.0.0.1/", sender="Nabo", token="t", key=b"k") if has_gateway else None
    house = replace(house, app=quick(make_notify_app(replace(house.settings, sms=sms), house.notify, house.stores)))
    operation = documented(house)[path]["POST"]
    seen: Counter[int] = Counter()

    @given(case=operation.as_strategy())
    @trying(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), database=None)
    def try_many(case: schemathesis.Case[Any]) -> None:
        answer = case.call()
        case.validate_response(answer, checks=CHECKS)
        seen[answer.status_code] += 1

    try_many()
    assert set(seen) == {expected}


@pytest.mark.parametrize("length, expected", [(LARGEST_BODY, 401), (LARGEST_BODY + 1, 413)])
@pytest.mark.parametrize("path", OF_GATEWAYS)
def test_a_gateway_that_sends_too_much_gets_the_documented_answer(
    house: House, path: str, length: int, expected: int
) -> None:
    sms = SmsSettings(url="http://127.0.0.1/", sender="Nabo", token="t", key=b"k")
    house = replace(house, app=quick(make_notify_app(replace(house.settings, sms=sms), house.notify, house.stores)))
    signed = {"webhook-id": "m", "webhook-timestamp": str(int(time.time())), "webhook-signature": "v1,eA=="}
    answer = house.app.test_client().post(path, data=b"x" * length, headers=signed, buffered=True)
    described = house.browser().get(DOCUMENT).get_json()["paths"][path]["post"]["responses"]
    assert (answer.status_code, answer.mimetype) == (expected, "application/problem+json")
    assert str(expected) in described


@pytest.mark.parametrize("is_heard, expected", [(False, 404), (True, 401)], ids=["nobody", "somebody"])
def test_whoever_hands_over_mail_unsigned_gets_the_documented_answer(
    house: House, *, is_heard: bool, expected: int
) -> None:
    replies = house.settings.replies if is_heard else None
    told = replace(house.settings, replies=replies)
    house = replace(house, app=quick(make_notify_app(told, house.notify, house.stores)))
    answer = house.app.test_client().post(OF_MAIL, data=b"x", content_type="message/rfc822", buffered=True)
    described = house.browser().get(DOCUMENT).get_json()["paths"][OF_MAIL]["post"]["responses"]
    assert (answer.status_code, answer.mimetype) == (expected, "application/problem+json")
    assert str(expected) in described


def test_the_document_names_every_route_of_the_api(house: House) -> None:
    described = set(house.browser().get(DOCUMENT).get_json()["paths"])
    real = {rule.rule for rule in house.app.url_map.iter_rules() if rule.rule.startswith("/api/notify/v1/")}
    assert described == real == {*PATHS, *OF_GATEWAYS, OF_MAIL}


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed_through_it(house: House, path: str, method: str) -> None:
    answer = house.app.test_client().open(path, method=method, buffered=True)
    assert (answer.status_code, answer.mimetype) == (405, "application/problem+json")


def test_the_api_is_the_one_that_was_promised(house: House) -> None:
    keeps_its_promise("notify", house.browser().get(DOCUMENT).get_json())
