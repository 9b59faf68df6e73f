"""Reports in MongoDB."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from pymongo import ASCENDING, DESCENDING, IndexModel
from pymongo.database import Database

from services.intake.adapters.cells import cell_of, cells_around
from services.intake.domain.report import EMPTY, Report
from services.intake.domain.report_evolve import brings, evolve, public_state
from services.intake.ports import Listed, ReferenceTaken, RequestTaken, Wish
from shared.clock import Clock
from shared.errors import NotFound
from shared.events.intake import ReportEvent
from shared.ids import Reference
from shared.mongo.aggregates import READ, Aggregates, AlreadyThere
from shared.mongo.connect import Document, answers
from shared.mongo.repository import Kind, MongoRepository
from shared.mongo.retention import oldest_first
from shared.repository import Found
from shared.retention import OF_REPORTS, PROTECTED, What

NAME = "reports"
_LISTED = {"partialFilterExpression": {"listed": {"$exists": True}}}
CONTACT = "state.contact_id"
INDEXED = Aggregates.indexed(
    NAME,
    IndexModel("reference", name="reference", unique=True),
    IndexModel("secret", name="secret", unique=True, sparse=True),
    IndexModel("request", name="request", unique=True, sparse=True),
    IndexModel("photos", name="photos", sparse=True),
    IndexModel(CONTACT, name="contact", partialFilterExpression={CONTACT: {"$gt": ""}}),
    IndexModel([("listed", DESCENDING)], name="listed", sparse=True),
    IndexModel([("category", ASCENDING), ("listed", DESCENDING)], name="category_listed", **_LISTED),
    IndexModel([("cell", ASCENDING), ("listed", DESCENDING)], name="cell_listed", **_LISTED),
    IndexModel(
        [("kept", ASCENDING), ("kept_as", ASCENDING), ("kept_since", ASCENDING), ("_id", ASCENDING)],
        name="kept",
        partialFilterExpression={"kept_since": {"$exists": True}},
    ),
)
_OF_THE_REQUEST = frozenset({"request", "secret"})
"""A secret that a receipt shows is made of its request: another report has it only if the request is the same."""
_EVERYTHING = "~"  # Comes after every mark.


class MongoReports(MongoRepository[Report, ReportEvent]):
    """Passes as `Reports` and as `PublicReports`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document], *, clock: Clock) -> None:
        kind = Kind(
            empty=EMPTY, evolve=evolve, public=public_state, index=_index, brings=brings, upcasts=(_with_what_is_kept,)
        )
        super().__init__(Aggregates(database, NAME), kind, clock=clock)
        self._reports = database[NAME]

    def append(self, found: Found[Report], events: Sequence[ReportEvent], *, by: str) -> Found[Report]:
        try:
            return super().append(found, events, by=by)
        except AlreadyThere as taken:
            if _OF_THE_REQUEST & set(taken.fields):
                raise RequestTaken from taken
            raise ReferenceTaken(found.id) from taken

    def with_secret(self, hashed: str) -> Found[Report]:
        return self._one({"secret": hashed})

    def with_request(self, request: str) -> Found[Report]:
        return self._one({"request": request})

    def with_photo(self, photo_id: str) -> Found[Report]:
        return self._one({"photos": photo_id})

    def of_contacts(self, contact_ids: Sequence[str]) -> Sequence[Found[Report]]:
        with answers():
            found = [self.found_in(each) for each in self._reports.find(told_by(contact_ids), READ)]
        return sorted(found, key=lambda each: each.state.received_at)

    def with_reference(self, reference: Reference) -> Found[Report]:
        return self._one(public_with(reference))

    def recent(self, wish: Wish) -> Sequence[Listed]:
        with answers():
            found = self._reports.find(asked_for(wish), {**READ, "listed": 1})
            return [
                Listed(found=self.found_in(each), mark=each["listed"])
                for each in found.sort("listed", DESCENDING).limit(wish.limit)
            ]

    def held(self, what: What, before: datetime) -> Iterator[Found[Report]]:
        found = oldest_first(self._reports, held_as(what), "kept_since", before, READ)
        return map(self.found_in, found)

    def _one(self, asked: Document) -> Found[Report]:
        with answers():
            document = self._reports.find_one(asked, READ)
        if document is None:
            raise NotFound
        return self.found_in(document)


def public_with(reference: str) -> Document:
    """Asks for a report that everybody may see."""
    return {"reference": reference, "listed": {"$gt": ""}}


def told_by(contact_ids: Sequence[str]) -> Document:
    """Asks for reports that came with one of these addresses."""
    return {CONTACT: {"$in": list(contact_ids)}}


def asked_for(wish: Wish) -> Document:
    """Asks for public reports; `listed` is what they are sorted by."""
    asked: Document = {"listed": {"$lt": wish.after or _EVERYTHING}}
    if wish.category:
        asked["category"] = wish.category
    if wish.near is not None:
        asked["cell"] = {"$in": cells_around(wish.near)}
    return asked


def held_as(what: What) -> Document:
    """Asks for reports that hold this kind of data."""
    return {"kept": what.data.value, "kept_as": what.of}


def _with_what_is_kept(state: Document) -> Document:
    """Form 2 is the same; by storing it anew, what is past its period is found."""
    return state


def _index(report: Report) -> Mapping[str, Any]:
    """`listed` is there for public reports alone: whoever lists or looks up in public cannot come upon another one."""
    shown = report.is_public
    kept = [] if report.erased else [each.value for each in OF_REPORTS if each not in report.emptied]
    return {
        "reference": report.reference,
        "secret": report.secret,
        "request": report.request,
        "photos": report.photos or None,
        "listed": _mark(report.received_at, report.reference) if shown else None,
        "category": report.category if shown else None,
        "cell": cell_of(report.place) if shown and report.place else None,
        "kept": kept or None,
        "kept_as": (PROTECTED if report.is_sensitive else report.category) if kept else None,
        "kept_since": report.received_at if kept else None,
    }


def _mark(received_at: datetime, reference: str) -> str:
    """Sorts by time, and no two are the same."""
    return f"{received_at.astimezone(UTC).isoformat(timespec='microseconds')} {reference}"
