"""Sign-ins that a browser has begun and will come back with, in MongoDB: taken once, and gone after an hour."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta

from pymongo import IndexModel
from pymongo.database import Database

from services.notify.ports.sign_in import Ceremony, Purpose
from shared.mongo.connect import Document, answers
from shared.mongo.indexes import Indexed

NAME = "ceremonies"
KEPT_FOR = timedelta(hours=1)
"""In the machine's time: longer than any of them stands."""


def indexed() -> Sequence[Indexed]:
    gone = IndexModel("gone_at", name="gone_at", expireAfterSeconds=0)
    return (Indexed(collection=NAME, indexes=(gone, IndexModel("person_id", name="person_id"))),)


class MongoCeremonies:
    """Behind `ports.sign_in.Ceremonies`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._ceremonies = database[NAME]

    def begin(self, mark: str, ceremony: Ceremony) -> None:
        with answers():
            self._ceremonies.insert_one(
                {
                    "_id": mark,
                    "purpose": ceremony.purpose.value,
                    "expires_at": ceremony.expires_at,
                    "secrets": dict(ceremony.secrets),
                    "person_id": ceremony.person_id,
                    "next_path": ceremony.next_path,
                    "gone_at": datetime.now(UTC) + KEPT_FOR,
                }
            )

    def take(self, mark: str, purpose: Purpose, at: datetime) -> Ceremony | None:
        with answers():
            found = self._ceremonies.find_one_and_delete({"_id": mark})
        if found is None or found["purpose"] != purpose or at >= found["expires_at"]:
            return None
        return Ceremony(
            purpose=purpose,
            expires_at=found["expires_at"],
            secrets=found["secrets"],
            person_id=found["person_id"],
            next_path=found["next_path"],
        )
