"""Hears of pictures that came by mail: they come to the report as if they had been sent on its page."""

from collections.abc import Mapping

from services.intake.bootstrap import Intake
from services.intake.handlers.take_mailed_photo import TakeMailedPhoto
from shared.errors import InvalidMessage
from shared.events.event import Received
from shared.events.notify_replies import PhotoReceived
from shared.ids import ReportId
from shared.kafka.handling import Handle
from shared.sealing import Unreadable

HANDLED: frozenset[type] = frozenset({PhotoReceived})
IGNORED: frozenset[type] = frozenset()


def handlers(intake: Intake) -> Mapping[type, Handle]:
    def came(event: Received) -> None:
        """A box whose key is missing is set aside, to be replayed when it is there again."""
        told = event.happened
        try:
            intake.take_mailed_photo(TakeMailedPhoto(report_id=ReportId(told.report_id), box=told.sealed_photo))
        except Unreadable as reason:
            raise InvalidMessage(f"photo_{reason}") from reason

    return {PhotoReceived: came}
