"""Sends reports through the public API, as a program does, and follows them there."""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from http import HTTPStatus
from typing import Any

import requests

from deploy.local.waiting import wait_until
from tests.e2e.town.mailbox import Letter
from tests.e2e.town.town import Town

PATH = "/api/intake/v1/reports"
ANSWER_SECONDS = 15
PATIENCE_SECONDS = 30.0
Json = dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A report that was taken. email: where its reporter reads; empty for nobody."""

    town: Town
    id: str
    reference: str
    email: str
    notices: list[Json] = field(default_factory=list)

    @property
    def now(self) -> Json:
        """What the API says of it now."""
        answer = patiently(lambda: requests.get(f"{self.town.url}{PATH}/{self.id}", timeout=ANSWER_SECONDS))
        assert answer.status_code == 200, answer.text
        found: Json = answer.json()
        return found

    def becomes(self, *statuses: str, seconds: float = PATIENCE_SECONDS) -> Json:
        """Waits until it stands so, and its history says since when; gives what the API says of it then."""

        def look() -> Json | None:
            found = self.now
            steps = {step["status"] for step in found.get("history", ())} or {found["status"]}
            return found if found["status"] in steps & set(statuses) else None

        wanted = " or ".join(statuses)
        return wait_until(look, seconds=seconds, what=f"{self.reference} is {wanted} (last: {self.now['status']})")

    def letter(self, *, having: str = "", after: int = 0) -> Letter:
        """The next letter to its reporter."""
        return self.town.mailbox.wait_for(self.email, having=having, after=after)

    @property
    def personal_page(self) -> str:
        """The path of the reporter's own page, as their first letter tells it."""
        link = self.letter(having="/my/").link("/my/")
        return "/my/" + link.split("/my/")[1].split("/")[0]


def post(town: Town, body: object, headers: Mapping[str, str] | None = None) -> requests.Response:
    """Whatever the answer is."""
    return requests.post(f"{town.url}{PATH}", json=body, headers=dict(headers or {}), timeout=ANSWER_SECONDS)


def patiently(ask: Callable[[], requests.Response]) -> requests.Response:
    """Asks again while the service has no time for it, as programs do: a busy machine's database may be late."""

    def look() -> requests.Response | None:
        answer = ask()
        return None if answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE else answer

    return wait_until(look, seconds=PATIENCE_SECONDS, what="it is not put off any more")


def tell(town: Town, category: str, *, text: str = "It is by the door.", writes: bool = True, **more: Any) -> Told:  # noqa: ANN401
    """A report of this category. writes: its reporter leaves an address of their own. more: fields of the API.

    Raises: AssertionError when it was not taken.
    """
    email = f"{uuid.uuid4().hex[:12]}@resident.example" if writes else ""
    body = {"category": category, "text": text, **({"contact": {"email": email}} if email else {}), **more}
    key = {"Idempotency-Key": str(uuid.uuid4())}
    answer = patiently(lambda: post(town, body, key))
    assert answer.status_code == 201, answer.text
    taken = answer.json()
    return Told(town=town, id=taken["id"], reference=taken["reference"], email=email, notices=taken["notices"])
