"""`POST /api/intake/v1/reports/<id>/photos`: a photo of a report, by program."""

from flask import Response, request

from services.intake.bootstrap import Intake
from services.intake.domain.adding import Shows
from services.intake.domain.draft import Problem, Unacceptable
from services.intake.domain.wrong import Wrong
from services.intake.entrypoints.web.api.json_answer import json_answer
from services.intake.entrypoints.web.sentences import by_field
from services.intake.handlers.add_photos import AddPhotos
from shared.events.intake import PhotosCame
from shared.ids import ReportId
from shared.photos.encoder import MOST_BYTES
from shared.web.failures import Failure
from shared.web.problems import problem

FORM = "multipart/form-data"
PART = "photo"


def take_photo(intake: Intake, report_id: ReportId, shows: Shows) -> Response:
    """The same file again is the same photo. Raises: NotFound, IllegalMove, StaleVersion, TryAgain."""
    if request.mimetype != FORM:
        return problem(Failure(status=415, code="wrong_media_type"))
    try:
        command = AddPhotos(report_id=report_id, photos=[_sent()], shows=shows, came_by=PhotosCame.API)
        (photo_id,) = intake.add_photos(command)
    except Unacceptable as error:
        return problem(Failure(status=422, code="invalid", fields=by_field(error.problems)))
    return json_answer({"id": photo_id}, 201)


def _sent() -> bytes:
    """Raises: Unacceptable."""
    sent = request.files.get(PART)
    if sent is None:
        raise Unacceptable((Problem(field="photos", wrong=Wrong.MISSING),))
    return sent.stream.read(MOST_BYTES + 1)
