"""Hears how messages fared; no decision depends on it yet."""

from collections.abc import Mapping

from services.triage.bootstrap import Triage
from shared.events.notify import DeliveryFailed, DeliveryUnknown
from shared.kafka.handling import Handle

HANDLED: frozenset[type] = frozenset()
IGNORED: frozenset[type] = frozenset({DeliveryFailed, DeliveryUnknown})


def handlers(_triage: Triage) -> Mapping[type, Handle]:
    return {}
