"""A canary in every field of a report that not everybody may read: no page, error, metric, log or history sings it."""

import json
from collections import defaultdict

import pytest

from tests.factories.matrix import Door, actors_of
from tests.integration.intake.matrix import CANARIES, LINK, REPORTER, Scene, doors
from tests.integration.intake.test_access import scene
from tests.integration.intake.test_somebody_is_forgotten import publish

__all__ = ["scene"]  # A fixture.
EVERYTHING = frozenset(CANARIES) - {"contact"}  # Not even they: addresses are sealed.
ON_THEIR_PAGE, IN_THEIR_FILE = "/my/<secret>", "/report/me/data.json"


def may_read(actor: str, door: Door) -> frozenset[str]:
    """Reporters, on the page of their link and in the file of what is held about them; there everybody their name."""
    if (actor == LINK and door.path.startswith(ON_THEIR_PAGE)) or (actor == REPORTER and door.path == IN_THEIR_FILE):
        return EVERYTHING
    return frozenset({"helper"} if actor == "assigned helper" and door.path == IN_THEIR_FILE else ())


def test_R5_R6_R14_nobody_reads_what_is_not_theirs(scene: Scene, capfd: pytest.CaptureFixture[str]) -> None:
    read: defaultdict[str, set[str]] = defaultdict(set)
    leaks = []
    for actor in actors_of("intake"):
        for door in sorted(doors(), key=lambda each: each.path == IN_THEIR_FILE):
            if door.method == "POST" and door.works_for(actor):
                continue
            said = scene.open(door, actor).text
            sung = {field for field, canary in CANARIES.items() if canary in said}
            read[actor] |= sung
            if not sung <= may_read(actor, door):
                leaks.append((actor, str(door.row), sung))
    assert leaks == []
    assert read[REPORTER] == EVERYTHING
    assert read[LINK] == EVERYTHING - {"exact place"}  # They read the address that they wrote.
    logged = "".join(capfd.readouterr())
    assert [field for field, canary in CANARIES.items() if canary in logged] == []


def test_R18_no_history_holds_a_canary(scene: Scene) -> None:
    for door in doors():
        scene.open(door, LINK)
    publish(scene.office)
    told = json.dumps(list(scene.office.stores.database["reports.history"].find()), default=str)
    assert "intake.report.message_written.v1" in told
    assert [field for field, canary in CANARIES.items() if canary in told] == []
