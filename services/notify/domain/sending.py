"""What stands between a planned message and its sending, looked at anew in the moment before it goes out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.notify.domain.delivery import Audience, Channel, Delivery, Why
from services.notify.domain.matter import Matter
from services.notify.domain.preferences import AS_USUAL, INVITED, Preferences
from services.notify.domain.subscription import Standing
from shared.events.triage import Route

EMAIL = "email"
PHONE = "phone"


def kind_of(channel: Channel) -> str:
    """Which kind of contact a channel reaches."""
    match channel:
        case Channel.EMAIL:
            return EMAIL
        case Channel.SMS:
            return PHONE


STOPPED = "sms_stopped"
"""Says that nothing more comes; the last that goes to a number which said stop."""

DANGER = "sms_danger"
"""Answers words of danger in a text message: the numbers to call go to a number that said stop, too (rule R1)."""

FAR_DANGERS_A_DAY, FAR_DANGERS_IN_ALL = 3, 100
"""So many times a day danger is answered far away, for one number and for all: each costs, and anybody can ask."""

WAYS_CHANGED = "ways_changed"
"""Says that an address, a number or a passkey came or went; nobody switches it off."""

FAREWELL = "farewell"
"""Thanks somebody who helps no more."""

HUSHED = "hushed"
"""Says that there is news, and nothing else."""

ANOTHER_TEAM = "another_team"
"""Says that another team has a case now. It holds nothing else of any case, so that it is its own words when hushed."""

UNDELIVERED = "undelivered"
CONFIRM = "confirm_contact"
CONFIRMATIONS_A_DAY = 3
"""So many times a day an address is asked whether it is somebody's, whoever says that it is theirs."""

UNDELIVERED_A_DAY = 20
"""So many times a day a coordinator hears of an address that cannot be reached; then something else is wrong."""

MATTERS_MOST = frozenset({"routed", "asking", "resolved"})
"""Of a day's last messages one is kept for these: who has it, and whether it is fixed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """Who will read it. box: their address, sealed. standing: whether they want to hear about this report.

    person_id: empty for an address that is nobody's. goes_to: the box of the address that they chose, if it is another.
    by: the way by which they are reached now; None for an address that is nobody's, which is written to as it came.
    has_said_stop: by SMS, which holds for the number that this would go to. has_mail: a daily mail can reach them.
    """

    contact_id: str
    box: str
    language: str
    is_verified: bool
    name: str = ""
    standing: Standing = Standing.ACTIVE
    is_disowned: bool = False
    person_id: str = ""
    goes_to: str = ""
    by: Channel | None = None
    has_said_stop: bool = False
    has_mail: bool = True
    preferences: Preferences = AS_USUAL


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyCaps:
    """How many messages about reports one address gets in a day."""

    unverified: int
    verified: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """How many places of a day messages of one kind may hold together. of: whose they are, and of which kind."""

    of: str
    most: int


def objection(delivery: Delivery, *, matter: Matter | None, reader: Reader | None, at: datetime) -> Why | None:
    """Why this message must not go out, or None."""
    if _is_too_late(delivery, matter, at):
        return Why.TOO_LATE
    if reader is None:
        return Why.NO_CONTACT
    if reader.has_said_stop and delivery.message not in {STOPPED, DANGER}:
        return Why.STOPPED
    if delivery.message == CONFIRM and reader.is_disowned:
        return Why.NOT_THEIRS
    if delivery.audience is not Audience.REPORTER:
        return None
    return _reporters_objection(matter, reader)


def allowance(delivery: Delivery, reader: Reader, caps: DailyCaps, *, is_own: bool = False) -> Allowance | None:
    """What its reader may get in a day of what strangers can bring about; None where they cannot, or have other limits.

    Anybody may ask for a sign-in, so that those mails are counted apart. So is what they told themselves, signed in
    with this address (`is_own`): strangers who tell things under it silence none of that.
    """
    of = f"{reader.contact_id}:{delivery.audience}"
    if delivery.audience is Audience.REPORTER:
        most = caps.verified if reader.is_verified else caps.unverified
        of = f"{of}:own" if is_own and reader.is_verified else of
        return Allowance(of=of, most=most if delivery.message in MATTERS_MOST else most - 1)
    if delivery.message == UNDELIVERED:
        return Allowance(of=of, most=UNDELIVERED_A_DAY)
    if delivery.message == CONFIRM:
        return Allowance(of=f"{of}:{CONFIRM}", most=CONFIRMATIONS_A_DAY)
    return None


def may_be_a_strangers(delivery: Delivery, reader: Reader) -> bool:
    """Whether anybody could have brought it about with an address of somebody else's, or one that earns by it."""
    return not reader.is_verified and delivery.message != WAYS_CHANGED


def far_allowances(delivery: Delivery, reader: Reader) -> Sequence[Allowance]:
    """Places of a day that it needs to go far away to a number that may be a stranger's; none for what never does.

    A SIM from elsewhere is no reason to leave words of danger without an answer (rule R1).
    """
    if delivery.message != DANGER:
        return ()
    return (
        Allowance(of=f"{reader.contact_id}:far_away:{DANGER}", most=FAR_DANGERS_A_DAY),
        Allowance(of=f"far_away:{DANGER}", most=FAR_DANGERS_IN_ALL),
    )


def adding(contact_id: str) -> str:
    """The name under which somebody says of an address that nobody may ask to add it."""
    return f"{contact_id}:adding"


def is_hushed(delivery: Delivery, matter: Matter | None) -> bool:
    """Whether the message may only say that there is news (rule R14).

    What a neighbour is asked holds only what rule R5 lets them know, so that it is hushed by signs alone.
    """
    if matter is None:
        return False
    return matter.is_sensitive if delivery.audience is Audience.HELPER else matter.is_hushed


def words_of(delivery: Delivery, matter: Matter | None) -> str:
    """The message whose words it is put into."""
    return HUSHED if is_hushed(delivery, matter) and delivery.message != ANOTHER_TEAM else delivery.message


def _is_too_late(delivery: Delivery, matter: Matter | None, at: datetime) -> bool:
    has_expired = delivery.expires_at is not None and at >= delivery.expires_at
    return has_expired or (delivery.message == INVITED and matter is not None and _asks_nobody(matter))


def _asks_nobody(matter: Matter) -> bool:
    """What waited for the morning, or for a channel, says nothing of what neighbours are not to know (R2, R5, R14)."""
    is_with_professionals = matter.case is not None and matter.case.route is Route.PROFESSIONAL
    return matter.is_withdrawn or matter.is_over or is_with_professionals


def _reporters_objection(matter: Matter | None, reader: Reader) -> Why | None:
    if matter is not None and matter.is_withdrawn:
        return Why.WITHDRAWN
    if reader.standing is Standing.STOPPED:
        return Why.STOPPED
    if reader.standing is Standing.NOT_THEIRS or (reader.is_disowned and not reader.is_verified):
        return Why.NOT_THEIRS
    return None
