"""The photos that came with a form: as they were sent, made anew, or what is wrong with them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import request
from werkzeug.datastructures import FileStorage

from services.intake.bootstrap import Intake
from services.intake.domain.adding import ONLY_SENDER, Shows
from services.intake.domain.draft import Problem, Unacceptable
from services.intake.domain.photos import MOST_AT_ONCE, Photo
from services.intake.domain.wrong import Wrong
from services.intake.entrypoints.web.sentences import said
from services.intake.entrypoints.web.words.speech import _
from services.intake.handlers.add_photos import FIELD, AddPhotos
from shared.errors import DomainError, NotFound, StaleVersion, TryAgain
from shared.ids import ReportId
from shared.photos.encoder import MOST_BYTES

MOST_BODY_BYTES = 16_000_000
"""Three photos of today's phones, which make 3 to 5 MB of each."""

MOST_TOGETHER_BYTES = 15_000_000
"""Of photos that are sent at once, so that there is room for words; a browser with scripts sends no more."""

CHOSEN = "photos_chosen"
"""Says on the pages between that there were photos: a browser sends them once, and not again by itself."""

LARGER_BODIES: Mapping[str, int] = dict.fromkeys(
    ("/report", "/report/done/photos", "/my/*/photos", "/api/intake/v1/reports/*/photos"), MOST_BODY_BYTES
)
"""Where photos come in; the gateway names the same paths."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """problem: why none of them is taken."""

    photos: Sequence[Photo | bytes] = ()
    problem: Problem | None = None


def are_sent() -> bool:
    """Whether any came."""
    return bool(_chosen())


def are_named() -> bool:
    """Whether some were chosen of which a browser sends the names alone, as it does for the switch of languages."""
    return any(request.form.getlist(FIELD))


def sent_photos() -> Sent:
    """Nobody has looked into them yet; nothing where none came."""
    chosen = _chosen()
    if len(chosen) > MOST_AT_ONCE:
        return _wrong(Wrong.TOO_MANY)
    return Sent(photos=list(dict.fromkeys(map(_read, chosen))))


def made_anew(intake: Intake, sent: Sent) -> Sent:
    """Nothing where none came. Blocks for seconds."""
    if sent.problem or not sent.photos:
        return sent
    try:
        made = intake.encode_photos([each for each in sent.photos if isinstance(each, bytes)])
    except TryAgain:
        return _wrong(Wrong.NOT_NOW)
    wrong = next((each for each in made if isinstance(each, Wrong)), None)
    return _wrong(wrong) if wrong else Sent(photos=[each for each in made if isinstance(each, Photo)])


def not_added(intake: Intake, report_id: ReportId, sent: Sent, shows: Shows) -> str:
    """Adds them to a report that is taken already, whatever becomes of them; what to tell if that cannot be."""
    try:
        problem = sent.problem or _add(intake, AddPhotos(report_id=report_id, photos=sent.photos, shows=shows))
    except (DomainError, NotFound, StaleVersion, TryAgain) as no:
        if isinstance(no, DomainError) and no.code == ONLY_SENDER:
            return too_late()
        return _("Your photos could not be kept just now. You can add them here.")
    return _("We have your report, without the photos. %(why)s", why=said(problem)) if problem else ""


def too_late() -> str:
    return _("Photos can be added here for an hour. Later they come by your own page; our messages lead to it.")


def _add(intake: Intake, command: AddPhotos) -> Problem | None:
    try:
        if command.photos:
            intake.add_photos(command)
    except Unacceptable as error:
        return error.problems[0]
    return None


def _chosen() -> list[FileStorage]:
    """A browser sends a file without a name where none was chosen; no name is ever looked at else."""
    return [each for each in request.files.getlist(FIELD) if each.filename]


def _read(sent: FileStorage) -> bytes:
    """Nothing of it is in memory twice for longer than that takes."""
    with sent.stream as stream:
        return bytes(stream.read(MOST_BYTES + 1))


def _wrong(why: Wrong) -> Sent:
    return Sent(problem=Problem(field=FIELD, wrong=why))
