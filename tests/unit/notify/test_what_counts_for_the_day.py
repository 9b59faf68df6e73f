"""Which messages take one of the places that an address has in a day: those that strangers can bring about."""

from collections import Counter

import pytest

from services.notify.domain.delivery import Audience, Delivery, Status
from services.notify.domain.sending import UNDELIVERED, UNDELIVERED_A_DAY, Allowance, DailyCaps, allowance
from tests.factories.notify import ADA_BOX, ADA_CONTACT, delivery, reader
from tests.fakes.post_office import Office

CAPS = DailyCaps(unverified=3, verified=20)
OWN_BOX = f"{ADA_BOX};told_by=owner"


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


def reports(day: str, number: int, box: str) -> list[Delivery]:
    """News of so many reports under Ada's address, each told in this box."""
    return [delivery(f"{day}-{each}", message="accepted", box=box) for each in range(number)]


def test_what_strangers_tell_under_somebodys_address_silences_nothing_that_they_told_signed_in() -> None:
    """Rule R16's cap is against strangers; it holds for what they can bring about, and is counted apart."""
    office = Office(*reports("strangers", 40, ADA_BOX), *reports("own", 5, OWN_BOX))
    while office.send():
        pass
    sent = [each.event_id.split("-")[0] for each in office.deliveries.all if each.status is Status.SENT]
    assert Counter(sent) == {"strangers": CAPS.verified - 1, "own": 5}


def test_their_own_are_capped_as_well() -> None:
    office = Office(*reports("own", 40, OWN_BOX))
    while office.send():
        pass
    assert sum(each.status is Status.SENT for each in office.deliveries.all) == CAPS.verified - 1


def test_what_is_said_of_an_address_that_nobody_showed_to_be_theirs_counts_for_nothing() -> None:
    """Somebody may have lost the address since they told it."""
    office = Office(*reports("strangers", 5, ADA_BOX), *reports("own", 5, OWN_BOX))
    office.archive.readers[ADA_CONTACT] = reader(is_verified=False)
    while office.send():
        pass
    assert sum(each.status is Status.SENT for each in office.deliveries.all) == CAPS.unverified - 1
