"""What the stack has accepted and not yet passed on."""

from deploy.local.stack import Stack
from shared.mongo.connect import connect

COLLECTIONS = {"intake": ("reports",), "triage": ("cases",)}
_WAITING = {"pending_since": {"$exists": True}}


def waiting(stack: Stack) -> int:
    """How many aggregates hold events that no topic has yet."""
    return sum(_waiting_in(stack, service, name) for service, names in COLLECTIONS.items() for name in names)


def _waiting_in(stack: Stack, service: str, collection: str) -> int:
    database = connect(
        stack.mongo_url, user=service, password=stack.secret(service, "mongo_password"), database=service
    )
    try:
        return database[collection].count_documents(_WAITING)
    finally:
        database.client.close()
