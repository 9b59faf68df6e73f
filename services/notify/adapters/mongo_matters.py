"""What is known of reports and their cases, in MongoDB: one document per report, each half with its own version."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any

from pymongo import ASCENDING, IndexModel, InsertOne, UpdateOne
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.notify.domain.matter import CaseSeen, Matter
from shared.events.intake import ReportState
from shared.events.triage import Route
from shared.mongo.connect import Document, answers
from shared.mongo.grouping import grouped_reads, grouped_writes
from shared.mongo.indexes import Indexed

NAME = "matters"
STATUS = "case.status"
OVER_SINCE = "over_since"
"""Of its case; it stands beside the case, to be found and sorted by."""
SCHEMA = 1
_FIELDS = {each.name for each in fields(Matter)} - {"report_id", "case"}
_FIELDS_OF_CASE = {each.name for each in fields(CaseSeen)}
"""A document may hold more, of an older release or a newer one, and less: then what has a default has it."""


def indexed() -> Sequence[Indexed]:
    over = IndexModel(
        [(OVER_SINCE, ASCENDING), ("_id", ASCENDING)],
        name="kept_since",
        partialFilterExpression={"contact_id": {"$gt": ""}},
    )
    unmarked = IndexModel(
        [(OVER_SINCE, ASCENDING), (STATUS, ASCENDING)],
        name="ended_once",
        partialFilterExpression={"contact_id": {"$gt": ""}},
    )
    return (Indexed(collection=NAME, indexes=(IndexModel("reference", name="reference"), over, unmarked)),)


class MongoMatters:
    """Behind `ports.matters.Matters`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._matters = database[NAME]
        self._by_id = grouped_reads(self._matters)
        self._write = grouped_writes(self._matters)

    def find(self, report_id: str) -> Matter | None:
        with answers():
            return _read(self._by_id(report_id))

    def many(self, report_ids: Collection[str]) -> Mapping[str, Matter]:
        with answers():
            found = list(self._matters.find({"_id": {"$in": list(report_ids)}}))
        return {each["_id"]: matter for each in found if (matter := _read(each)) is not None}

    def open(self, matter: Matter) -> None:
        known = asdict(matter)
        del known["report_id"], known["case"]
        with answers():
            try:
                self._write(InsertOne({"_id": matter.report_id, "schema": SCHEMA, **known}))
            except DuplicateKeyError:
                return

    def hear_report(
        self, report_id: str, state: ReportState, *, state_version: int, heard: int, photos: Sequence[str] = ()
    ) -> None:
        newer = {"_id": report_id, "version": {"$lte": state_version}}
        with answers():
            self._matters.update_one(newer, {"$set": {**_of(state), "version": state_version}})
            news: Document = {"$addToSet": {"photos": {"$each": list(photos)}}} if photos else {}
            self._matters.update_one({"_id": report_id, "heard": {"$lt": heard}}, {"$set": {"heard": heard}, **news})

    def hear_case(self, report_id: str, seen: CaseSeen) -> None:
        older = {"_id": report_id, "case.heard": {"$not": {"$gte": seen.heard}}}
        with answers():
            self._write(UpdateOne(older, {"$set": {"case": _case_document(seen), OVER_SINCE: seen.over_since}}))


def _of(state: ReportState) -> Document:
    return {
        "reference": state.reference,
        "category": state.category,
        "language": state.language,
        "is_sensitive": state.sensitive,
        "contact_id": state.contact_id,
        "is_withdrawn": state.withdrawn,
    }


def _case_document(seen: CaseSeen) -> Document:
    return {
        **asdict(seen),
        "route": seen.route.value if seen.route else None,
        "told_route": seen.told_route.value if seen.told_route else None,
        "helpers": list(seen.helpers),
        "helped": list(seen.helped),
        "left_unsafe": list(seen.left_unsafe),
    }


def _read(found: Mapping[str, Any] | None) -> Matter | None:
    if found is None:
        return None
    known = {name: found[name] for name in _FIELDS if name in found}
    known["photos"] = tuple(known.get("photos", ()))
    return Matter(report_id=found["_id"], case=_case(found.get("case")), **known)


def _case(found: Mapping[str, Any] | None) -> CaseSeen | None:
    if found is None:
        return None
    return CaseSeen(
        **{
            **{name: found[name] for name in _FIELDS_OF_CASE if name in found},
            "route": Route(found["route"]) if found.get("route") else None,
            "told_route": Route(found["told_route"]) if found.get("told_route") else None,
            "helpers": tuple(found.get("helpers", ())),
            "helped": tuple(found.get("helped", ())),
            "left_unsafe": tuple(found.get("left_unsafe", ())),
        }
    )
