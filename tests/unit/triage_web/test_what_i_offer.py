"""`/help/profile`: helpers see and change what they offer, and nothing they typed is lost."""

from datetime import time

import pytest

from services.triage.domain.helper import Helper
from shared.events.triage_people import HelperRegistered, Hours
from tests.factories.triage_town import HOME, LEO, RESIDENT, Town

PATH = "/help/profile"
OFFER: dict[str, object] = {"capabilities": ["errands", "dog_walking"], "languages": ["en", "da"], "radius_m": "500"}
EVENINGS = {"days_1": ["0", "2"], "start_1": "17:00", "end_1": "20:30"}


def helper(town: Town, who: str = LEO) -> Helper:
    return town.ports.helpers.find(who).state


def test_a_helper_sees_what_they_offer(town: Town) -> None:
    page = town.get(LEO, PATH).text
    offered = helper(town)
    for code in offered.capabilities:
        assert f'value="{code}" checked' in page
    assert f'<option value="{offered.radius_m}" selected' in page
    assert HOME in page


def test_a_helper_changes_what_they_offer(town: Town) -> None:
    answer = town.post(LEO, PATH, **OFFER, **EVENINGS)
    assert answer.headers["Location"] == PATH
    now = helper(town)
    assert now.capabilities == ["errands", "dog_walking"]
    assert now.radius_m == 500
    assert now.hours == [Hours(days=[0, 2], start=time(17), end=time(20, 30))]
    page = town.get(LEO, PATH).text
    assert 'value="dog_walking" checked' in page
    assert 'value="20:30"' in page


def test_until_the_last_minute_is_until_midnight(town: Town) -> None:
    town.post(LEO, PATH, **OFFER, **{**EVENINGS, "end_1": "23:59"})
    assert helper(town).hours[0].end == time.max


def test_hours_told_in_more_stretches_than_the_page_has_stay(town: Town) -> None:
    hours = [Hours(days=[day], start=time(9), end=time(10)) for day in range(3)]
    town._append(  # noqa: SLF001 the story of this town
        town.ports.helpers,
        LEO,
        HelperRegistered(first_name="Leo", languages=["en"], capabilities=["errands"], hours=hours),
    )
    page = town.get(LEO, PATH).text
    assert 'name="days_3"' in page
    sent = {f"days_{n}": [str(n - 1)] for n in (1, 2, 3)} | {f"start_{n}": "09:00" for n in (1, 2, 3)}
    town.post(LEO, PATH, **OFFER, **sent, **{f"end_{n}": "10:00" for n in (1, 2, 3)})
    assert helper(town).hours == hours


@pytest.mark.parametrize(
    "changes,said",
    [
        ({"capabilities": []}, "Choose at least one thing."),
        ({"languages": []}, "Choose at least one language."),
        ({"capabilities": ["magic"]}, "Choose one of the answers."),
        ({"radius_m": "far"}, "Write this as a whole number."),
        ({"radius_m": "1"}, "Between 100 and 20000."),
        ({"days_1": ["0"]}, "Say from when until when."),
        ({"days_1": ["0"], "start_1": "10:00"}, "Say from when until when."),
        ({"days_1": ["0"], "start_1": "10:00", "end_1": "10:00"}, "It has to end later than it begins."),
        ({"start_2": "10:00", "end_2": "12:00"}, "Choose the days, too."),
        ({"days_1": ["9"], "start_1": "10:00", "end_1": "12:00"}, "Between 0 and 6."),
        ({"days_1": ["0"], "start_1": "noon", "end_1": "12:00"}, "A time looks like 14:30."),
    ],
)
def test_what_is_not_right_is_said_and_nothing_changes(town: Town, changes: dict[str, object], said: str) -> None:
    before = helper(town)
    answer = town.post(LEO, PATH, **{**OFFER, **changes})
    assert answer.status_code == 422
    assert said in answer.text
    assert helper(town) == before


def test_whoever_is_no_helper_is_led_to_what_helping_is_about(town: Town) -> None:
    assert town.get(RESIDENT, PATH).headers["Location"] == "/help"
    assert town.post(RESIDENT, PATH, **OFFER).status_code == 404
    assert town.ports.helpers.find(RESIDENT).version == 0
