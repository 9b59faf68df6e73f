"""Hear "this was not me" of an address that somebody wanted to add: no such mail goes there any more."""

from dataclasses import dataclass

from services.notify.domain.sending import adding
from services.notify.ports.matters import Disowned
from shared.clock import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class RefuseProofs:
    """is_taken_back: they may be asked again."""

    contact_id: str
    is_taken_back: bool = False


def refuse_proofs(command: RefuseProofs, *, disowned: Disowned, clock: Clock) -> None:
    """Mails to sign in, and those about their own reports, go there all the same."""
    if command.is_taken_back:
        disowned.remove(adding(command.contact_id))
    else:
        disowned.add(adding(command.contact_id), clock.now())
