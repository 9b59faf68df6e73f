"""How somebody wants to be reached: what comes at once, once a day or not at all, and when nothing comes."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from services.notify.domain.delivery import Audience, Delivery, Why
from services.notify.domain.matter import Matter

USUAL_DAILY_AT = "17:00"
JUST_NOW = timedelta(minutes=15)
"""What comes of a report so soon answers what somebody has just done, and they still look for it."""

TIME_TO_ANSWER = timedelta(hours=1)
"""So much of a call for help must be left when its reader gets it; else it stands among their messages alone."""

DIGEST = "digest"
WHAT_IS_DAILY = "daily"
"""For a link that stops mails: the daily one with all that is in it."""

_ANSWERS = frozenset({"routed", "asking"})
_NEVER_LOST = frozenset({"resolved"})
_ONE_DAY = timedelta(days=1)


class Subject(StrEnum):
    """What may be switched off."""

    REPORTS = "reports"
    CALLS = "calls"
    THANKS = "thanks"


class Pace(StrEnum):
    """How often."""

    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preferences:
    """quiet_from, quiet_until, daily_at: times of day (`22:00`) in `zone`; without the first two no hours are quiet.

    zone: an IANA name; empty for the neighbourhood's.
    """

    reports: Pace = field(default=Pace.AT_ONCE, metadata={"by_value": True})
    calls: Pace = field(default=Pace.AT_ONCE, metadata={"by_value": True})
    thanks: Pace = field(default=Pace.AT_ONCE, metadata={"by_value": True})
    quiet_from: str = ""
    quiet_until: str = ""
    daily_at: str = ""
    zone: str = ""

    def pace_of(self, subject: Subject) -> Pace:
        match subject:
            case Subject.REPORTS:
                return self.reports
            case Subject.CALLS:
                return self.calls
            case Subject.THANKS:
                return self.thanks


AS_USUAL = Preferences()


class Way(StrEnum):
    """What happens to a message now."""

    AT_ONCE = "at_once"
    LATER = "later"
    IN_DIGEST = "in_digest"
    KEPT = "kept"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """at: when a message that waits is looked at again, or when the daily mail goes. why: for one that does not go now.

    What is `KEPT` is not sent at all: it stands among its reader's messages.
    """

    way: Way
    at: datetime | None = None
    why: Why | None = None


GO = Verdict(way=Way.AT_ONCE)

INVITED = "invited"
"""Asks a neighbour whether they would help."""

_ABOUT_WHO_COMES = frozenset({"accepted", "handed_back", "escalated"})
_OF_HELPERS: Mapping[str, Subject] = MappingProxyType(
    {INVITED: Subject.CALLS, "confirmed": Subject.THANKS, "thanks": Subject.THANKS}
)


def subject_of(delivery: Delivery) -> Subject | None:
    """Which preference it falls under; None for what nobody can switch off or put off.

    These are sign-ins, whatever is urgent (rules R1, R2), who comes to one's door and who comes no more (R7), what
    concerns a task that somebody has said yes to (R8), and what somebody gets because they work here: who works when is
    their office's affair.
    """
    if delivery.audience is Audience.REPORTER:
        is_called_for = delivery.facts.get("is_urgent") or delivery.message in _ABOUT_WHO_COMES
        return None if is_called_for else Subject.REPORTS
    return _OF_HELPERS.get(delivery.message) if delivery.audience is Audience.HELPER else None


def verdict(
    delivery: Delivery,
    preferences: Preferences,
    *,
    matter: Matter | None,
    at: datetime,
    zone: str,
    has_mail: bool = True,
) -> Verdict:
    """What its reader's wishes say. matter: what it is about. zone: the neighbourhood's.

    has_mail: without an address for a daily mail what would stand in it comes at once, outside quiet hours.
    """
    subject = subject_of(delivery)
    if subject is None or preferences == AS_USUAL or _protects(delivery, matter):
        return GO
    pace = preferences.pace_of(subject)
    here = ZoneInfo(preferences.zone or zone)
    if pace is Pace.NEVER and delivery.message not in _NEVER_LOST:
        return Verdict(way=Way.KEPT, why=Why.SWITCHED_OFF)
    if pace is not Pace.AT_ONCE and has_mail:
        return _unless_too_late(delivery, Way.IN_DIGEST, next_daily(preferences, at, here))
    until = quiet_until(preferences, at, here)
    if until is None or _answers_what_they_did(delivery, matter):
        return GO
    return _unless_too_late(delivery, Way.LATER, until)


def may_be_listed(delivery: Delivery, preferences: Preferences) -> bool:
    """Whether what waited for the daily mail is still wanted when that goes."""
    subject = subject_of(delivery)
    is_off = subject is not None and preferences.pace_of(subject) is Pace.NEVER
    return not is_off or delivery.message in _NEVER_LOST


def quiet_until(preferences: Preferences, at: datetime, zone: ZoneInfo) -> datetime | None:
    """When the quiet hours end that are now; None outside of them. Over midnight they end on the next day."""
    if not preferences.quiet_from or preferences.quiet_from == preferences.quiet_until:
        return None
    start, end = time.fromisoformat(preferences.quiet_from), time.fromisoformat(preferences.quiet_until)
    now = at.astimezone(zone).time().replace(tzinfo=None)
    is_quiet = start <= now < end if start < end else now >= start or now < end
    return _next(end, at, zone) if is_quiet else None


def next_daily(preferences: Preferences, at: datetime, zone: ZoneInfo) -> datetime:
    """When the next daily mail goes: at the time they chose, and not before quiet hours end."""
    wanted = _next(time.fromisoformat(preferences.daily_at or USUAL_DAILY_AT), at, zone)
    return quiet_until(preferences, wanted, zone) or wanted


def stop(preferences: Preferences, what: str) -> Preferences:
    """No more mails of this kind, or none of what comes in the daily mail. What is unknown changes nothing."""
    if what == WHAT_IS_DAILY:
        paces = {each: preferences.pace_of(each) for each in Subject}
        return replace(preferences, **{each.value: Pace.NEVER for each, pace in paces.items() if pace is Pace.DAILY})
    return replace(preferences, **{each.value: Pace.NEVER for each in Subject if each == what})


def _unless_too_late(delivery: Delivery, way: Way, when: datetime) -> Verdict:
    if delivery.expires_at is not None and when + TIME_TO_ANSWER > delivery.expires_at:
        return Verdict(way=Way.KEPT, why=Why.TOO_LATE)
    return Verdict(way=way, at=when, why=Why.IN_DIGEST if way is Way.IN_DIGEST else Why.QUIET_HOURS)


def _protects(delivery: Delivery, matter: Matter | None) -> bool:
    """A sign of danger or of the floor, in the report or on the case: its reporter hears all at once (R1, R2)."""
    return matter is not None and matter.is_hushed and delivery.audience is Audience.REPORTER


def _answers_what_they_did(delivery: Delivery, matter: Matter | None) -> bool:
    received_at = matter.received_at if matter else None
    is_soon = received_at is not None and delivery.planned_at - received_at < JUST_NOW
    return is_soon and delivery.message in _ANSWERS


def _next(wanted: time, at: datetime, zone: ZoneInfo) -> datetime:
    """The next instant at which clocks there show this, today or tomorrow.

    A time of day that a change of clocks leaves out comes as much later; of one that comes twice the first counts.
    """
    today = at.astimezone(zone).date()
    found = (datetime.combine(today + _ONE_DAY * days, wanted, zone).astimezone(at.tzinfo) for days in range(3))
    return next(each for each in found if each > at)
