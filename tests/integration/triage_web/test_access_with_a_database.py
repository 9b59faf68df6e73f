"""The doors of triage on a real database: what is not yours is not there, and looking changes nothing."""

from collections.abc import Callable

from tests.factories.triage_matrix import ACTORS, Scene, assert_the_rest_is_not_there, doors, scene
from tests.factories.triage_town import ANNA, LEO, MINA, WORDS, Town

NewTown = Callable[[], Town]
DISCLOSED = "triage.place.disclosed.v1"


def test_R14_everybody_gets_what_is_theirs_and_the_rest_is_as_if_it_were_not_there(new_town: NewTown) -> None:
    here = scene(new_town())
    nowhere = Scene(town=new_town(), cases=here.cases)
    for actor in ACTORS:
        assert_the_rest_is_not_there(here, nowhere, actor)


def test_R17_ten_looks_at_every_page_change_nothing_but_the_log_of_what_was_shown(town: Town) -> None:
    here = scene(town)
    before = [_steps(here, case) for case in here.cases.values()]
    for _ in range(10):
        for door in doors(here):
            if door.method == "GET":
                for actor in ("assigned helper", "caseworker of the team", "invited helper"):
                    here.open(door, actor)
    assert [_steps(here, case) for case in here.cases.values()] == before


def test_the_way_of_a_task_through_the_pages(town: Town) -> None:
    """Asked, accepted, on the way, done; the desk follows."""
    case_id = town.case(category="shopping_help")
    town.asked(case_id, LEO, MINA)
    town.says_yes(case_id, MINA)
    assert town.post(LEO, f"/help/asked/{_invitation(town, LEO)}/accept").status_code == 409
    task = f"/help/tasks/{case_id}"
    assert WORDS in town.get(MINA, task).text
    town.post(MINA, f"{task}/on-way")
    assert town.reference(case_id) in town.get(ANNA, "/desk?show=neighbours").text
    town.post(MINA, f"{task}/done", minutes=40)
    assert town.get(MINA, task).status_code == 404
    assert town.reference(case_id) in town.get(ANNA, "/desk?show=waiting").text
    page = town.get(ANNA, town.desk(case_id)).text
    for said in ("Mina said yes.", "Mina set out.", "Mina says it is done.", "Leo need not answer any more"):
        assert said in page, said


def _invitation(town: Town, who: str) -> str:
    case_id = next(iter(town.known))
    found = town.triage.cases.by_reference(town.known[case_id])
    return found.state.invitations[who].invitation_id


def _steps(here: Scene, case: str) -> list[str]:
    return [str(one["type"]) for one in here.town.ports.cases.history(case) if one["type"] != DISCLOSED]
