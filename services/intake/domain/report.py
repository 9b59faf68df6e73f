"""A report, as it stands."""

from dataclasses import dataclass, field
from datetime import UTC, datetime

from shared.events.intake import (
    Channel,
    Consent,
)
from shared.events.place import Place
from shared.signs.signs import Signs

BY_REPORTER = "reporter"  # The name under which somebody without an account acts.
PHONE = "phone"
NEVER = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """at_home: not a public place (rule R5). answered: the resolution, a version of the case, that was last answered.

    is_fixed: what that answer was. thanked: the resolution for which the neighbours who helped were thanked.
    thanks: places in `messages` of what they were thanked with.
    messages: what the reporter wrote since, in order. replies: ids of the mails and text messages in which they wrote.
    texted: places in `messages` of those that came by text message, without words. alarming: how many of them bore a
    sign. photos: ids, in the order in which they came.
    secret, request, content, api_key: see `ReportFiled`. emptied: kinds of data that are kept no longer; whoever writes
    anew begins anew.
    """

    reference: str = ""
    category: str = ""
    channel: Channel = field(default=Channel.API, metadata={"by_value": True})
    language: str = ""
    at_home: bool = True
    private: bool = True
    consent: Consent = field(default_factory=Consent)
    reported_at: datetime = NEVER
    received_at: datetime = NEVER
    text: str = ""
    place: Place | None = None
    address: str | None = None
    answers: dict[str, str] = field(default_factory=dict)
    danger_signs: list[str] = field(default_factory=list)
    floor_signs: list[str] = field(default_factory=list)
    contact_id: str | None = None
    contact_kind: str | None = None
    entered_by: str | None = None
    secret: str | None = None
    request: str | None = None
    content: str | None = None
    api_key: str | None = None
    withdrawn: bool = False
    erased: bool = False
    no_longer_needed: bool = False
    answered: int = 0
    is_fixed: bool = False
    thanked: int = 0
    thanks: list[int] = field(default_factory=list)
    messages: list[str] = field(default_factory=list)
    texted: list[int] = field(default_factory=list)
    alarming: int = 0
    replies: list[str] = field(default_factory=list)
    refused_helpers: list[str] = field(default_factory=list)
    photos: list[str] = field(default_factory=list)
    emptied: list[str] = field(default_factory=list)

    @property
    def signs(self) -> Signs:
        return Signs(danger=tuple(self.danger_signs), floor=tuple(self.floor_signs))

    @property
    def is_sensitive(self) -> bool:
        return bool(self.danger_signs or self.floor_signs)

    @property
    def is_written_to(self) -> bool:
        """Whether messages about it reach whoever told it: there is no way yet to write to a phone."""
        return self.contact_id is not None and self.contact_kind != PHONE

    @property
    def is_public(self) -> bool:
        """Whether others may see anything of it (rules R5, R14)."""
        return not (self.at_home or self.private or self.is_sensitive or self.withdrawn)


EMPTY = Report()
