"""What the rules' tests name in common: who acts, and where."""

from collections.abc import Callable
from typing import Any, Protocol

from tests.e2e.town.desk import Desk
from tests.e2e.town.reports import Told

ADDRESS = "Vuorikatu 5"
PLACE = {"lat": 60.17081, "long": 24.947832}
"""In the demo's quarter: nobody of its people lives there, and seven who clear snow live within 500 m."""


class Tell(Protocol):
    """Sends a report through the API; when the test is over, its reporter withdraws it."""

    def __call__(self, category: str, **fields: Any) -> Told: ...  # noqa: ANN401 -- fields of the API


Desks = Callable[[str], Desk]
"""Somebody of the demo's staff by their name, signed in."""
