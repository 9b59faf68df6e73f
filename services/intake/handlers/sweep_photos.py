"""Takes away photos that were kept for a report and never came to stand in it."""

from datetime import timedelta

from services.intake.ports import Reports
from services.intake.ports.photo_store import PhotoStore
from shared.clock import Clock

AFTER = timedelta(hours=1)
"""Longer than anybody takes who is still adding one."""


def sweep_photos(*, reports: Reports, photos: PhotoStore, clock: Clock) -> int:
    """How many went. Some process lost a race or was killed between keeping one and telling of it.

    Any number of processes may do this. Raises: TryAgain.
    """
    before, gone = clock.now() - AFTER, 0
    for report_id, photo_id in photos.unsettled(before):
        if photo_id in reports.find(report_id).state.photos:
            photos.settle(report_id, [photo_id])
        else:
            gone += photos.discard(report_id, photo_id, before)
    return gone
