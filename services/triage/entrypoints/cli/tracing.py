"""What triage knows of a report's way: its case's history, and when the next thing is due."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from services.triage.bootstrap import Stores
from shared.ids import Reference
from shared.mongo.connect import answers

SERVICE = "triage"


def steps_of(reference: Reference, stores: Stores) -> Iterator[Mapping[str, object]]:
    """Times, codes and ids alone; nothing for a case that is not there. Blocks on the database."""
    with answers():
        wanted = {"pending_since": 1, "next_due_at": 1}
        case = stores.database[stores.cases.name].find_one({"reference": reference}, wanted)
    if case is None:
        return
    for event in stores.cases.history(case["_id"]):
        yield {
            "at": _iso(event["at"]),
            "service": SERVICE,
            "what": event["type"],
            "id": event["id"],
            "subject": case["_id"],
            "version": event["version"],
            "by": event["by"],
            "correlation_id": event["correlation_id"],
            "causation_id": event["causation_id"],
        }
    if "pending_since" in case:
        yield {"at": _iso(case["pending_since"]), "service": SERVICE, "what": "waits to be published"}
    if "next_due_at" in case:
        yield {"at": _iso(case["next_due_at"]), "service": SERVICE, "what": "is due next"}


def _iso(at: datetime | str) -> str:
    return at if isinstance(at, str) else at.isoformat()
