"""Cases in MongoDB: changed one at a time, found by reference, invitation, helper, thanks and shelf."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.database import Database

from services.triage.domain.case import Case
from services.triage.domain.due import next_due_at
from services.triage.domain.evolve import evolve
from services.triage.domain.keeping import is_over, kept_as
from services.triage.domain.public_state import public_state
from services.triage.domain.shelves import ShelvedCase, due_at, shelved, shelves_of
from services.triage.ports import After
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.triage import CaseEvent
from shared.mongo.aggregates import READ, Aggregates
from shared.mongo.connect import Document, answers
from shared.mongo.repository import Kind, MongoRepository
from shared.mongo.retention import oldest_first
from shared.repository import Found
from shared.retention import OF_REPORTS, What

NAME = "cases"
CONTACT = "state.report.contact_id"
Order = list[tuple[str, int]]
_HELD: Order = [("kept", ASCENDING), ("kept_as", ASCENDING), ("kept_since", ASCENDING), ("_id", ASCENDING)]
_ENDS = frozenset({"triage.case.closed.v1", "triage.case.referred_out.v1", "triage.case.withdrawn.v1"})
_THANKS_APART = 3
_ON_SHELVES: Order = [("shelves", ASCENDING), ("due_at", ASCENDING), ("_id", ASCENDING)]
INDEXED = Aggregates.indexed(
    NAME,
    IndexModel("reference", name="reference"),
    IndexModel(CONTACT, name="contact", partialFilterExpression={CONTACT: {"$gt": ""}}),
    IndexModel("invitations", name="invitations", sparse=True),
    IndexModel([("people", ASCENDING), ("opened_at", DESCENDING)], name="people", sparse=True),
    IndexModel([("thanked", ASCENDING), ("opened_at", DESCENDING)], name="thanked", sparse=True),
    IndexModel(_HELD, name="kept", partialFilterExpression={"kept_since": {"$exists": True}}),
    IndexModel(_ON_SHELVES, name="shelves", partialFilterExpression={"shelves": {"$exists": True}}),
)


class MongoCases(MongoRepository[Case, CaseEvent]):
    """Passes as `Cases`, `CasesToRead` and `CasesOfHelpers`. Blocks; raises TryAgain while it is away."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        kind = Kind(
            empty=Case(),
            evolve=evolve,
            public=public_state,
            index=_index,
            next_due_at=next_due_at,
            upcasts=(_with_what_is_kept, _with_thanks_apart),
        )
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._cases = database[NAME]

    def told_by(self, contact_ids: Sequence[str]) -> Sequence[Found[Case]]:
        with answers():
            found = self._cases.find({CONTACT: {"$in": list(contact_ids)}}, {**READ, "opened_at": 1})
            return [self.found_in(each) for each in sorted(found, key=lambda each: str(each.get("opened_at")))]

    def by_reference(self, reference: str) -> Found[Case]:
        return self._one({"reference": reference})

    def by_invitation(self, invitation_id: str) -> Found[Case]:
        return self._one({"invitations": invitation_id})

    def on_which(self, person_id: str, limit: int) -> Sequence[Found[Case]]:
        with answers():
            found = self._cases.find({"people": person_id}, READ).sort("opened_at", DESCENDING).limit(limit)
            return [self.found_in(each) for each in found]

    def thanking(self, person_id: str, limit: int) -> Sequence[Found[Case]]:
        with answers():
            found = self._cases.find(_thanked(person_id), READ).sort("opened_at", DESCENDING).limit(limit)
            return [self.found_in(each) for each in found]

    def of_helper(self, person_id: str) -> Sequence[str]:
        with answers():
            return [each["_id"] for each in self._cases.find({"people": person_id}, {"_id": 1})]

    def held(self, what: What, before: datetime) -> Iterator[str]:
        wanted = {"kept": what.data.value, "kept_as": what.of}
        return (each["_id"] for each in oldest_first(self._cases, wanted, "kept_since", before, {"_id": 1}))

    def over_since(self, case_id: str) -> datetime:
        known = self.history(case_id)
        ends = [each["at"] for each in known if each["type"] in _ENDS]
        at: datetime = max(ends or [each["at"] for each in known])
        return at

    def on_shelves(self, shelves: Sequence[str], *, after: After | None, limit: int) -> Sequence[ShelvedCase]:
        """Whole shelves are due at the same closing time, so a page may end, and the next begin, within one instant."""
        wanted: Document = {"shelves": {"$in": list(shelves)}}
        if after is None:
            return self._shelved(wanted, limit)
        same_instant = {**wanted, "due_at": after.due_at, "_id": {"$gt": after.case_id}}
        same = self._shelved(same_instant, limit, order=_ON_SHELVES[2:])
        later = {**wanted, "due_at": {"$gt": after.due_at}}
        return [*same, *(self._shelved(later, limit - len(same)) if len(same) < limit else ())]

    def count_on_shelves(self, shelves: Sequence[str], *, up_to: int) -> int:
        with answers():
            return self._cases.count_documents({"shelves": {"$in": list(shelves)}}, limit=up_to)

    def _shelved(self, wanted: Document, limit: int, *, order: Order = _ON_SHELVES[1:]) -> Sequence[ShelvedCase]:
        with answers():
            found = self._cases.find(wanted, READ).sort(order).limit(limit)
            return [shelved(each.id, each.state) for each in self._all(found.hint(_ON_SHELVES))]

    def _one(self, wanted: Document) -> Found[Case]:
        with answers():
            document = self._cases.find_one(wanted, READ)
        if document is None:
            raise NotFound
        return self.found_in(document)

    def _all(self, documents: Iterable[Document]) -> Iterable[Found[Case]]:
        return map(self.found_in, documents)


def _with_what_is_kept(state: Document) -> Document:
    """Form 2 is the same; by storing it anew, what is past its period is found."""
    return state


def _with_thanks_apart(state: Document) -> Document:
    """Form 3 is the same; until it is stored anew, whoever was thanked stands among those who have a task."""
    return state


def _thanked(person_id: str) -> Document:
    """Also in documents of before form 3, which say it of nobody."""
    return {"$or": [{"thanked": person_id}, {"people": person_id, "schema": {"$lt": _THANKS_APART}}]}


def _index(case: Case) -> Mapping[str, Any]:
    shelves = shelves_of(case)
    kept = [each.value for each in OF_REPORTS if each not in case.emptied] if is_over(case) else []
    return {
        "reference": case.reference,
        "kept": kept or None,
        "kept_as": kept_as(case) if kept else None,
        "kept_since": case.opened_at if kept else None,
        "opened_at": case.opened_at,
        "shelves": shelves or None,
        "due_at": due_at(case) if shelves else None,
        "people": sorted({*case.standing, *case.active}) or None,
        "thanked": sorted(case.thanked) or None,
        "invitations": [one.invitation_id for one in case.invitations.values()] or None,
    }
