"""What a case knows of the report it came from; people's words stand here, and in no history."""

from dataclasses import dataclass, field
from datetime import datetime

from shared.events.intake import Consent
from shared.events.place import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """at_home: not a public place (rule R5). contact_id: the reporter's, to keep rule R9; None when they gave none.

    language: the one they said it is in; written_in: the one it plainly is in, where that is another one.
    mailbox_id: where their mail ends up, whatever tag they wrote. photos: ids, by which intake shows them.
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

    @property
    def known_by(self) -> frozenset[str]:
        """By what they may be known to be somebody."""
        return frozenset(each for each in (self.contact_id, self.mailbox_id) if each)
