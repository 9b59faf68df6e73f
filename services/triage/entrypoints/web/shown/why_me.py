"""Why this helper was asked, in sentences to them."""

from collections.abc import Collection

from services.triage.domain.reasons import WhyMe
from services.triage.entrypoints.web.words.reasons import WHY_ME


def why_me(codes: Collection[str]) -> list[str]:
    """In the order of the codes' own list; one that we do not know any more is left out."""
    return [str(WHY_ME[code]) for code in WhyMe if code in codes]
