"""Waits for a condition instead of for a time."""

import time
from collections.abc import Callable
from typing import TypeVar

from deploy.local.trouble import Code, Trouble

Found = TypeVar("Found")

PAUSE_SECONDS = 0.1


def wait_until(look: Callable[[], Found | None], *, seconds: float, what: str) -> Found:
    """Look again and again until there is something; give it back.

    Raises: Trouble when nothing came in time. `what` completes the sentence "Waited … seconds until <what>, in vain."
    """
    deadline = time.monotonic() + seconds
    while True:
        found = look()
        if found is not None and found is not False:
            return found
        if time.monotonic() > deadline:
            raise Trouble(Code.NOT_READY, f"Waited {seconds:.0f} seconds until {what}, in vain.")
        time.sleep(PAUSE_SECONDS)
