"""Makes triage: settings in, ready use cases out. The only place that chooses adapters."""

from services.triage.bootstrap.keeping import make_retention
from services.triage.bootstrap.stores import INDEXES, Stores, make_stores
from services.triage.bootstrap.use_cases import Triage
from services.triage.bootstrap.wiring import Ports, make_kinds, make_triage, on_ports, wire

__all__ = [
    "INDEXES",
    "Ports",
    "Stores",
    "Triage",
    "make_kinds",
    "make_retention",
    "make_stores",
    "make_triage",
    "on_ports",
    "wire",
]
