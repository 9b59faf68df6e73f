"""What every channel for text messages promises, in memory and over real HTTP; and each cell of a gateway's matrix."""

import socket
import ssl
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from services.notify.adapters.http_sms_channel import (
    DOUBTS_BEFORE_REST,
    REST_SECONDS,
    Gateway,
    HttpSmsChannel,
    NoSmsChannel,
)
from services.notify.domain.sms import Sms
from services.notify.ports.channels import ChannelAway, Deferred, NoChannel, OutcomeUnknown, SmsChannel
from services.notify.ports.messages import LeaseLost
from shared.errors import Undeliverable
from tests.contract.ports.mail_server import certificate_for_this_machine
from tests.contract.ports.sms_server import BEHAVIOURS, RETRY_AFTER, TOKEN, SmsServer, sms_server
from tests.fakes.notify_texts import FakeSmsChannel

PATIENCE = 2.0
"""Seconds that the channel waits for a gateway that hangs: less than in production, more than a busy machine stalls."""


@dataclass(slots=True)
class Hands:
    """The machine's time, in a test's hands."""

    at: float = 0.0

    def __call__(self) -> float:
        return self.at


@dataclass(frozen=True, slots=True)
class Post:
    """A channel, how to see what arrived, and its time."""

    channel: SmsChannel
    arrived: Callable[[], int]
    hands: Hands


def sms(name: str = "ok", text: str = "Gadelygte: i morgen. Tak!") -> Sms:
    return Sms(to=BEHAVIOURS[name], text=text, reference="ref-1")


def over_http(server: SmsServer, hands: Hands | None = None, *, token: str = TOKEN, url: str = "") -> HttpSmsChannel:
    told = Gateway(url=url or server.url, sender="Nabo", token=token, connect_seconds=PATIENCE, answer_seconds=PATIENCE)
    return HttpSmsChannel(told, monotonic=hands or Hands())


@pytest.fixture
def server(tmp_path: Path) -> Iterator[SmsServer]:
    with sms_server(tmp_path / "ledger") as running:
        yield running


@pytest.fixture(params=["in_memory", "over_http"])
def post(request: pytest.FixtureRequest) -> Post:
    if request.param == "in_memory":
        fake = FakeSmsChannel(
            falls={
                BEHAVIOURS["refused"]: Undeliverable("sms_400"),
                BEHAVIOURS["too_many"]: Deferred(RETRY_AFTER),
                BEHAVIOURS["hangs"]: OutcomeUnknown("no_answer"),
            }
        )
        return Post(fake, lambda: len(fake.taken), Hands())
    server: SmsServer = request.getfixturevalue("server")
    hands = Hands()
    return Post(over_http(server, hands), lambda: len(server.taken), hands)


class Brink:
    """Counts how often it was reached."""

    def __init__(self) -> None:
        self.reached = 0

    def __call__(self) -> None:
        self.reached += 1


def sent(channel: SmsChannel, name: str = "ok") -> Brink:
    brink = Brink()
    channel.hand_over(sms(name), at_the_brink=brink)
    return brink


def test_a_message_is_taken_once_and_the_brink_is_passed_once(post: Post) -> None:
    assert sent(post.channel).reached == 1
    assert post.arrived() == 1


@pytest.mark.parametrize("name, error", [("refused", Undeliverable), ("too_many", Deferred), ("hangs", OutcomeUnknown)])
def test_what_goes_wrong_after_the_brink_is_told_apart(post: Post, name: str, error: type[Exception]) -> None:
    brink = Brink()
    with pytest.raises(error):
        post.channel.hand_over(sms(name), at_the_brink=brink)
    assert (brink.reached, post.arrived()) == (1, 0)


def test_what_stops_at_the_brink_is_not_sent(post: Post) -> None:
    def stop() -> None:
        raise LeaseLost("somebody else has it")

    with pytest.raises(LeaseLost):
        post.channel.hand_over(sms(), at_the_brink=stop)
    assert post.arrived() == 0


@pytest.mark.parametrize("name", ["refused", "too_many", "hangs"])
def test_the_next_message_goes_whatever_became_of_the_one_before(post: Post, name: str) -> None:
    with pytest.raises((Undeliverable, Deferred, OutcomeUnknown)):
        sent(post.channel, name)
    post.hands.at += RETRY_AFTER
    sent(post.channel)
    assert post.arrived() == 1


@pytest.mark.parametrize(
    "name, error, arrives",
    [
        ("refused", Undeliverable("sms_400"), 0),
        ("too_many", Deferred(RETRY_AFTER), 0),
        ("busy", Deferred(RETRY_AFTER), 0),
        ("moved", Deferred(30.0), 0),
        ("broken_before", OutcomeUnknown("sms_500"), 0),
        ("broken_after", OutcomeUnknown("sms_500"), 1),
        ("hangs", OutcomeUnknown("no_answer"), 0),
        ("drips", OutcomeUnknown("no_answer"), 0),
        ("reset_before", OutcomeUnknown("connection_lost"), 0),
        ("reset_after", OutcomeUnknown("connection_lost"), 1),
        ("garbage", OutcomeUnknown("unreadable_answer"), 1),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_every_cell_of_the_matrix(server: SmsServer, name: str, error: Exception, arrives: int) -> None:
    with pytest.raises(type(error)) as told:
        sent(over_http(server), name)
    assert told.value.args == error.args
    assert len(server.taken) == arrives
    assert server.asked == 1, "nobody asks again by themselves"


def test_it_says_what_the_gateway_must_know_and_no_more(server: SmsServer) -> None:
    sent(over_http(server))
    expected = {"to": BEHAVIOURS["ok"], "from": "Nabo", "text": "Gadelygte: i morgen. Tak!", "reference": "ref-1"}
    assert server.taken == [expected]


def test_no_wait_is_longer_than_the_patience(server: SmsServer) -> None:
    began = time.monotonic()
    for name in ("hangs", "drips"):
        with pytest.raises(OutcomeUnknown):
            sent(over_http(server), name)
    assert time.monotonic() - began < 6 * PATIENCE


def test_a_gateway_that_is_not_there_is_away_and_the_brink_is_not_passed() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    brink = Brink()
    channel = HttpSmsChannel(Gateway(url=f"http://127.0.0.1:{port}/", sender="Nabo", token=TOKEN))
    with pytest.raises(ChannelAway):
        channel.hand_over(sms(), at_the_brink=brink)
    assert brink.reached == 0


def test_a_wrong_token_fails_no_message_and_holds_all_up(server: SmsServer) -> None:
    channel, brink = over_http(server, token="wrong"), Brink()
    with pytest.raises(Deferred):
        sent(channel)
    with pytest.raises(ChannelAway):
        channel.hand_over(sms(), at_the_brink=brink)
    assert (brink.reached, server.asked) == (0, 1)


def test_after_429_nothing_goes_before_the_gateway_wants_it(server: SmsServer) -> None:
    hands = Hands()
    channel = over_http(server, hands)
    with pytest.raises(Deferred):
        sent(channel, "too_many")
    hands.at = RETRY_AFTER - 1
    with pytest.raises(ChannelAway) as away:
        sent(channel)
    assert away.value.after_seconds == 1
    hands.at = RETRY_AFTER
    sent(channel)
    assert len(server.taken) == 1


def test_a_gateway_that_is_ill_makes_few_unknowns(server: SmsServer) -> None:
    hands = Hands()
    channel = over_http(server, hands)
    for _ in range(DOUBTS_BEFORE_REST):
        with pytest.raises(OutcomeUnknown):
            sent(channel, "broken_before")
    with pytest.raises(ChannelAway):
        sent(channel)
    hands.at = REST_SECONDS
    with pytest.raises(OutcomeUnknown):
        sent(channel, "broken_before")
    with pytest.raises(ChannelAway):
        sent(channel)
    hands.at = 2 * REST_SECONDS
    sent(channel)
    for _ in range(DOUBTS_BEFORE_REST - 1):
        with pytest.raises(OutcomeUnknown):
            sent(channel, "broken_before")
    sent(channel)


def test_where_there_is_no_gateway_that_is_said(server: SmsServer) -> None:
    with pytest.raises(NoChannel):
        sent(NoSmsChannel())
    assert server.asked == 0


@pytest.mark.parametrize("is_trusted", [True, False], ids=["trusted", "not_trusted"])
def test_messages_go_over_tls_to_whom_we_trust_and_to_nobody_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_trusted: bool
) -> None:
    certificate = certificate_for_this_machine(tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    if is_trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with sms_server(tmp_path / "ledger", tls=context) as guarded:
        channel = over_http(guarded, url=guarded.url.replace("http:", "https:"))
        if is_trusted:
            sent(channel)
        else:
            with pytest.raises(ChannelAway):
                sent(channel)
        assert len(guarded.taken) == is_trusted


def test_letters_that_smuggle_nothing_arrive_as_they_are(server: SmsServer) -> None:
    sly = 'æøå "}\r\nX-Injected: 1\u0000 🙂'
    over_http(server).hand_over(replace(sms(), text=sly), at_the_brink=Brink())
    assert server.taken[0]["text"] == sly
