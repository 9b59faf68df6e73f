"""Codes go to countries that the pack names, or to the neighbourhood's own part of the world."""

from dataclasses import replace

import pytest

from services.notify.bootstrap.texting import may_be_texted
from services.notify.domain.texted_regions import EEA, texted_regions
from shared.contacts import is_region, region_of_phone
from shared.pack import load_for_notify
from tests.factories.letters import REPO

STRICT = load_for_notify(REPO / "tests/packs/strict")
SAN_DIEGO = load_for_notify(REPO / "deploy/neighbourhoods/san-diego")
DANISH, FINNISH, ALAND, CALIFORNIAN, JAMAICAN = (
    "+4520123456",
    "+358401234567",
    "+358457123456",
    "+16195550123",
    "+18765550123",
)


@pytest.mark.parametrize("number, may", [(DANISH, True), (FINNISH, True), (ALAND, True), (CALIFORNIAN, False)])
def test_in_europe_codes_go_to_europe(number: str, *, may: bool) -> None:
    assert may_be_texted(number, STRICT) is may


@pytest.mark.parametrize("number, may", [(CALIFORNIAN, True), (JAMAICAN, False), (DANISH, False)])
def test_elsewhere_they_go_to_ones_own_country_and_not_to_all_that_begins_alike(number: str, *, may: bool) -> None:
    assert may_be_texted(number, SAN_DIEGO) is may


def test_what_the_pack_says_counts_alone() -> None:
    pack = replace(STRICT, text_to=["GB", "DK"])
    assert [may_be_texted(each, pack) for each in (DANISH, FINNISH, "+447400123456")] == [True, False, True]


def test_every_country_of_europe_has_numbers_that_are_known() -> None:
    assert all(is_region(each) for each in EEA)
    assert texted_regions("ZZ", ()) == {"ZZ"}
    assert not is_region(region_of_phone("+881612345678"))
