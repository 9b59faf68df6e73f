"""Signing in by a link and a six-digit code that are mailed: for ten minutes, once. One aggregate per address."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import assert_never

from services.notify.domain.person import Address
from shared.errors import IllegalMove, Refused
from shared.events.notify import CodeMissed, SignInAsked, SignInsState, SignInUsed

SignInEvent = SignInAsked | CodeMissed | SignInUsed

STANDS_FOR = timedelta(minutes=10)
AN_HOUR = timedelta(hours=1)
MAILS_AN_HOUR = 5
TRIES = 5

LINK = "link"
CODE = "code"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What somebody asks for, and what was minted for them: only keyed hashes are kept of link, code and browser.

    next_path: where they were going, a path of this site.
    """

    sign_in_id: str
    code: str
    browser: str
    address: Address
    language: str
    next_path: str


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
    """Begin to sign in.

    Raises: Refused when the address has had its mails for this hour.
    """
    lately = [each for each in sign_ins.asked.values() if at - each.asked_at < AN_HOUR]
    if len(lately) >= MAILS_AN_HOUR:
        raise Refused("too_many_sign_ins")
    return (
        SignInAsked(
            sign_in_id=wish.sign_in_id,
            expires_at=at + STANDS_FOR,
            kind=wish.address.kind,
            language=wish.language,
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
    if sign_in is None or not sign_in.stands_at(at):
        raise IllegalMove("sign_in_over")
    return (SignInUsed(sign_in_id=sign_in_id, method=LINK),)


def try_code(sign_ins: SignIns, sign_in_id: str, code: str, *, browser: str, at: datetime) -> tuple[SignInEvent, ...]:
    """Type a code, in the browser that asked for it; `CodeMissed` when it is the wrong one.

    Raises: IllegalMove when no code works any more.
    """
    sign_in = sign_ins.asked.get(sign_in_id)
    if sign_in is None or sign_in.browser != browser or not sign_in.takes_a_code_at(at):
        raise IllegalMove("sign_in_over")
    if sign_in.code != code:
        return (CodeMissed(sign_in_id=sign_in_id),)
    return (SignInUsed(sign_in_id=sign_in_id, method=CODE),)


def evolve(sign_ins: SignIns, event: SignInEvent) -> SignIns:
    match event:
        case SignInAsked():
            return _asked(sign_ins, event)
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
    lately = {name: each for name, each in sign_ins.asked.items() if at - each.asked_at < AN_HOUR}
    fresh = SignIn(
        asked_at=at,
        expires_at=event.expires_at,
        kind=event.kind,
        language=event.language,
        code=event.code,
        browser=event.browser,
        box=event.box,
        next_path=event.next_path,
    )
    return SignIns(asked={**lately, event.sign_in_id: fresh})


def _with(sign_ins: SignIns, sign_in_id: str, sign_in: SignIn) -> SignIns:
    return SignIns(asked={**sign_ins.asked, sign_in_id: sign_in})
