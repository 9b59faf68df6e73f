"""What a case knows of the report it came from; people's words stand here, and in no history."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from shared.events.intake import Consent
from shared.events.place import Place

FIRST_KEPT, LAST_KEPT, SIGNED_KEPT = 8, 4, 20
"""So many of the first and of the last earlier wordings are kept, and of the first that bore a sign."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What the report said once. until: when its reporter put it in other words. bears_sign: these words bore one."""

    text: str
    until: datetime
    bears_sign: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """at_home: not a public place (rule R5). contact_id: the reporter's, to keep rule R9; None when they gave none.

    language: the one they said it is in; written_in: the one it plainly is in, where that is another one.
    mailbox_id: where their mail ends up, whatever tag they wrote. photos: ids, by which intake shows them.
    bears_sign: its words, since they were changed. earlier: what it said before, oldest first; read by
    professionals alone.
    """

    report_id: str
    category: str
    language: str
    channel: str
    at_home: bool
    private: bool
    consent: Consent
    reported_at: datetime
    text: str = ""
    place: Place | None = None
    address: str | None = None
    answers: dict[str, str] = field(default_factory=dict)
    contact_id: str | None = None
    written_in: str | None = None
    mailbox_id: str | None = None
    photos: list[str] = field(default_factory=list)
    bears_sign: bool = False
    earlier: list[Wording] = field(default_factory=list)

    @property
    def known_by(self) -> frozenset[str]:
        """By what they may be known to be somebody."""
        return frozenset(each for each in (self.contact_id, self.mailbox_id) if each)


def reworded(report: Report, text: str, *, at: datetime, bears_sign: bool) -> Report:
    """What it said before stays readable: whoever changes it may not be who told it."""
    if not report.text:
        return replace(report, text=text, bears_sign=bears_sign)
    before = Wording(text=report.text, until=at, bears_sign=report.bears_sign)
    earlier = list(_kept([*report.earlier, before]))
    return replace(report, text=text, bears_sign=bears_sign, earlier=earlier)


def _kept(earlier: Sequence[Wording]) -> Iterator[Wording]:
    """Somebody may change them without end, and with a sign each time."""
    signed = [at for at, one in enumerate(earlier) if one.bears_sign]
    last = len(earlier) - LAST_KEPT
    kept = frozenset(signed[:SIGNED_KEPT])
    return (one for at, one in enumerate(earlier) if at < FIRST_KEPT or at >= last or at in kept)
