"""What can be wrong with the periods of keeping in categories.yaml."""

from shared.pack.checks import Found
from shared.pack.kept import SHORTEST, KeptFor, lengths


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
