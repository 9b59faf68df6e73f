"""Every door of intake, in every situation, and every kind of person: what is not yours is not there.

A canary stands in every field of a report that not everybody may read: no page, error, metric, log or history sings it.
"""

import json

import pytest

from tests.factories.matrix import (
    Door,
    Listening,
    actors_of,
    assert_the_rest_is_not_there,
    class_of,
    every_route_has_its_rows,
)
from tests.integration.intake.matrix import CANARIES, LINK, REPORTER, Scene, doors
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import Office
from tests.integration.intake.owners import erased
from tests.integration.intake.rounds import publish, work_off

EVERYTHING = frozenset(CANARIES) - {"contact"}  # Not even they: addresses are sealed.
ON_THEIR_PAGE, IN_THEIR_FILE = "/my/<secret>", "/report/me/data.json"


@pytest.fixture
def scene(office: Office) -> Scene:
    def erase(mine: Mine) -> None:
        erased(office, office.document(mine.id)["state"]["contact_id"])
        work_off(office)

    return Scene(office=office, erase=erase)


def may_read(actor: str, door: Door) -> frozenset[str]:
    """Reporters, on the page of their link and in the file of what is held about them; there everybody their name."""
    if (actor == LINK and door.path.startswith(ON_THEIR_PAGE)) or (actor == REPORTER and door.path == IN_THEIR_FILE):
        return EVERYTHING
    return frozenset({"helper"} if actor == "assigned helper" and door.path == IN_THEIR_FILE else ())


def test_no_door_is_left_out(office: Office) -> None:
    every_route_has_its_rows("intake", office.app)


def test_R5_R6_R14_everybody_gets_what_is_theirs_and_the_rest_is_as_if_it_were_not_there(
    scene: Scene, capfd: pytest.CaptureFixture[str]
) -> None:
    here = Listening(open=scene.open, canaries=CANARIES, may_read=may_read)
    in_order = sorted(doors(), key=lambda each: each.path == IN_THEIR_FILE)  # When all is told that can be in it.
    for actor in actors_of("intake"):
        assert_the_rest_is_not_there(in_order, actor, here=here, nowhere=scene.open_nowhere, shown=scene.shown)
    assert here.leaks == []
    assert here.read[REPORTER] == EVERYTHING
    assert here.read[LINK] == EVERYTHING - {"exact place"}  # They read the address that they wrote.
    assert here.heard_in("".join(capfd.readouterr())) == set(), "in the log"
    publish(scene.office)
    told = json.dumps(list(scene.office.stores.database["reports.history"].find()), default=str)
    assert "intake.report.message_written.v1" in told
    assert here.heard_in(told) == set(), "in the history"


def test_everybody_can_do_what_is_theirs_to_do(scene: Scene) -> None:
    for door in doors():
        for actor in actors_of("intake"):
            if door.method == "POST" and door.works_for(actor):
                scene.told.clear()  # A report that nobody has touched.
                assert class_of(scene.open(door, actor)) == door.for_actor(actor), (str(door.row), actor)
