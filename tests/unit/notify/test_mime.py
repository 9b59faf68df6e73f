"""A mail as bytes: both forms, the headers that mail programs need, and no way to smuggle one in."""

import email
import email.policy
from dataclasses import replace
from email.message import EmailMessage
from typing import cast

import pytest

from services.notify.adapters.mime import Sender, to_bytes
from services.notify.domain.letter import Letter
from tests.factories.notify import NOON

SENDER = Sender(name="Nabo i Kvarteret, æøå", address="nabo@nabo.example", reply_to="svar@nabo.example")
LETTER = Letter(
    to="ada@nabo.example",
    subject="Gadelampe: lysholdet er på sagen, og vi skriver, når der sker noget (N-7K3M-Q9WY-4)",
    text="Tak. På sagen.\n.\nFrom here to there\n" + "https://nabo.example/" + "x" * 300 + "\n",
    html="<p>Tak. På sagen.</p>",
    language="da",
    message_id="abc@nabo.example",
    thread="root@nabo.example",
    stop_url="https://nabo.example/me/stop/" + "t" * 300,
)


def parsed(letter: Letter = LETTER) -> EmailMessage:
    raw = to_bytes(letter, SENDER, at=NOON)
    assert all(len(line) <= 998 for line in raw.split(b"\r\n"))
    assert b"\n" not in raw.replace(b"\r\n", b"")
    return email.message_from_bytes(raw, policy=email.policy.default)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(cast("EmailMessage", part).get_content())


def test_text_and_html_arrive_as_they_were_written() -> None:
    message = parsed()
    assert body(message, "plain").replace("\r\n", "\n").rstrip("\n") == LETTER.text.rstrip("\n")
    assert body(message, "html").strip() == LETTER.html
    assert message["Subject"] == LETTER.subject


def test_mail_programs_know_what_it_is_and_where_it_belongs() -> None:
    message = parsed()
    assert message["Message-ID"] == "<abc@nabo.example>"
    assert message["In-Reply-To"] == message["References"] == "<root@nabo.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe"] == f"<{LETTER.stop_url}>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Content-Language"] == "da"
    assert message["Reply-To"] == "svar@nabo.example"
    assert message["From"].addresses[0].display_name == SENDER.name


def test_a_sign_in_has_no_thread_and_cannot_be_unsubscribed() -> None:
    message = parsed(replace(LETTER, thread=None, stop_url=None))
    assert not {"In-Reply-To", "References", "List-Unsubscribe", "List-Unsubscribe-Post"} & set(message.keys())


@pytest.mark.parametrize(
    "smuggled", ["x\r\nBcc: all@nabo.example", "x\nBcc: all@nabo.example", "x\rBcc: y", "x\x00", "x\u2028y"]
)
@pytest.mark.parametrize("field", ["subject", "to", "message_id", "stop_url"])
def test_no_header_can_be_smuggled_in(field: str, smuggled: str) -> None:
    with pytest.raises(ValueError, match=r"control character|codec|label"):
        to_bytes(replace(LETTER, **{field: smuggled}), SENDER, at=NOON)


def test_a_domain_of_other_letters_is_written_as_servers_know_it() -> None:
    assert parsed(replace(LETTER, to="ada@nabø.example"))["To"] == "ada@xn--nab-2na.example"
