"""What every mail channel promises, in memory and over real SMTP; and each cell of SMTP's own matrix."""

import email
import email.policy
import socket
import ssl
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from services.notify.adapters.mime import Sender
from services.notify.adapters.smtp_channel import Server, SmtpChannel
from services.notify.domain.letter import Letter
from services.notify.ports.channels import ChannelAway, Deferred, MailChannel, OutcomeUnknown
from services.notify.ports.messages import LeaseLost
from shared.clock import StoppedClock
from shared.errors import Undeliverable
from tests.contract.ports.mail_server import (
    PASSWORD,
    USER,
    Guard,
    MailServer,
    certificate_for_this_machine,
    mail_server,
)
from tests.factories.notify import NOON
from tests.fakes.notify_letters import FakeChannel

SENDER = Sender(name="Nabo", address="nabo@nabo.example")
PUT_OFF = ("full", "leaving", "mute")
PATIENCE = 2.0
"""Seconds that the channel waits for a server that hangs: less than in production, more than a busy machine stalls."""


@dataclass(frozen=True, slots=True)
class Post:
    """A channel, and how to see what arrived."""

    channel: MailChannel
    arrived: Callable[[], int]


def letter(name: str, **changes: str) -> Letter:
    made = Letter(
        to=f"{name}@nabo.example",
        subject="Street lamp (N-7K3M-Q9WY-4)",
        text="Thank you.\n.\n..dots\n",
        html="<p>Thank you.</p>",
        language="en",
        message_id="abc@nabo.example",
    )
    return replace(made, **changes)


def smtp(
    server: MailServer, sender: Sender = SENDER, *, user: str | None = None, password: str = "", tls: str = "none"
) -> SmtpChannel:
    told = Server(
        host="127.0.0.1",
        port=server.port,
        tls=tls,
        user=user,
        password=password,
        command_seconds=PATIENCE,
        answer_seconds=PATIENCE,
    )
    return SmtpChannel(told, lambda _: sender, clock=StoppedClock(NOON))


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path / "ledger") as running:
        yield running


@pytest.fixture(params=["in_memory", "over_smtp"])
def post(request: pytest.FixtureRequest) -> Iterator[Post]:
    if request.param == "in_memory":
        put_off = {f"{name}@nabo.example": Deferred(30) for name in PUT_OFF}
        fake = FakeChannel(
            refuses={**put_off, "nobody@nabo.example": Undeliverable("smtp_550_5_1_1")},
            falls={"hang@nabo.example": OutcomeUnknown("no_answer")},
        )
        yield Post(fake, lambda: len(fake.taken))
        return
    server: MailServer = request.getfixturevalue("server")
    channel = smtp(server)
    yield Post(channel, lambda: len(server.taken))
    channel.close()


class Brink:
    """Counts how often it was reached."""

    def __init__(self) -> None:
        self.reached = 0

    def __call__(self) -> None:
        self.reached += 1


def sent(channel: MailChannel, name: str = "ada") -> Brink:
    brink = Brink()
    channel.hand_over(letter(name), at_the_brink=brink)
    return brink


def test_a_letter_is_taken_once_and_the_brink_is_passed_once(post: Post) -> None:
    assert sent(post.channel).reached == 1
    assert post.arrived() == 1


@pytest.mark.parametrize("name, error", [("nobody", Undeliverable), *((name, Deferred) for name in PUT_OFF)])
def test_a_refusal_comes_before_the_brink(post: Post, name: str, error: type[Exception]) -> None:
    brink = Brink()
    with pytest.raises(error):
        post.channel.hand_over(letter(name), at_the_brink=brink)
    assert (brink.reached, post.arrived()) == (0, 0)


def test_a_server_that_falls_silent_after_the_brink_leaves_it_unknown(post: Post) -> None:
    brink = Brink()
    with pytest.raises(OutcomeUnknown, match="no_answer"):
        post.channel.hand_over(letter("hang"), at_the_brink=brink)
    assert brink.reached == 1


def test_what_stops_at_the_brink_is_not_sent(post: Post) -> None:
    def stop() -> None:
        raise LeaseLost("somebody else has it")

    with pytest.raises(LeaseLost):
        post.channel.hand_over(letter("ada"), at_the_brink=stop)
    assert post.arrived() == 0


@pytest.mark.parametrize("name", ["nobody", *PUT_OFF, "hang"])
def test_the_next_letter_goes_whatever_became_of_the_one_before(post: Post, name: str) -> None:
    with pytest.raises((Undeliverable, Deferred, OutcomeUnknown)):
        sent(post.channel, name)
    sent(post.channel)
    assert post.arrived() == 1


@pytest.mark.parametrize(
    "name, error, arrives",
    [
        ("nobody", Undeliverable("smtp_550_5_1_1"), 0),
        ("full", Deferred(30.0), 0),
        ("leaving", Deferred(30.0), 0),
        ("mute", Deferred(30.0), 0),
        ("later", Deferred(30.0), 0),
        ("unwanted", Undeliverable("smtp_554_5_7_1"), 0),
        ("hang", OutcomeUnknown("no_answer"), 0),
        ("garbage", OutcomeUnknown("unreadable_answer"), 1),
        ("dropped", OutcomeUnknown("connection_lost"), 0),
        ("taken-and-dropped", OutcomeUnknown("connection_lost"), 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_cell_of_the_matrix(server: MailServer, name: str, error: Exception, arrives: int) -> None:
    channel = smtp(server)
    with pytest.raises(type(error)) as told:
        sent(channel, name)
    assert told.value.args == error.args
    assert len(server.taken) == arrives
    sent(channel)
    assert len(server.taken) == arrives + 1
    channel.close()


def test_a_server_that_says_nothing_is_not_waited_for(server: MailServer) -> None:
    with pytest.raises(OutcomeUnknown):
        sent(smtp(server), "hang")
    with pytest.raises(Deferred):
        sent(smtp(server), "mute")


def test_many_letters_go_over_one_line(server: MailServer) -> None:
    channel = smtp(server)
    for name in ("ada", "bo", "nobody", "cy", "full", "di"):
        try:
            sent(channel, name)
        except (Undeliverable, Deferred):
            continue
    assert server.behaviour.connections == 1
    assert len(server.taken) == 4
    channel.close()


def test_a_line_that_died_while_idle_is_opened_again_at_once(tmp_path: Path) -> None:
    with mail_server(tmp_path / "ledger") as before:
        channel = smtp(before)
        sent(channel)
    with mail_server(tmp_path / "ledger", port=before.port) as after:
        sent(channel)
        assert len(after.taken) == 2
        channel.close()


def test_over_whom_a_kept_line_is_lost_is_tried_once_more_on_a_fresh_one(server: MailServer) -> None:
    server.behaviour.hangs_up_once = True
    channel = smtp(server)
    sent(channel)
    sent(channel, "bo")
    assert (server.behaviour.connections, len(server.taken)) == (2, 2)
    with pytest.raises(Deferred):
        sent(channel, "leaving")
    assert server.behaviour.connections == 3, "once, and not for ever"


def test_a_server_that_closes_for_now_is_away_and_nobody_is_refused(server: MailServer) -> None:
    server.behaviour.is_closing = True
    channel = smtp(server)
    with pytest.raises(ChannelAway):
        sent(channel)
    server.behaviour.is_closing = False
    sent(channel)
    channel.close()


def test_a_sender_that_is_refused_fails_no_message(server: MailServer) -> None:
    stranger = smtp(server, Sender(name="Nabo", address="stranger@nabo.example"))
    with pytest.raises(ChannelAway):
        sent(stranger)


def test_a_server_that_is_not_there_is_away() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    with pytest.raises(ChannelAway):
        sent(SmtpChannel(Server(host="127.0.0.1", port=port), lambda _: SENDER, clock=StoppedClock(NOON)))


def test_a_server_that_asks_for_a_password_gets_it(tmp_path: Path) -> None:
    with mail_server(tmp_path / "ledger", guard=Guard(needs_password=True)) as guarded:
        channel = smtp(guarded, user=USER.decode(), password=PASSWORD.decode())
        sent(channel)
        channel.close()
        with pytest.raises(ChannelAway):
            sent(smtp(guarded, user=USER.decode(), password="wrong"))
        assert len(guarded.taken) == 1


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    return certificate_for_this_machine(tmp_path)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "not_trusted"])
def test_mail_goes_over_a_closed_line_to_whom_we_trust_and_to_nobody_else(
    tmp_path: Path, certificate: Path, monkeypatch: pytest.MonkeyPatch, tls: str, *, is_trusted: bool
) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    guard = Guard(starttls=context) if tls == "starttls" else Guard(tls=context)
    with mail_server(tmp_path / "ledger", guard=guard) as guarded:
        channel = smtp(guarded, tls=tls)
        if is_trusted:
            sent(channel)
            channel.close()
        else:
            with pytest.raises(ChannelAway):
                sent(channel)
        assert len(guarded.taken) == is_trusted


def test_a_server_without_tls_gets_nothing_where_tls_is_wanted(server: MailServer) -> None:
    with pytest.raises(ChannelAway):
        sent(smtp(server, tls="starttls"))
    assert server.taken == []


def test_lines_that_begin_with_a_dot_arrive_as_they_are(server: MailServer) -> None:
    channel = smtp(server)
    sent(channel)
    channel.close()
    (taken,) = server.taken
    body = email.message_from_string(taken, policy=email.policy.default).get_body(("plain",))
    assert body is not None
    assert body.get_content() == letter("ada").text


def test_an_address_that_needs_more_than_ascii_fails_with_a_reason(server: MailServer) -> None:
    with pytest.raises(Undeliverable, match="address_needs_utf8"):
        sent(smtp(server), "åse")


def test_a_subject_that_smuggles_a_header_is_not_sent(server: MailServer) -> None:
    with pytest.raises(Undeliverable, match="cannot_be_written"):
        smtp(server).hand_over(letter("ada", subject="x\r\nBcc: all@nabo.example"), at_the_brink=Brink())
    assert server.taken == []
