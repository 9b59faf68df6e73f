"""The three answers that together are a yes (rule R4), as a program sends them."""

from collections.abc import Mapping
from typing import Any

from shared.events.intake import Consent, ConsentAnswer, ForWhom

_ANSWERS = {True: ConsentAnswer.YES, False: ConsentAnswer.NO, None: ConsentAnswer.NOT_ASKED}


def consent_in(told: Mapping[str, Any], wording: str) -> Consent:
    """wording: the version of the question, kept where it was asked."""
    answer, for_whom = told["neighbour_consent"], ForWhom(told["for_whom"] or ForWhom.NOT_ASKED)
    theirs = told["they_agreed"] if for_whom is ForWhom.SOMEBODY_ELSE else None
    return Consent(
        answer=_ANSWERS[answer],
        wording=wording if answer is not None else "",
        for_whom=for_whom,
        they_agreed=_ANSWERS[theirs],
    )
