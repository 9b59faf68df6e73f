"""Which messages take one of the places that a reporter's address has in a day: those about reports alone."""

import pytest

from services.notify.adapters.delivery_documents import ended
from services.notify.domain.delivery import Audience, Status
from services.notify.domain.sending import counts_for_the_day
from services.notify.ports.messages import Result
from tests.factories.notify import NOON, delivery

TODAY = NOON.date()


@pytest.mark.parametrize("status", [Status.SENT, Status.UNKNOWN])
def test_a_message_to_a_reporter_counts_also_where_it_only_may_have_arrived(status: Status) -> None:
    result = Result(delivery=delivery(), status=status, at=NOON, day=TODAY)
    assert ended(result)["$set"]["day"] == TODAY.isoformat()


@pytest.mark.parametrize("status", [Status.FAILED, Status.SUPPRESSED, Status.PENDING])
def test_what_did_not_go_out_does_not_count(status: Status) -> None:
    result = Result(delivery=delivery(), status=status, at=NOON, day=TODAY)
    assert "day" not in ended(result)["$set"]


@pytest.mark.parametrize("audience", [audience for audience in Audience if audience is not Audience.REPORTER])
@pytest.mark.parametrize("status", [Status.SENT, Status.UNKNOWN])
def test_a_mail_for_which_anybody_can_ask_takes_no_place_of_a_report(status: Status, audience: Audience) -> None:
    result = Result(delivery=delivery(audience=audience), status=status, at=NOON, day=TODAY)
    assert not counts_for_the_day(result.delivery, status)
    assert "day" not in ended(result)["$set"]
