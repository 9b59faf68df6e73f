"""Every door of triage and every kind of person: what is not yours is not there."""

import pytest

from shared.web.access import routes_of
from tests.factories.triage_matrix import (
    ACTORS,
    Door,
    Gets,
    Scene,
    assert_the_rest_is_not_there,
    doors,
    scene,
    what_they_get,
)
from tests.factories.triage_town import town_in_memory


@pytest.mark.parametrize("actor", ACTORS)
def test_R14_everybody_gets_what_is_theirs_and_the_rest_is_as_if_it_were_not_there(actor: str) -> None:
    here = scene(town_in_memory())
    nowhere = Scene(town=town_in_memory(), given=here.given, asked=here.asked)
    assert_the_rest_is_not_there(here, nowhere, actor)


@pytest.mark.parametrize("actor", ACTORS)
def test_everybody_can_do_what_is_theirs_to_do(actor: str) -> None:
    here = scene(town_in_memory())
    for number, door in enumerate(doors(here)):
        if door.method == "POST" and door.for_actor(actor) is Gets.WORKS:
            fresh = scene(town_in_memory())
            assert_it_works(fresh, list(doors(fresh))[number], actor)


def assert_it_works(here: Scene, door: Door, actor: str) -> None:
    answer = here.open(door, actor)
    assert what_they_get(answer) is Gets.WORKS, (door.path, answer.status_code)
    assert answer.status_code in {200, 303, 409}, (door.path, answer.status_code)


def test_no_door_is_left_out() -> None:
    here = scene(town_in_memory())
    known = {(door.rule, door.method) for door in doors(here)}
    real = {
        (rule.rule, method)
        for rule, _access in routes_of(here.town.app)
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
        if not rule.rule.startswith("/assets")
    }
    assert real == known
