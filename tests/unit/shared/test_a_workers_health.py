"""What a worker tells those who watch it."""

import pytest
from werkzeug.test import Client, TestResponse

from shared.errors import TryAgain
from shared.health import Check, health_app
from shared.observability.metrics import CONSUMER_HALTED


def answers() -> bool:
    return True


def is_away() -> bool:
    raise TryAgain(1.0)


def ask(path: str, check: Check = answers) -> TestResponse:
    return Client(health_app("triage", {"mongodb": check})).get(path)


def test_alive_touches_nothing() -> None:
    def touched() -> bool:
        pytest.fail("a check was made")

    assert ask("/healthz/triage", touched).status_code == 200


@pytest.mark.parametrize("check, status", [(answers, 200), (lambda: False, 503), (is_away, 503)])
def test_ready_means_that_its_stores_answer(check: Check, status: int) -> None:
    assert ask("/readyz/triage", check).status_code == status


def test_it_tells_its_own_figures() -> None:
    CONSUMER_HALTED.labels("triage").set(1)
    assert 'nabo_consumer_halted{service="triage"} 1.0' in ask("/metrics/triage").text


def test_it_knows_no_other_service() -> None:
    assert {ask(path).status_code for path in ("/healthz/intake", "/metrics/intake", "/")} == {404}
