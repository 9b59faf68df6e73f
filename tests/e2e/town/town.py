"""A running neighbourhood in a test's hands: its pages, its mail, its clock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urljoin, urlsplit

from deploy.local.stack import Stack
from shared.clock import SteeredClock
from tests.e2e.town.mailbox import Mailbox


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Share one per stack: its mailbox remembers what it has read."""

    stack: Stack
    mailbox: Mailbox

    @property
    def url(self) -> str:
        return self.stack.url

    def address(self, path: str) -> str:
        """A path or an absolute link, as an address at this stack's origin."""
        parts = urlsplit(path)
        return urljoin(self.url, parts.path + (f"?{parts.query}" if parts.query else ""))

    @property
    def now(self) -> datetime:
        return SteeredClock(self.stack.plan.layout.clock).now()

    def pass_time(self, by: timedelta) -> datetime:
        """Let so much time pass at once. It never goes back."""
        return self.wait_until_it_is(self.now + by)

    def wait_until_it_is(self, at: datetime) -> datetime:
        """Move the clock there, unless it is later already."""
        there = max(at, self.now)
        self.stack.steer_clock(shown=there.timestamp())
        return there


def town_of(stack: Stack) -> Town:
    return Town(stack=stack, mailbox=Mailbox(stack.maildir))
