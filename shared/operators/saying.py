"""How commands say things: one JSON object on each line of standard output, and progress on standard error."""

import json
import logging
import sys
from collections.abc import Iterable, Mapping

import click

from shared.observability.logs import set_up_logs


def say_each(found: Iterable[Mapping[str, object]]) -> None:
    """For programs and people alike."""
    for each in found:
        sys.stdout.write(json.dumps(each, default=str) + "\n")


def say(sentence: str) -> None:
    """For the person who waits."""
    click.echo(sentence, err=True)


def log_for_operators(service: str, level: str) -> None:
    """What goes on beside what is asked for. Of a broker that is away the command itself tells, once."""
    set_up_logs(service=service, process="cli", level=level)
    logging.getLogger("kafka").setLevel(logging.CRITICAL)
