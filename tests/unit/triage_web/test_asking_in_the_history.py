"""That neighbours are asked is said once in a case's history, however often their rounds are planned."""

from datetime import timedelta

from shared.events.triage import AskingPlanned, TaskHandedBack
from tests.factories.triage_town import AVA, HOUR, LEO, MINA, NOW, Town

SAID = "Neighbours are asked in rounds, so that there is time left for the team."
PLANNED = AskingPlanned(wave=1, next_at=NOW + HOUR, ends_at=NOW + timedelta(hours=6))


def test_the_history_says_once_that_neighbours_are_asked_until_that_changes(town: Town) -> None:
    case_id = town.case()
    town.then(case_id, PLANNED, PLANNED)
    town.asked(case_id, MINA, LEO)
    town.then(case_id, PLANNED)
    assert town.get(AVA, town.desk(case_id)).text.count(SAID) == 1
    town.says_yes(case_id, MINA)
    town.then(case_id, TaskHandedBack(person_id=MINA), PLANNED, PLANNED, by=MINA)
    assert town.get(AVA, town.desk(case_id)).text.count(SAID) == 2
