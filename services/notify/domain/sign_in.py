"""Signing in by a link and a six-digit code that are mailed: for ten minutes, once. One aggregate per address.

Somebody who is signed in shows by such a code, too, that a further address is theirs.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from services.notify.domain.somebody import Address
from shared.errors import IllegalMove, Refused
from shared.events.notify_sign_ins import CodeMissed, SignInAsked, SignInMethod, SignInRenewed, SignInsState, SignInUsed

SignInEvent = SignInAsked | SignInRenewed | CodeMissed | SignInUsed

STANDS_FOR = timedelta(minutes=10)
AN_HOUR = timedelta(hours=1)
MAILS_AN_HOUR = 5
TRIES = 5

LINK = SignInMethod.LINK
CODE = SignInMethod.CODE
WANTED_BY = "whose it is to be"
"""Of which kind the keyed hash is by which it stands with an address who says that it is theirs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for, and what was minted for them: only keyed hashes are kept of link, code and browser.

    is_known: somebody signed in to this address with this browser before. next_path: where they were going, a path of
    this site. for_person: keyed hash of who asks that the address becomes theirs; they are signed in, and only the code
    counts.
    """

    sign_in_id: str
    code: str
    browser: str
    is_known: bool
    address: Address
    language: str
    next_path: str
    for_person: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIn:
    """One that is under way. misses: wrong codes so far."""

    asked_at: datetime
    expires_at: datetime
    kind: str
    language: str
    code: str
    browser: str
    box: str
    next_path: str
    is_known: bool = False
    for_person: str = ""
    misses: int = 0
    is_used: bool = False

    def stands_at(self, at: datetime) -> bool:
        return not self.is_used and at < self.expires_at

    def takes_a_code_at(self, at: datetime) -> bool:
        return self.stands_at(at) and self.misses < TRIES


@dataclass(frozen=True, slots=True, kw_only=True)
class SignIns:
    """All of one address that still matter, by sign_in_id: those of the last hour."""

    asked: dict[str, SignIn] = field(default_factory=dict)


NONE_YET = SignIns()


def ask(sign_ins: SignIns, wish: Wish, *, at: datetime) -> tuple[SignInEvent, ...]:
    """Begin to sign in. Once the address has had its mails for this hour, the newest that was not used works again.

    A browser that is known has mails of its own, so that strangers who ask for an address lock nobody out; so has
    everybody who says that it is one of theirs.
    Raises: Refused when all of this hour's mails were used.
    """
    alike = {name: each for name, each in _lately(sign_ins, at).items() if each.for_person == wish.for_person}
    if sum(each.is_known is wish.is_known for each in alike.values()) >= MAILS_AN_HOUR:
        return (SignInRenewed(sign_in_id=_newest_unused(alike), expires_at=at + STANDS_FOR),)
    return (
        SignInAsked(
            sign_in_id=wish.sign_in_id,
            expires_at=at + STANDS_FOR,
            kind=wish.address.kind,
            language=wish.language,
            is_known=wish.is_known,
            for_person=wish.for_person,
            code=wish.code,
            browser=wish.browser,
            box=wish.address.box,
            next_path=wish.next_path,
        ),
    )


def use_link(sign_ins: SignIns, sign_in_id: str, *, at: datetime) -> tuple[SignInEvent, ...]:
    """Press the button of the page that the link opens.

    Raises: IllegalMove when the link was used or is too old.
    """
    sign_in = sign_ins.asked.get(sign_in_id)
    if sign_in is None or sign_in.for_person or not sign_in.stands_at(at):
        raise IllegalMove("sign_in_over")
    return (SignInUsed(sign_in_id=sign_in_id, method=LINK),)


def try_code(
    sign_ins: SignIns, sign_in_id: str, code: str, *, browser: str, at: datetime, for_person: str = ""
) -> tuple[SignInEvent, ...]:
    """Type a code, in the browser that asked for it; `CodeMissed` when it is the wrong one.

    for_person: whoever is to have the address; a code that was mailed for one purpose serves no other.

    Raises: IllegalMove when no code works any more.
    """
    sign_in = sign_ins.asked.get(sign_in_id)
    is_theirs = sign_in is not None and (sign_in.browser, sign_in.for_person) == (browser, for_person)
    if sign_in is None or not is_theirs or not sign_in.takes_a_code_at(at):
        raise IllegalMove("sign_in_over")
    if sign_in.code != code:
        return (CodeMissed(sign_in_id=sign_in_id),)
    return (SignInUsed(sign_in_id=sign_in_id, method=CODE),)


def evolve(sign_ins: SignIns, event: SignInEvent) -> SignIns:
    match event:
        case SignInAsked():
            return _asked(sign_ins, event)
        case SignInRenewed():
            renewed = sign_ins.asked[event.sign_in_id]
            return _with(sign_ins, event.sign_in_id, replace(renewed, expires_at=event.expires_at))
        case CodeMissed():
            missed = sign_ins.asked[event.sign_in_id]
            return _with(sign_ins, event.sign_in_id, replace(missed, misses=missed.misses + 1))
        case SignInUsed():
            used = sign_ins.asked[event.sign_in_id]
            return _with(sign_ins, event.sign_in_id, replace(used, is_used=True, code="", box=""))
        case _:
            assert_never(event)


def public(_: SignIns) -> SignInsState:
    """What other services may know: nothing."""
    return SignInsState()


def _asked(sign_ins: SignIns, event: SignInAsked) -> SignIns:
    at = event.expires_at - STANDS_FOR
    fresh = SignIn(
        asked_at=at,
        expires_at=event.expires_at,
        kind=event.kind,
        language=event.language,
        code=event.code,
        browser=event.browser,
        box=event.box,
        next_path=event.next_path,
        is_known=event.is_known,
        for_person=event.for_person,
    )
    return SignIns(asked={**_lately(sign_ins, at), event.sign_in_id: fresh})


def _lately(sign_ins: SignIns, at: datetime) -> dict[str, SignIn]:
    return {name: each for name, each in sign_ins.asked.items() if at - each.asked_at < AN_HOUR}


def _newest_unused(asked: dict[str, SignIn]) -> str:
    unused = [name for name, each in asked.items() if not each.is_used]
    if not unused:
        raise Refused("too_many_sign_ins")
    return max(reversed(unused), key=lambda name: asked[name].asked_at)


def _with(sign_ins: SignIns, sign_in_id: str, sign_in: SignIn) -> SignIns:
    return SignIns(asked={**sign_ins.asked, sign_in_id: sign_in})
