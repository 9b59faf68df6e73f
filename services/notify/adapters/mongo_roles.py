"""Roles and helpers' first names in MongoDB, as triage told them last."""

from collections.abc import Sequence
from datetime import datetime

from pymongo import IndexModel
from pymongo.collection import Collection
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.notify.domain.roles import holds
from shared.events.triage_people import Grant, Role
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed

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
        _keep_newer(self._roles, person_id, {"grants": listed}, version)

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
        _keep_newer(self._names, person_id, {"first_name": first_name}, version)


def _keep_newer(collection: Collection[Document], name: str, fields: Document, version: int) -> None:
    """What is not newer than what is known is overlooked."""
    older = {"_id": name, "version": {"$lt": version}}
    with answers():
        try:
            collection.update_one(older, {"$set": {**fields, "schema": SCHEMA, "version": version}}, upsert=True)
        except DuplicateKeyError:
            return


def _grants(found: Document) -> list[Grant]:
    fields = ("team", "expires_at")
    return [Grant(role=Role(each["role"]), **{name: each[name] for name in fields}) for each in found["grants"]]


def _standing(found: Document, at: datetime) -> set[str]:
    return {grant["role"] for grant in found["grants"] if grant["expires_at"] is None or at < grant["expires_at"]}
