"""Sends reports at a steady rate, each until it is answered, and writes down what was answered."""

import json
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from bench.replay.bad_rows import BadRow
from bench.replay.books import Attempt
from bench.replay.client import Answer, Client, NoAnswer
from bench.replay.plan import Planned

PATH = "/api/intake/v1/reports"
CONNECTIONS = 8
PATIENCE_SECONDS = 120.0
PAUSE_SECONDS = 0.3


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What became of one planned report. at: Unix seconds of the answer. body: None where there was no JSON."""

    planned: Planned
    status: int
    at: float
    body: dict[str, Any] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SentBad:
    """What became of one bad row."""

    bad: BadRow
    status: int
    text: str

    @property
    def is_as_expected(self) -> bool:
        return self.status == self.bad.status and self.bad.names.casefold() in self.text.casefold()


class Sender:
    """Eight connections. What got no answer, or a 5xx, is sent again with the same key, as a good client does."""

    def __init__(self, origin: str) -> None:
        self._client = Client(origin)
        self.attempts: list[Attempt] = []
        """Every request with its answer, also those that were sent again."""

    def send_all(
        self, planned: Sequence[Planned], *, rate: float, done: Callable[[Sent], None], stopped: Callable[[], bool]
    ) -> None:
        """Blocks until every report was answered. rate: per second; what cannot be kept up queues in the client."""
        begun = time.monotonic()
        with ThreadPoolExecutor(CONNECTIONS) as pool:
            for place, each in enumerate(planned):
                if stopped():
                    return
                time.sleep(max(0.0, begun + place / rate - time.monotonic()))
                pool.submit(self._send, each, done)

    def _send(self, planned: Planned, done: Callable[[Sent], None]) -> None:
        done(self.send_one(planned))

    def send_bad(self, bad: BadRow) -> SentBad:
        answer = self._post(bad.raw, {})
        return SentBad(bad=bad, status=answer.status, text=answer.text)

    def send_one(self, planned: Planned) -> Sent:
        """Blocks until it is answered, or patience ends: then the status is 0 or a 5xx."""
        ends = time.monotonic() + PATIENCE_SECONDS
        raw = json.dumps(planned.body).encode()
        while True:
            try:
                answer = self._post(raw, {"Idempotency-Key": planned.key})
            except NoAnswer:
                answer = None
            self.attempts.append(_attempt(planned.key, answer))
            if answer is not None and answer.status < 500:  # noqa: PLR2004 -- HTTP's own border.
                return Sent(planned=planned, status=answer.status, at=time.time(), body=answer.json())
            if time.monotonic() > ends:
                return Sent(planned=planned, status=answer.status if answer else 0, at=time.time(), body=None)
            time.sleep(PAUSE_SECONDS)

    def _post(self, raw: bytes, headers: dict[str, str]) -> Answer:
        return self._client.ask("POST", PATH, raw, {"Content-Type": "application/json", **headers})

    def status_of(self, report_id: str) -> dict[str, Any] | None:
        """The report as the public door shows it; None where it does not."""
        answer = self._client.ask("GET", f"{PATH}/{report_id}")
        return answer.json() if answer.status < HTTPStatus.BAD_REQUEST else None


def _attempt(key: str, answer: Answer | None) -> Attempt:
    taken = answer is not None and answer.status == HTTPStatus.CREATED
    report_id = str(answer.json()["id"]) if answer is not None and taken else ""
    return Attempt(key=key, status=answer.status if answer is not None else 0, at=time.time(), report_id=report_id)
