"""Every door of intake, in every situation, and every kind of person: what is not yours is not there."""

import pytest

from tests.factories.matrix import actors_of, assert_the_rest_is_not_there, class_of, routes_without_a_row
from tests.integration.intake.matrix import Scene, doors
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import Office
from tests.integration.intake.test_somebody_is_forgotten import erased, work_off


@pytest.fixture
def scene(office: Office) -> Scene:
    def erase(mine: Mine) -> None:
        erased(office, office.document(mine.id)["state"]["contact_id"])
        work_off(office)

    return Scene(office=office, erase=erase)


def test_no_door_is_left_out(office: Office) -> None:
    assert not routes_without_a_row("intake", office.app)


def test_R14_everybody_gets_what_is_theirs_and_the_rest_is_as_if_it_were_not_there(scene: Scene) -> None:
    for actor in actors_of("intake"):
        assert_the_rest_is_not_there(doors(), actor, here=scene.open, nowhere=scene.open_nowhere, shown=scene.shown)


def test_everybody_can_do_what_is_theirs_to_do(scene: Scene) -> None:
    for door in doors():
        for actor in actors_of("intake"):
            if door.method == "POST" and door.works_for(actor):
                scene.told.clear()  # A report that nobody has touched.
                assert class_of(scene.open(door, actor)) == door.for_actor(actor), (str(door.row), actor)
