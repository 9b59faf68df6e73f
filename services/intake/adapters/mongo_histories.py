"""What happened to reports, from the history of their aggregates."""

from collections.abc import Sequence
from datetime import UTC, datetime

from services.intake.ports import Deed
from shared.mongo.aggregates import Aggregates


class MongoHistories:
    """Passes as `Histories`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, aggregates: Aggregates) -> None:
        self._aggregates = aggregates

    def of(self, report_id: str) -> Sequence[Deed]:
        return [
            Deed(at=_aware(each["at"]), version=each["version"], what=each["type"], by=each["by"])
            for each in self._aggregates.history(report_id)
        ]


def _aware(at: datetime) -> datetime:
    return at if at.tzinfo else at.replace(tzinfo=UTC)
