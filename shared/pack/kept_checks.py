"""What can be wrong with the periods of keeping in categories.yaml."""

from collections.abc import Iterator

from shared.pack.checks import Found
from shared.pack.kept import SHORTEST, KeptFor, OfCategory, OfReports, lengths
from shared.pack.mistakes import Path
from shared.retention import OF_REPORTS, Data


def check_kept(kept: KeptFor | None) -> Found:
    """Too short, and what protects somebody kept for less time than what does not."""
    if kept is None:
        return
    for path, length in lengths(kept):
        if length < SHORTEST:
            yield path, f"is too short: {SHORTEST.days} days at least, for so long topics keep what was told"
    for path, length in lengths(kept):
        data = str(path[-1])
        if path[1] in {"reports", "categories"} and length > getattr(kept.protected, data):
            yield path, f"is longer than what is protected keeps its {data}"
    for path, said, general in _reports(kept):
        of = {data: getattr(said, data) or getattr(general, data) for data in OF_REPORTS}
        if of[Data.CONTACT] < max(of.values()):
            yield path, "keeps contact for less time than the rest: whoever asks to be forgotten would not be found"


def _reports(kept: KeptFor) -> Iterator[tuple[Path, OfReports | OfCategory, OfReports]]:
    """Where periods of reports are said, and by what they are completed."""
    yield ("kept", "reports"), kept.reports, kept.reports
    yield ("kept", "protected"), kept.protected, kept.protected
    for code, own in kept.categories.items():
        yield ("kept", "categories", code), own, kept.reports
