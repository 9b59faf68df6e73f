"""Who was called because of one event, in MongoDB."""

from collections.abc import Sequence

from pymongo.database import Database

from services.notify.adapters.delivery_documents import from_mongo
from services.notify.adapters.mongo_deliveries import NAME
from services.notify.domain.calls import is_call
from services.notify.domain.delivery import Delivery
from shared.mongo.connect import Document, answers


class MongoCalls:
    """Behind `ports.messages.Calls`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._deliveries = database[NAME]

    def because_of(self, call: Delivery) -> Sequence[Delivery]:
        with answers():
            found = self._deliveries.find({"report_id": call.report_id, "event_id": call.event_id})
            return [each for each in map(from_mongo, found) if is_call(each)]
