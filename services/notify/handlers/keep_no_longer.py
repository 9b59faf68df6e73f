"""Lets go what notify has kept for as long as the neighbourhood says."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from services.notify.ports.people import Old
from shared.retention import Data, Past, What

KEEPS = (Data.CONTACT, Data.DELIVERIES, Data.SIGN_INS, Data.SESSIONS, Data.TRACES)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepNoLonger:
    """Passes as `shared.retention.Shelves`. The address of a report stays while somebody works on it."""

    old: Old

    def past(self, what: What, before: datetime) -> Iterator[Past]:
        match what.data:
            case Data.CONTACT:
                return self.old.matters(what.of, before)
            case Data.DELIVERIES:
                return self.old.deliveries(before)
            case Data.SIGN_INS:
                return self.old.sign_ins(before)
            case Data.SESSIONS:
                return self.old.sessions(before)
            case _:
                return self.old.traces(before)

    def let_go(self, what: What, past: Past) -> bool:
        match what.data:
            case Data.CONTACT:
                return self.old.let_contact_go(past.id)
            case Data.DELIVERIES:
                return self.old.let_delivery_go(past.id)
            case Data.SIGN_INS:
                return self.old.let_sign_ins_go(past.id)
            case Data.SESSIONS:
                return self.old.let_session_go(past.id)
            case _:
                self.old.let_trace_go(past)
                return True
