"""A running neighbourhood in a test's hands: its pages, its mail, its clock."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urljoin, urlsplit
from zoneinfo import ZoneInfo

import yaml

from bench.replay.browser import Browser
from deploy.local.layout import PACKS
from deploy.local.stack import Stack
from shared.clock import SteeredClock
from tests.e2e.town.mailbox import Mailbox

WEDNESDAY = 2
A_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """Somebody who is signed in, and since when by the town's clock."""

    browser: Browser
    since: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """Share one per stack: its mailbox remembers what it has read. seats: who is signed in, by address."""

    stack: Stack
    mailbox: Mailbox
    seats: dict[str, Seat] = field(default_factory=dict)

    @property
    def pack(self) -> Path:
        """The neighbourhood's folder."""
        plan = self.stack.plan
        return Path(plan.passed_on.get("NABO_PACKS", PACKS)) / plan.pack

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

    @property
    def zone(self) -> ZoneInfo:
        """Where its people's clocks go."""
        told = yaml.safe_load((self.pack / "categories.yaml").read_text())
        return ZoneInfo(told["neighbourhood"]["zone"])

    def next_time(self, hour: int) -> datetime:
        """When its people's clocks show this hour next."""
        there = self.now.astimezone(self.zone)
        today = there.replace(hour=hour, minute=0, second=0, microsecond=0)
        return today if today > there else today + timedelta(days=1)

    def rest_for_a_week(self) -> datetime:
        """Until a Wednesday at ten, a week away or more: offices are open, and nobody was asked too often."""
        there = (self.now + A_WEEK).astimezone(self.zone)
        day = there + timedelta(days=(WEDNESDAY - there.weekday()) % 7)
        morning = day.replace(hour=10, minute=0, second=0, microsecond=0)
        return self.wait_until_it_is(morning if morning >= there else morning + A_WEEK)

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
