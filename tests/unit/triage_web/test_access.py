"""Every door of triage, in every situation, and every kind of person: what is not yours is not there."""

import pytest

from tests.factories.matrix import actors_of, class_of, every_route_has_its_rows
from tests.factories.triage_matrix import ACTORS, Scene, assert_the_rest_is_not_there, doors, scene
from tests.factories.triage_town import town_in_memory


@pytest.mark.parametrize("actor", ACTORS)
def test_R14_everybody_gets_what_is_theirs_and_the_rest_is_as_if_it_were_not_there(actor: str) -> None:
    here = scene(town_in_memory())
    nowhere = Scene(town=town_in_memory(), cases=here.cases)
    assert_the_rest_is_not_there(here, nowhere, actor)


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_can_do_what_is_theirs_to_do(actor: str) -> None:
    here = scene(town_in_memory())
    for number, door in enumerate(doors(here)):
        if door.method == "POST" and door.works_for(actor):
            fresh = scene(town_in_memory())
            answer = fresh.open(list(doors(fresh))[number], actor)
            assert class_of(answer) == door.for_actor(actor), (str(door.row), actor)


def test_no_door_is_left_out() -> None:
    every_route_has_its_rows("triage", scene(town_in_memory()).town.app)


def test_everybody_of_the_matrix_lives_in_the_town() -> None:
    assert set(actors_of("triage")) == set(ACTORS)
