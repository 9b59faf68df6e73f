"""A house that hears what people answer to its mails: whoever takes the mail for it hands over what programs write."""

import time
from dataclasses import dataclass
from datetime import timedelta
from email.message import EmailMessage

from werkzeug.test import TestResponse

from deploy.local.mail_answer import answer_to
from services.notify.entrypoints.web.signed import signature_of
from shared.events import triage
from tests.factories.notify import NOON
from tests.integration.notify.house import ADA, House, Mail
from tests.integration.notify.news import ROUTED

ALMA = "alma@nabo.example"
INBOUND = "/api/notify/v1/mail/inbound"


@dataclass(frozen=True, slots=True)
class Post:
    """Whoever takes mail for the house."""

    house: House

    def answer(self, asked: Mail, text: str, *, sender: str = "", **headers: str) -> int:
        """As its reader's program answers it. headers: with `_` for `-`."""
        made = answer_to(asked.message, text=text, sender=sender)
        for name, value in headers.items():
            made[name.replace("_", "-")] = value
        return self.hand_over(made)

    def hand_over(self, made: EmailMessage | bytes) -> int:
        raw = made if isinstance(made, bytes) else made.as_bytes()
        return self.post(raw).status_code

    def post(
        self, body: bytes, *, key: bytes | None = None, at: float = 0.0, kind: str = "message/rfc822", **headers: str
    ) -> TestResponse:
        assert self.house.settings.replies is not None
        sent_at = str(int(time.time() + at))
        wanted = key or self.house.settings.replies.mail_key
        signed = {
            "webhook-id": "w-1",
            "webhook-timestamp": sent_at,
            "webhook-signature": signature_of(wanted, "w-1", sent_at, body),
        }
        told = {**signed, **{name.replace("_", "-"): value for name, value in headers.items()}}
        return self.house.app.test_client().post(INBOUND, data=body, headers=told, content_type=kind, buffered=True)

    def heard(self) -> list[dict[str, str]]:
        """What is told of answers, oldest first."""
        found = self.house.database["replies"].find({}, sort=[("created_at", 1)])
        return [each["data"] for one in found for each in one.get("pending", ())]

    def said(self, to: str = ADA) -> list[Mail]:
        """What whoever answered is told, after what is due was sent."""
        self.house.send()
        return [
            each
            for each in self.house.mails(to)
            if each.message["Reply-To"] is None or "reply+" not in each.message["Reply-To"]
        ]


def asked(post: Post, *, sensitive: bool = False) -> Mail:
    """A reporter was told who has it."""
    post.house.hear_of_a_report(sensitive=sensitive)
    post.house.hear_of_its_case(ROUTED, version=2, sensitive=sensitive)
    return post.house.newest()


def asked_as_a_helper(post: Post) -> Mail:
    """Alma has said yes to the task."""
    post.house.register("alma", ALMA, "Alma")
    post.house.hear_of_a_report()
    yes = triage.InvitationAccepted(person_id="alma", expected_by=NOON + timedelta(hours=5))
    post.house.hear_of_its_case(yes, version=3)
    return post.house.newest(ALMA)
