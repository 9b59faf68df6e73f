"""How several stories begin: somebody has said yes to a case, and somebody works for its team."""

from shared.events.triage_people import Role
from tests.factories.cases import ANNA, received
from tests.fakes.triage import World

KAI = "kai"


def story(category: str = "tree") -> World:
    """Anna has the slot; Kai works for the streets."""
    world = World()
    world.with_role(KAI, Role.CASEWORKER, "streets")
    world.with_helper(ANNA)
    world.report(received(category=category))
    world.invite()
    world.accept(ANNA)
    world.hear_topics()
    return world
