"""What only the stores can tell at the end of a run; the people of the run never look there."""

from collections import Counter
from pathlib import Path

from pymongo.database import Database

from deploy.local.running import Stack
from shared.mongo.connect import Document, connect

_INVITATION = "triage.invitation."


def _database(stack: Stack, service: str) -> Database[Document]:
    settings = stack.environment(service)
    password = (Path(settings["NABO_SECRETS"]) / "mongo_password").read_text().strip()
    return connect(settings["NABO_MONGO_URL"], user=service, password=password, database=service)


def invitation_states(stack: Stack) -> dict[str, int]:
    """How often each thing happened to an invitation, by the history of cases."""
    kinds = _database(stack, "triage")["cases.history"].find({"type": {"$regex": f"^{_INVITATION}"}}, {"type": 1})
    return dict(Counter(each["type"].removeprefix(_INVITATION).rsplit(".", 1)[0] for each in kinds))


def unknown_deliveries(stack: Stack) -> int:
    """Messages of which nobody knows whether they went out."""
    return _database(stack, "notify")["deliveries"].count_documents({"status": "unknown"})
