"""Makes intake: settings in, ready use cases out. The only place that chooses adapters."""

from services.intake.bootstrap.keys import KeyCabinet, make_key_cabinet
from services.intake.bootstrap.stores import INDEXES, Stores, make_stores
from services.intake.bootstrap.use_cases import Intake
from services.intake.bootstrap.wiring import make_intake, make_kinds

__all__ = [
    "INDEXES",
    "Intake",
    "KeyCabinet",
    "Stores",
    "make_intake",
    "make_key_cabinet",
    "make_kinds",
    "make_stores",
]
