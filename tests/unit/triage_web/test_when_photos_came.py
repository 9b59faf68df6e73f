"""Each photo at the desk says when it was received and from whom; the time is that of the neighbourhood."""

import re
from html import unescape

import pytest

from services.triage.entrypoints.web.shown.photos import PhotoLink, with_their_coming
from services.triage.queries.case_at_desk import Step
from shared.events.intake import PhotosCame
from shared.events.triage import ReporterHeard
from tests.factories.triage_town import BEN, HOUR, MINA, NOW, Town

CAME = re.compile(r'<p class="n-photos__came">(.*?)</p>', re.DOTALL)
FIRST = ReporterHeard(version=2, at=NOW, photos=["a", "b"])


def captions(page: str) -> list[str]:
    return [" ".join(unescape(re.sub("<[^>]+>", "", each)).split()) for each in CAME.findall(page)]


def test_each_photo_says_when_it_was_received_and_from_whom(town: Town) -> None:
    case_id = town.case(category="street_light")
    by_mail = ReporterHeard(version=3, at=NOW + HOUR, photos=["c"], came_by=PhotosCame.MAIL)
    by_program = ReporterHeard(version=4, at=NOW + 2 * HOUR, photos=["d"], came_by=PhotosCame.API)
    town.then(case_id, FIRST, by_mail, by_program)
    assert captions(town.get(BEN, town.desk(case_id)).text) == [
        *["Received today, Wednesday 27 May, 11:40 · from the reporter"] * 2,
        "Received today, Wednesday 27 May, 12:40 · from the reporter, by mail",
        "Received today, Wednesday 27 May, 13:40 · from the reporter, by another program",
    ]
    assert captions(town.get_as_reader_of(case_id, "da"))[2].startswith("Modtaget i dag, onsdag den 27. maj")
    assert captions(town.get_as_reader_of(case_id, "da"))[2].endswith("· fra den, der meldte, i en mail")


def test_it_is_when_we_had_it_and_not_when_the_case_heard_of_it(town: Town) -> None:
    case_id = town.case(category="street_light")
    town.clock.advance(2 * HOUR)
    town.then(case_id, FIRST)
    assert "11:40" in captions(town.get(BEN, town.desk(case_id)).text)[0]


@pytest.mark.parametrize("came_by", ["", "by_a_way_of_a_later_release"])
def test_a_way_that_is_not_known_here_is_from_the_reporter_all_the_same(came_by: str) -> None:
    data = {"photos": ["a"], "at": NOW.isoformat(), **({"came_by": came_by} if came_by else {})}
    step = Step(kind=ReporterHeard, version=2, at=NOW + HOUR, by="reporter", data=data)
    (shown,) = with_their_coming(["a"], [PhotoLink(small="s", full="f")], [step])
    assert (shown.at, shown.came) == (NOW, "from the reporter")


def test_of_a_photo_that_the_history_does_not_know_nothing_is_said() -> None:
    (shown,) = with_their_coming(["a"], [PhotoLink(small="s", full="f")], [])
    assert (shown.at, shown.came) == (None, "")


def test_what_was_told_without_a_time_came_when_it_was_heard() -> None:
    step = Step(kind=ReporterHeard, version=2, at=NOW, by="reporter", data={"photos": ["a"], "at": None})
    (shown,) = with_their_coming(["a"], [PhotoLink(small="s", full="f")], [step])
    assert shown.at == NOW


def test_R5_a_helper_sees_photos_and_not_when_they_came(town: Town) -> None:
    case_id = town.with_task(MINA)
    town.then(case_id, FIRST)
    page = town.get(MINA, f"/help/tasks/{case_id}").text
    assert page.count("<img") >= 2
    assert captions(page) == []
