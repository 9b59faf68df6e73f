"""Whoever sends a message again by hand is told in words what came between."""

import click
import pytest

from services.notify.entrypoints.cli.__main__ import send_or_say
from services.notify.handlers.send_again import SendAgain
from shared.errors import IllegalMove, NotFound, StaleVersion


@pytest.mark.parametrize(
    "came, said",
    [
        (NotFound("d1"), "there is no delivery d1"),
        (IllegalMove("sent_is_not_sent_again"), "sent_is_not_sent_again"),
        (StaleVersion("d1"), "somebody else was faster"),
    ],
)
def test_what_came_between_is_said(came: Exception, said: str) -> None:
    def send(_: SendAgain) -> None:
        raise came

    with pytest.raises(click.ClickException, match=said):
        send_or_say(send, "d1")
