"""What the stand-in tells notify, signed as a real gateway does: that a message arrived, and what a phone answers."""

import json
import sys
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from queue import Queue

from deploy.local.signed_post import SignedPost

PAUSES = (0.1, 0.5, 1.0, 2.0, 5.0, 10.0, 30.0)
"""Seconds between attempts, for a service that is still starting; as gateways do."""

SECONDS = 5.0
_TAKEN = range(200, 300)
_FINAL = range(400, 500)


@dataclass(slots=True)
class Telling:
    """notify: its address. Receipts go out by themselves, one after the other; an answer is told while one waits."""

    notify: str
    key: bytes = field(repr=False)
    _waiting: "Queue[tuple[str, Mapping[str, str]]]" = field(default_factory=Queue)

    def start(self) -> None:
        threading.Thread(target=self._go_on, daemon=True).start()

    def delivered(self, message_id: str, reference: str) -> None:
        """Soon."""
        self._waiting.put((message_id, {"reference": reference, "status": "delivered"}))

    def answered(self, message_id: str, phone: str, text: str) -> bool:
        """Whether notify heard it."""
        body = {"id": message_id, "from": phone, "to": "Nabo", "text": text}
        return self._post("/api/notify/v1/sms/inbound", message_id, body) in _TAKEN

    def _go_on(self) -> None:
        while True:
            message_id, body = self._waiting.get()
            for pause in PAUSES:
                status = self._post("/api/notify/v1/sms/receipts", message_id, body)
                if status in _TAKEN or status in _FINAL:
                    break
                time.sleep(pause)
            else:
                print(f"the receipt of {message_id} could not be told", file=sys.stderr)

    def _post(self, path: str, message_id: str, body: Mapping[str, str]) -> int:
        """The status, or 0 where nobody answers."""
        post = SignedPost(notify=self.notify, key=self.key, kind="application/json", seconds=SECONDS)
        return post.send(path, message_id, json.dumps(body).encode())
