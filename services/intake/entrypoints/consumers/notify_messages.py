"""Hears how messages fared; nothing here depends on it yet."""

from collections.abc import Mapping

from services.intake.bootstrap import Intake
from shared.events.notify import AnswerReceived, DeliveryFailed, DeliveryUnknown
from shared.kafka.handling import Handle

HANDLED: frozenset[type] = frozenset()
IGNORED: frozenset[type] = frozenset({AnswerReceived, DeliveryFailed, DeliveryUnknown})


def handlers(_intake: Intake) -> Mapping[type, Handle]:
    return {}
