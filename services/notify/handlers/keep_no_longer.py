"""Lets go what notify has kept for as long as the neighbourhood says."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.notify.ports.people import Old
from shared.retention import Data, Past, What

KEEPS = (
    Data.CONTACT,
    Data.DELIVERIES,
    Data.SIGN_INS,
    Data.SESSIONS,
    Data.ANSWERS,
    Data.STOPS,
    Data.TRACES,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class KeepNoLonger:
    """Passes as `shared.retention.Shelves`. The address of a report stays while somebody works on it."""

    old: Old

    def past(self, what: What, before: datetime) -> Iterator[Past]:
        old = self.old
        if what.data is Data.CONTACT:
            return old.matters(what.of, before)
        by_age: Mapping[Data, Callable[[datetime], Iterator[Past]]] = {
            Data.DELIVERIES: old.deliveries,
            Data.SIGN_INS: old.sign_ins,
            Data.SESSIONS: old.sessions,
            Data.ANSWERS: old.answers,
            Data.STOPS: old.stops,
            Data.TRACES: old.traces,
        }
        return by_age[what.data](before)

    def let_go(self, what: What, past: Past) -> bool:
        old = self.old
        goes: Mapping[Data, Callable[[Past], bool]] = {
            Data.CONTACT: lambda each: old.let_contact_go(each.id),
            Data.DELIVERIES: lambda each: old.let_delivery_go(each.id),
            Data.SIGN_INS: lambda each: old.let_sign_ins_go(each.id),
            Data.SESSIONS: lambda each: old.let_session_go(each.id),
            Data.ANSWERS: lambda each: old.let_answer_go(each.id),
            Data.STOPS: old.let_stop_go,
            Data.TRACES: old.let_trace_go,
        }
        return goes[what.data](past)
