"""A ledger that was lost with its database is written anew from what the service itself had told."""

import pytest

from shared.erasure import Of
from shared.events.event import Received, Recorded
from shared.events.intake import ReportErased, ReportWithdrawn
from shared.events.notify import PersonErased
from shared.operators.keeping import _erased_by
from tests.factories.reports import NOW


def told(happened: object) -> Received:
    recorded = Recorded(id="e", version=2, at=NOW, by="erasure", correlation_id="c", happened=happened)
    return Received(subject="s", recorded=recorded, state=None, state_version=2)


@pytest.mark.parametrize(
    "happened, erased",
    [
        (PersonErased(contact_ids=["c"]), [(Of.CONTACT, "c"), (Of.PERSON, "s")]),
        (ReportErased(), [(Of.REPORT, "s")]),
        (ReportWithdrawn(), []),
    ],
)
def test_what_was_told_to_be_erased_is_known_again(happened: object, erased: list[tuple[Of, str]]) -> None:
    assert [(each.of, each.id) for each in _erased_by(told(happened))] == erased
