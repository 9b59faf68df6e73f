"""No query of notify reads a whole collection or sorts in memory, and each has its index."""

from collections.abc import Iterator, Mapping
from typing import Any

import pytest
from pymongo.database import Database

from shared.mongo.connect import Document
from tests.factories.notify import NOON

SENT: Document = {"correlation_id": {"$exists": True}, "status": {"$in": ["failed", "sent"]}}
OF_AN_OLDER_RELEASE: Document = {
    "contact_id": {"$gt": ""},
    "category": "litter",
    "over_since": None,
    "case.status": {"$in": ["closed", "linked", "referred_out", "withdrawn"]},
}

QUERIES: Mapping[str, tuple[str, Document, list[tuple[str, int]]]] = {
    "what is due": (
        "deliveries",
        {"status": "pending", "channel": "sms", "due_at": {"$lte": NOON}},
        [("priority", 1), ("due_at", 1)],
    ),
    "what has waited longest": (
        "deliveries",
        {"status": "pending", "channel": "sms", "priority": 2, "due_at": {"$lte": NOON}},
        [("due_at", 1)],
    ),
    "what a sender left behind": (
        "deliveries",
        {"lease_until": {"$lt": NOON}, "channel": "sms"},
        [("lease_until", 1)],
    ),
    "what a receipt is for": ("deliveries", {"reference": "r"}, []),
    "receipts that came too early": (
        "deliveries",
        {
            "early.at": {"$exists": True},
            "$or": [{"status": {"$nin": ["pending", "sending"]}}, {"status": "pending", "early.outcome": "arrived"}],
        },
        [],
    ),
    "what a helper was asked by SMS": (
        "deliveries",
        {"person_id": "p", "planned_at": {"$gte": NOON}, "channel": "sms", "message": "invited"},
        [],
    ),
    "what was texted about reports": (
        "deliveries",
        {
            "contact_id": "c",
            "audience": "reporter",
            "channel": "sms",
            "status": {"$in": ["sending", "sent", "unknown"]},
            "planned_at": {"$gte": NOON},
        },
        [("planned_at", -1)],
    ),
    "what was texted about tasks": (
        "deliveries",
        {
            "person_id": "p",
            "audience": "helper",
            "channel": "sms",
            "status": {"$in": ["sending", "sent", "unknown"]},
            "planned_at": {"$gte": NOON},
        },
        [("planned_at", -1)],
    ),
    "what somebody answered": ("answers", {"person_id": "p"}, []),
    "the mail that is answered": ("deliveries", {"asked_as": "x"}, []),
    "what somebody answered by mail": ("replies", {"person_id": "p"}, []),
    "what this sender holds": ("deliveries", {"_id": {"$in": ["d", "e"]}, "claim": "c"}, []),
    "what a report led to": ("deliveries", {"report_id": "r"}, [("planned_at", 1)]),
    "who was called because of one event": ("deliveries", {"report_id": "r", "event_id": "e"}, []),
    "what was sent to somebody": ("deliveries", {"person_id": "p"}, []),
    "what was sent about reports": (
        "deliveries",
        {"report_id": {"$in": ["a", "b"]}, "contact_id": {"$in": ["c"]}},
        [],
    ),
    "which answers are old": ("answers", {"heard_at": {"$lte": NOON}}, [("heard_at", 1), ("_id", 1)]),
    "which mails were answered long ago": ("replies", {"heard_at": {"$lte": NOON}}, [("heard_at", 1), ("_id", 1)]),
    "which numbers said stop long ago": ("sms_stopped", {"at": {"$lte": NOON}}, [("at", 1), ("_id", 1)]),
    "which messages are old": ("deliveries", {**SENT, "planned_at": {"$lte": NOON}}, [("planned_at", 1), ("_id", 1)]),
    "which sessions are old": ("sessions", {"expires_at": {"$lte": NOON}}, [("expires_at", 1), ("_id", 1)]),
    "which sign-ins are old": ("sign_ins", {"asked_last_at": {"$lte": NOON}}, [("asked_last_at", 1), ("_id", 1)]),
    "whose address was kept long enough": (
        "matters",
        {"contact_id": {"$gt": ""}, "category": "litter", "over_since": {"$lte": NOON}},
        [("over_since", 1), ("_id", 1)],
    ),
    "what an older release closed": (
        "matters",
        OF_AN_OLDER_RELEASE,
        [],
    ),
    "somebody's messages": (
        "deliveries",
        {
            "person_id": "p1",
            "message": {"$ne": "digest"},
            "planned_at": {"$lte": NOON},
            "$or": [{"copy": {"$exists": True}}, {"status": {"$ne": "suppressed"}}],
        },
        [("planned_at", -1)],
    ),
    "messages to somebody's addresses": (
        "deliveries",
        {"contact_id": {"$in": ["c1", "c2"]}, "audience": "reporter", "planned_at": {"$lte": NOON}},
        [("planned_at", -1)],
    ),
    "what waits for a daily mail": ("deliveries", {"digest": "d", "status": "pending"}, []),
    "what is in trouble": ("deliveries", {"trouble_at": {"$exists": True}}, [("trouble_at", -1)]),
    "what is to be published": ("deliveries", {"pending_since": {"$exists": True}}, [("pending_since", 1)]),
    "who is somebody at the organisation's sign-in": ("passkeys", {"pinned": {"$exists": True}}, []),
    "whose address it is": ("people", {"verified": "c"}, []),
    "where somebody is signed in": ("sessions", {"person_id": "p", "expires_at": {"$gt": NOON}}, [("expires_at", -1)]),
    "whose link it is": ("sign_ins", {"asked": "s"}, []),
    "whose passkey it is": ("passkeys", {"credentials": "c"}, []),
    "what somebody has begun": ("ceremonies", {"person_id": "p"}, []),
    "a report by its reference": ("matters", {"reference": "N"}, []),
    "what somebody hears about": (
        "subscriptions",
        {"$or": [{"contact_id": each, "since": {"$gte": NOON}} for each in ("a", "b")]},
        [("since", -1)],
    ),
    "who holds a role": ("roles", {"grants.role": "coordinator"}, []),
}


@pytest.fixture
def filled(database: Database[Document]) -> Database[Document]:
    """A few documents in every collection, so that the planner has a choice."""
    for collection in {name for name, _, _ in QUERIES.values()}:
        database[collection].insert_many([_document(number) for number in range(50)])
    return database


def _document(number: int) -> Document:
    return {
        "_id": f"d{number}",
        "channel": "sms" if number % 3 else "email",
        "status": "pending" if number % 2 else "sent",
        "priority": number % 4,
        "due_at": NOON,
        "planned_at": NOON,
        "contact_id": f"c{number}",
        "report_id": f"r{number}",
        "verified": [f"c{number}"],
        "asked": [f"s{number}"],
        "credentials": [f"k{number}"],
        "person_id": f"p{number}",
        "expires_at": NOON,
        "reference": f"N{number}",
        "correlation_id": "c",
        "asked_last_at": NOON,
        "category": "litter",
        "over_since": NOON,
        "since": NOON,
        "grants": [{"role": "helper"}],
    }


def stages(plan: Any) -> Iterator[str]:  # noqa: ANN401 -- what the database answers
    match plan:
        case {"stage": stage, **rest}:
            yield stage
            for inner in rest.values():
                yield from stages(inner)
        case dict():
            for inner in plan.values():
                yield from stages(inner)
        case list():
            for inner in plan:
                yield from stages(inner)
        case _:
            return


@pytest.mark.parametrize("name", QUERIES)
def test_a_query_uses_its_index(filled: Database[Document], name: str) -> None:
    collection, wanted, order = QUERIES[name]
    found = filled[collection].find(wanted).limit(25)
    plan = (found.sort(order) if order else found).explain()["queryPlanner"]["winningPlan"]
    used = set(stages(plan))
    assert "IXSCAN" in used
    assert not used & {"COLLSCAN", "SORT"}


def test_what_an_older_release_closed_is_found_without_reading_what_is_open(database: Database[Document]) -> None:
    cases = [{"_id": f"d{number}", "contact_id": "c", "category": "litter"} for number in range(50)]
    database["matters"].insert_many([{**each, "case": {"status": "open"}} for each in cases[1:]])
    database["matters"].insert_one({**cases[0], "case": {"status": "closed"}})
    run = database["matters"].find(OF_AN_OLDER_RELEASE).explain()["executionStats"]
    assert (run["nReturned"], run["totalDocsExamined"]) == (1, 1)
