"""Words of a report that were changed: folded below the newest at the desk, and nowhere else."""

import pytest

from shared.events.triage import ReporterHeard
from tests.factories.triage_town import ANNA, BEN, MARIA, MINA, NOW, WORDS, Town

NEWEST = "All is well now."
REWORDED = ReporterHeard(version=2, at=NOW, report_text=NEWEST, is_reworded=True)


@pytest.mark.parametrize("category, who", [("street_light", BEN), ("shopping_help", ANNA), ("child_at_risk", MARIA)])
def test_R2_who_works_on_it_reads_what_was_said_before_below_the_newest(town: Town, category: str, who: str) -> None:
    case_id = town.case(category=category)
    assert "In other words before" not in town.get(who, town.desk(case_id)).text
    town.then(case_id, REWORDED)
    page = town.get(who, town.desk(case_id)).text
    assert page.index(NEWEST) < page.index("In other words before") < page.index(WORDS)


def test_R5_what_the_reporter_texted_stands_at_the_desk_as_such_and_on_no_helpers_page(town: Town) -> None:
    case_id = town.with_task(MINA)
    for number, by_sms in enumerate((True, False)):
        words = "He comes at five." if by_sms else "The key is with me."
        town.then(case_id, ReporterHeard(version=2 + number, at=NOW, text=words, by_sms=by_sms))
    desk, task = town.get(ANNA, town.desk(case_id)).text, town.get(MINA, f"/help/tasks/{case_id}").text
    assert desk.index("The reporter, by text message") < desk.index("He comes at five.")
    assert desk.count("The reporter, by text message") == 1
    assert "The key is with me." in task
    assert "He comes at five." not in task


def test_R5_a_helper_reads_the_newest_words_alone(town: Town) -> None:
    case_id = town.with_task(MINA)
    task = f"/help/tasks/{case_id}"
    assert WORDS in town.get(MINA, task).text
    town.then(case_id, REWORDED)
    page = town.get(MINA, task).text
    assert NEWEST in page
    assert WORDS not in page


def test_the_history_says_what_the_reporter_did(town: Town) -> None:
    case_id = town.case(category="street_light")
    said = {
        "The reporter wrote or answered.": ReporterHeard(version=2, at=NOW, text="It is worse."),
        "The reporter put it in other words.": REWORDED,
        "The reporter added a photo.": ReporterHeard(version=4, at=NOW, photos=["a"]),
        "The reporter said that it is no longer needed.": ReporterHeard(version=5, at=NOW, no_longer_needed=True),
    }
    for sentence, event in said.items():
        assert sentence not in town.get(BEN, town.desk(case_id)).text
        town.then(case_id, event)
        assert sentence in town.get(BEN, town.desk(case_id)).text
