"""Waits until the house is awake: a fresh stack still tells everybody about its thousands of demo people."""

import time
from collections.abc import Mapping
from typing import Any

from bench.replay.mailbox import Mailbox
from bench.replay.plan import Change, Planned, Verdict
from bench.replay.sender import Sender

AWAKE_SECONDS = 2.0
PATIENCE_SECONDS = 300.0
LOOK_SECONDS = 0.05


class NeverAwake(Exception):
    """Mail takes too long even when there is nothing else to do."""


def wait_until_awake(sender: Sender, mailbox: Mailbox, body: Mapping[str, Any]) -> int:
    """Send one report after the other until a mail about one comes at once. Returns how many that took.

    They are no part of the ledger. Raises: NeverAwake.
    """
    ends = time.monotonic() + PATIENCE_SECONDS
    for number in range(1, 1000):
        if _comes_at_once(sender, mailbox, body, f"warm-up-{number}", ends):
            return number
        if time.monotonic() > ends:
            break
    raise NeverAwake


def _comes_at_once(sender: Sender, mailbox: Mailbox, body: Mapping[str, Any], name: str, ends: float) -> bool:
    email = f"{name}@residents.example"
    begun = time.monotonic()
    sender.send_one(
        Planned(
            key=name,
            body={**body, "contact": {"email": email}, "neighbour_consent": False},
            email=email,
            verdict=Verdict.SILENT,
            change=Change.NONE,
        )
    )
    while email not in mailbox.first and time.monotonic() < ends:
        list(mailbox.fresh())
        time.sleep(LOOK_SECONDS)
    return time.monotonic() - begun < AWAKE_SECONDS
