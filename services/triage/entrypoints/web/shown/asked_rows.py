"""What is asked of a helper, one card for each invitation."""

from collections.abc import Iterable

from flask import url_for

from services.triage.entrypoints.web.shown.distances import band
from services.triage.entrypoints.web.shown.moments import spoken
from services.triage.entrypoints.web.shown.queue_rows import Row
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from services.triage.queries.asked_of_me import Asked


def asked_rows(asked: Iterable[Asked], words: PackWords) -> list[Row]:
    """Those to be answered first on top."""
    return [_row(one, words) for one in sorted(asked, key=lambda one: one.expires_at)]


def _row(one: Asked, words: PackWords) -> Row:
    return Row(
        href=url_for("asked.show", invitation_id=one.invitation_id),
        title=words.task(one.category, one.task),
        under=band(one.distance_band_m),
        cells=[_("about %(minutes)s minutes", minutes=one.minutes), spoken().moment(one.expires_at)],
        is_late=False,
    )
