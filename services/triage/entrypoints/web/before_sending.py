"""Addresses and numbers that helpers and caseworkers type into their words are pointed out to them first (rule R6)."""

from flask import request

from services.triage.entrypoints.web.words.speech import _
from shared.web.pointing_out import pointing_out


def before_sending(words: str) -> str | None:
    """The page that must be seen before these words of the sent form are kept; None if there is none."""
    return pointing_out(request.form, words, readers=_("Whoever it is for will read your words."))
