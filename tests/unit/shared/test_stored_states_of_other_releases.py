"""While a release is replaced, each process reads what the other wrote: with more fields than it knows, or fewer."""

from typing import Any

import pytest

from services.intake.domain.report import Report
from services.notify.domain.session import Session
from services.notify.domain.sign_in import SignIns
from services.notify.domain.somebody import Person
from services.triage.domain.case import Case
from services.triage.domain.helper import Helper
from services.triage.domain.roles import Roles
from shared.events.schema import schema

KINDS = (Report, Person, Session, SignIns, Case, Helper, Roles)


@pytest.mark.parametrize("kind", KINDS)
def test_a_state_is_read_without_what_was_not_known_yet_and_with_what_is_not_known_here(kind: type) -> None:
    assert schema(kind, unknown="exclude").load({"known_tomorrow": {"of": 1}}) == kind()


@pytest.mark.parametrize(
    "kind, stored",
    [
        (
            SignIns,
            {
                "asked": {
                    "s1": {
                        "asked_at": "2026-05-27T09:00:00+00:00",
                        "expires_at": "2026-05-27T09:10:00+00:00",
                        "kind": "email",
                        "language": "da",
                        "code": "c",
                        "browser": "b",
                        "box": "box",
                        "next_path": "/me",
                        "known_tomorrow": 1,
                    }
                }
            },
        ),
        (Person, {"contacts": {"c": {"kind": "email", "box": "box", "known_tomorrow": 1}}}),
    ],
)
def test_so_is_what_stands_within_it(kind: type, stored: dict[str, Any]) -> None:
    assert schema(kind, unknown="exclude").load(stored) != kind()
