"""Makes notify: settings in, ready use cases out. The only place that chooses adapters."""

from services.notify.bootstrap.sending import Sending, make_sending, make_texting
from services.notify.bootstrap.stores import INDEXES, Stores, make_stores
from services.notify.bootstrap.use_cases import Notify
from services.notify.bootstrap.wiring import make_kinds, make_notify

__all__ = [
    "INDEXES",
    "Notify",
    "Sending",
    "Stores",
    "make_kinds",
    "make_notify",
    "make_sending",
    "make_stores",
    "make_texting",
]
