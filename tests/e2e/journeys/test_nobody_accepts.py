"""Journey (c): nobody says yes in three waves, and professionals have it before the deadline, whatever happens."""

from datetime import datetime, timedelta

import pytest

from tests.e2e.journeys.acts import (
    Ending,
    Trouble,
    answers,
    is_mended_after_all,
    reports,
    resolves,
    somebody_new,
)
from tests.e2e.journeys.conftest import DESKTOP, PHONE, Window
from tests.e2e.town.neighbours import Asked, all_asked, are_asked
from tests.e2e.town.reports import Told
from tests.e2e.town.signing_in import sits_down

SNOW = Trouble(category="Snow to clear", text="The ramp to my door is covered.", address="Vuorikatu 5", neighbours=True)
JESPER = "jesper@desk.kluuvi.example"
WAVE = timedelta(minutes=1, seconds=1)
WAVES = 3


@pytest.mark.parametrize("ending", Ending)
def test_nobody_can_and_the_streets_team_does_it_in_time(window: Window, ending: Ending) -> None:
    reporter = window(size=PHONE)
    told = reports(reporter, SNOW, somebody_new())
    first = told.letter(having=told.reference)
    asked = three_waves_pass(told)
    now = told.becomes("with_team")
    turned = next(datetime.fromisoformat(each["at"]) for each in now["history"] if each["status"] == "with_team")
    assert turned < datetime.fromisoformat(now["deadline_at"])
    assert now["route"] == "professional"
    letter = told.letter(after=first.number)
    reporter.goes_to(letter.link("/my/")).sees("streets team has it")
    window().goes_to(asked[0].link).does_not_see("Yes, I will")

    jesper = sits_down(window(size=DESKTOP), JESPER)
    jesper.goes_to("/desk").reloads_until(told.reference)
    jesper.goes_to(f"/desk/cases/{told.reference}").sees("Neighbours were asked and nobody could")
    jesper.presses("I take it")
    resolves(jesper, told, action="Cleaned or cleared", words="The plough came by.")
    answers(reporter, told, ending)
    if ending is Ending.DISPUTED:
        is_mended_after_all(jesper, reporter, told)


def three_waves_pass(told: Told) -> list[Asked]:
    """Each wave asks others than the one before; nobody answers."""
    count = 0
    for wave in range(WAVES):
        asked = are_asked(told, count=count + 3)
        assert len({each.email for each in asked}) == len(asked) == count + 3, f"wave {wave + 1}"
        count = len(asked)
        told.town.pass_time(WAVE)
    return all_asked(told)
