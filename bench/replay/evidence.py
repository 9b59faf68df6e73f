"""What only the stores can tell at the end of a run; the people of the run never look there."""

from collections import Counter

from pymongo.database import Database

from deploy.local.stack import Stack
from shared.mongo.connect import Document, connect

_INVITATION = "triage.invitation."


def _database(stack: Stack, service: str) -> Database[Document]:
    password = stack.secret(service, "mongo_password")
    return connect(stack.environment(service)["NABO_MONGO_URL"], user=service, password=password, database=service)


def invitation_states(stack: Stack) -> dict[str, int]:
    """How often each thing happened to an invitation, by the history of cases."""
    kinds = _database(stack, "triage")["cases.history"].find({"type": {"$regex": f"^{_INVITATION}"}}, {"type": 1})
    return dict(Counter(each["type"].removeprefix(_INVITATION).rsplit(".", 1)[0] for each in kinds))


def unknown_deliveries(stack: Stack) -> int:
    """Messages of which nobody knows whether they went out."""
    return _database(stack, "notify")["deliveries"].count_documents({"status": "unknown"})
