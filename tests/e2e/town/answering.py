"""Answers letters by mail, as their reader's program does: by SMTP, to the address that they name."""

import email
import email.policy
import smtplib
from collections.abc import Sequence
from email.message import EmailMessage

from deploy.local.mail_answer import answer_to
from tests.e2e.town.mailbox import Letter
from tests.e2e.town.town import Town


def answers(
    town: Town, letter: Letter, text: str, *, sender: str = "", photos: Sequence[bytes] = (), **headers: str
) -> None:
    """sender: whoever got it, unless another is named. headers: with `_` for `-`.

    Raises: smtplib.SMTPException where the mail server refuses it.
    """
    asked = email.message_from_string(letter.raw, _class=EmailMessage, policy=email.policy.default)
    made = answer_to(asked, text=text, sender=sender)
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    for each in photos:
        made.add_attachment(each, maintype="image", subtype="jpeg", filename="photo.jpg")
    with smtplib.SMTP("127.0.0.1", town.stack.plan.ports.smtp, timeout=15) as line:
        line.send_message(made)
