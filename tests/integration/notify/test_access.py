"""Every door of notify, in every situation, and every kind of person: what is not yours is not there.

A canary stands in everything that not everybody may read: no page, error, metric or log sings it.
"""

from datetime import timedelta

import pytest

from services.notify.handlers.erase_person import ErasePerson
from shared.erasing import Erasing
from shared.mongo.ledger import MongoLedger
from tests.factories.matrix import (
    Door,
    Listening,
    actors_of,
    assert_the_rest_is_not_there,
    class_of,
    every_route_has_its_rows,
)
from tests.integration.notify.house import SECRET, House
from tests.integration.notify.matrix import ADA, ADDRESS, NAME, Scene, doors
from tests.integration.notify.rounds import publish

CANARIES = {"name": NAME, "address": ADDRESS, "secret": SECRET}
OF_ONESELF = {
    "/me",
    "/me/contacts",
    "/me/contacts/<contact_id>/remove",
    "/me/contacts/confirm/<proof_id>",
    "/me/data/notify.json",
    "/api/notify/v1/me",
}


@pytest.fixture
def scene(house: House) -> Scene:
    def erase(person_id: str) -> None:
        house.notify.erase_person(ErasePerson(person_id=person_id, by=person_id))
        erasing = Erasing(MongoLedger(house.database, settles=timedelta(0)), house.notify.forget)
        for _ in range(3):
            publish(house)
            erasing.round()

    return Scene(house=house, erase=erase)


def may_read(actor: str, door: Door) -> frozenset[str]:
    """Ada, about herself."""
    return frozenset({"name", "address"} if actor == ADA and door.path in OF_ONESELF else ())


def test_no_door_is_left_out(house: House) -> None:
    every_route_has_its_rows("notify", house.app)


def test_R6_R14_everybody_gets_what_is_theirs_and_the_rest_is_as_if_it_were_not_there(
    scene: Scene, capfd: pytest.CaptureFixture[str]
) -> None:
    here = Listening(open=scene.open, canaries=CANARIES, may_read=may_read)
    for actor in actors_of("notify"):
        assert_the_rest_is_not_there(doors(), actor, here=here, nowhere=scene.open_nowhere, shown=scene.shown)
    assert here.leaks == []
    assert here.read[ADA] == {"name", "address"}
    assert here.heard_in("".join(capfd.readouterr())) == set(), "in the log"


def test_everybody_can_do_what_is_theirs_to_do(scene: Scene) -> None:
    for door in doors():
        for actor in actors_of("notify"):
            if door.method == "POST" and door.works_for(actor):
                scene.anew()
                assert class_of(scene.open(door, actor)) == door.for_actor(actor), (str(door.row), actor)
