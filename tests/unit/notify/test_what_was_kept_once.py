"""Documents outlive the fields that were kept in them once."""

from typing import Any, cast

from pymongo.database import Database

from services.notify.adapters.mongo_matters import MongoMatters
from tests.factories.notify import CASE, NOON, REPORT, matter, seen


class OneDocument:
    """Passes as a database with one document."""

    def __init__(self, document: dict[str, Any]) -> None:
        self._document = document

    def __getitem__(self, _: str) -> "OneDocument":
        return self

    def find_one(self, _: object) -> dict[str, Any]:
        return self._document


def test_a_report_that_was_kept_with_more_than_is_read_today_is_found() -> None:
    case = {"case_id": CASE, "is_private": True, "route": None, "told_route": None, "helpers": [], "helped": []}
    kept = {
        "_id": REPORT,
        "schema": 1,
        "version": 1,
        "heard": 1,
        "reference": "N",
        "category": "litter",
        "language": "da",
        "is_private": True,
        "is_sensitive": False,
        "contact_id": None,
        "received_at": NOON,
        "is_withdrawn": False,
        "correlation_id": "c",
        "case": case,
    }
    known = MongoMatters(cast("Database[dict[str, Any]]", OneDocument(kept))).find(REPORT)
    changes = {"reference": "N", "category": "litter", "contact_id": None, "correlation_id": "c"}
    assert known == matter(case=seen(), **changes)
