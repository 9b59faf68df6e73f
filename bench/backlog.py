"""What the stack has accepted and not yet passed on."""

from bench.stage import database_of
from deploy.local.stack import Stack

COLLECTIONS = {"intake": ("reports",), "triage": ("cases",)}
_WAITING = {"pending_since": {"$exists": True}}


def waiting(stack: Stack) -> int:
    """How many aggregates hold events that no topic has yet."""
    return sum(waiting_in(stack, service) for service in COLLECTIONS)


def waiting_in(stack: Stack, service: str) -> int:
    """The same of one service."""
    with database_of(stack, service) as database:
        return sum(database[name].count_documents(_WAITING) for name in COLLECTIONS[service])
