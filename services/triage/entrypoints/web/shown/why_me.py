"""Why this helper was asked, in sentences to them."""

from collections.abc import Iterable

from services.triage.domain.reasons import WhyMe
from services.triage.entrypoints.web.words.reasons import WHY_ME


def why_me(codes: Iterable[str]) -> list[str]:
    """A code that we do not know any more is left out."""
    return [str(WHY_ME[WhyMe(code)]) for code in codes if code in WhyMe]
