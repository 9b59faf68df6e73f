"""Roles in MongoDB: one document for each person who holds any."""

from collections.abc import Sequence

from pymongo import ASCENDING, IndexModel
from pymongo.database import Database

from services.triage.domain.roles import BY_TWO, Roles
from services.triage.domain.roles_evolve import evolve, public_state
from shared.clock import Clock
from shared.events.triage_people import Role, RoleEvent
from shared.mongo.aggregates import READ, Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.repository import Kind, MongoRepository
from shared.repository import Found

NAME = "roles"
_GIVEN, _PROPOSED = "state.grants.role", "state.proposals.grant.role"
INDEXED = Aggregates.indexed(
    NAME,
    IndexModel([(_GIVEN, ASCENDING), ("_id", ASCENDING)], name="given"),
    IndexModel([(_PROPOSED, ASCENDING), ("_id", ASCENDING)], name="proposed"),
)


class MongoRoles(MongoRepository[Roles, RoleEvent]):
    """Passes as `RolesOfPeople` and as `RolesToRead`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        kind = Kind(empty=Roles(), evolve=evolve, public=public_state)
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._roles = database[NAME]

    def of(self, person_id: str) -> Roles:
        return self.find(person_id).state

    def page(self, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        return self._page({}, after, limit)

    def holding(self, role: Role, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        return self._page({_GIVEN: role.value}, after, limit)

    def waiting(self, *, after: str, limit: int) -> Sequence[Found[Roles]]:
        """A branch for each role, so that each comes in order from the index."""
        return self._page({"$or": [{_PROPOSED: each.value} for each in sorted(BY_TWO)]}, after, limit)

    def _page(self, wanted: Document, after: str, limit: int) -> Sequence[Found[Roles]]:
        with answers():
            found = self._roles.find({**wanted, "_id": {"$gt": after}}, READ).sort("_id", ASCENDING)
            return [self.found_in(each) for each in found.limit(limit)]
