"""Roles and helpers' first names in MongoDB, as triage told them last."""

from collections.abc import Sequence
from datetime import datetime

from pymongo import IndexModel
from pymongo.database import Database

from services.notify.domain.roles import holds
from shared.events.triage_people import Grant, Role
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed
from shared.mongo.newest import keep_newest

NAME = "roles"
HELPERS = "helper_names"
SCHEMA = 1


def indexed() -> Sequence[Indexed]:
    return (Indexed(collection=NAME, indexes=(IndexModel("grants.role", name="role"),)),)


class MongoRoles:
    """Behind `ports.people.Roles`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._roles = database[NAME]

    def keep(self, person_id: str, grants: Sequence[Grant], *, version: int) -> None:
        listed = [{"role": grant.role.value, "team": grant.team, "expires_at": grant.expires_at} for grant in grants]
        keep_newest(self._roles, person_id, {"schema": SCHEMA, "grants": listed}, version=version)

    def of(self, person_id: str, at: datetime) -> frozenset[str]:
        with answers():
            found = self._roles.find_one({"_id": person_id}, {"grants": 1})
        return frozenset(_standing(found, at)) if found else frozenset()

    def holders(self, role: str, at: datetime, *, team: str | None) -> Sequence[str]:
        with answers():
            found = list(self._roles.find({"grants.role": role}, {"grants": 1}))
        return sorted(each["_id"] for each in found if holds(_grants(each), role, team=team, at=at))


class MongoHelperNames:
    """Behind `ports.people.HelperNames`."""

    def __init__(self, database: Database[Document]) -> None:
        self._names = database[HELPERS]

    def keep(self, person_id: str, first_name: str, *, version: int) -> None:
        keep_newest(self._names, person_id, {"schema": SCHEMA, "first_name": first_name}, version=version)


def _grants(found: Document) -> list[Grant]:
    fields = ("team", "expires_at")
    return [Grant(role=Role(each["role"]), **{name: each[name] for name in fields}) for each in found["grants"]]


def _standing(found: Document, at: datetime) -> set[str]:
    return {grant["role"] for grant in found["grants"] if grant["expires_at"] is None or at < grant["expires_at"]}
