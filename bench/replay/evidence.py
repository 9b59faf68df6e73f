"""What only the stores can tell at the end of a run; the people of the run never look there."""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from bench.stage import database_of
from deploy.local.stack import Stack

_INVITATION = "triage.invitation."
RELAYED: Mapping[str, tuple[str, ...]] = {
    "intake": ("reports",),
    "triage": ("cases", "helpers", "roles"),
    "notify": ("people", "sessions", "sign_ins", "deliveries"),
}
"""The collections whose events are published."""


def invitation_states(stack: Stack) -> dict[str, int]:
    """How often each thing happened to an invitation, by the history of cases."""
    with database_of(stack, "triage") as triage:
        kinds = triage["cases.history"].find({"type": {"$regex": f"^{_INVITATION}"}}, {"type": 1})
        return dict(Counter(each["type"].removeprefix(_INVITATION).rsplit(".", 1)[0] for each in kinds))


def unknown_deliveries(stack: Stack) -> int:
    """Messages of which nobody knows whether they went out."""
    with database_of(stack, "notify") as notify:
        return notify["deliveries"].count_documents({"status": "unknown"})


def stored_reports(stack: Stack) -> list[str]:
    """The ids of all that intake has."""
    with database_of(stack, "intake") as intake:
        return [str(each["_id"]) for each in intake["reports"].find({}, {"_id": 1})]


def overdue(stack: Stack) -> list[str]:
    """What should have gone on and does not: events that were not published, and messages that somebody once took."""
    return [*_leased(stack), *(name for service in RELAYED for name in _waiting(stack, service))]


def _leased(stack: Stack) -> Iterator[str]:
    with database_of(stack, "notify") as notify:
        for each in notify["deliveries"].find({"lease_until": {"$lt": datetime.now(UTC)}}, {"_id": 1}):
            yield str(each["_id"])


def _waiting(stack: Stack, service: str) -> Iterator[str]:
    with database_of(stack, service) as database:
        for name in RELAYED[service]:
            for each in database[name].find({"pending_since": {"$exists": True}}, {"_id": 1}):
                yield f"{service}.{name} {each['_id']}"


def stored_bytes(stack: Stack) -> int:
    """What database and broker hold on the disk, journals and logs of their own included."""
    layout = stack.plan.layout
    return sum(_size(file) for store in (layout.mongod, layout.kafka) for file in (store / "data").rglob("*"))


def _size(file: Path) -> int:
    """Both delete files as they go."""
    with suppress(FileNotFoundError):
        return file.stat().st_size if file.is_file() else 0
    return 0
