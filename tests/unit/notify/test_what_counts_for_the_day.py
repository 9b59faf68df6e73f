"""Which messages take one of the places that an address has in a day: those that strangers can bring about."""

import pytest

from services.notify.domain.delivery import Audience
from services.notify.domain.sending import UNDELIVERED, UNDELIVERED_A_DAY, Allowance, DailyCaps, allowance
from tests.factories.notify import ADA_CONTACT, delivery, reader

CAPS = DailyCaps(unverified=3, verified=20)


@pytest.mark.parametrize("is_verified, most", [(False, 3), (True, 20)])
def test_an_address_gets_so_many_about_reports_and_the_question_has_the_last_place(
    *, is_verified: bool, most: int
) -> None:
    known = reader(is_verified=is_verified)
    of = f"{ADA_CONTACT}:reporter"
    assert allowance(delivery(message="resolved"), known, CAPS) == Allowance(of=of, most=most)
    assert allowance(delivery(message="accepted"), known, CAPS) == Allowance(of=of, most=most - 1)


@pytest.mark.parametrize("audience", [audience for audience in Audience if audience is not Audience.REPORTER])
def test_a_mail_to_others_takes_no_place_of_a_report(audience: Audience) -> None:
    assert allowance(delivery(audience=audience), reader(), CAPS) is None


def test_coordinators_hear_of_failures_so_many_times_a_day_apart_from_their_own_reports() -> None:
    told = delivery(audience=Audience.COORDINATOR, message=UNDELIVERED)
    assert allowance(told, reader(), CAPS) == Allowance(of=f"{ADA_CONTACT}:coordinator", most=UNDELIVERED_A_DAY)
