"""Keep what must be known of a new report to write about it, and who wants to hear."""

from dataclasses import dataclass, replace
from datetime import datetime

from services.notify.domain.matter import Matter
from services.notify.domain.subscription import Subscription, subscription_id
from services.notify.ports.matters import Matters, Subscriptions
from services.notify.ports.people import Mailboxes
from shared.erasure import Ledger


@dataclass(frozen=True, slots=True, kw_only=True)
class ReceiveReport:
    """sealed_contact: the box with the reporter's address, kept as it came; None for a report without one."""

    matter: Matter
    at: datetime
    sealed_contact: str | None


def receive_report(
    command: ReceiveReport, *, matters: Matters, subscriptions: Subscriptions, mailboxes: Mailboxes, ledger: Ledger
) -> None:
    """Receiving twice is receiving once. The subscription comes first: whoever knows the report may look for it.

    A report of somebody who was erased is nobody's, and stays so when it is told again.
    """
    matter = command.matter
    if ledger.known([matter.report_id]):
        matter = replace(matter, contact_id=None, is_withdrawn=True)
    if matter.contact_id and command.sealed_contact:
        kind = mailboxes.kind(command.sealed_contact) or matter.contact_kind
        subscriptions.add(
            Subscription(
                id=subscription_id(matter.report_id, matter.contact_id),
                report_id=matter.report_id,
                contact_id=matter.contact_id,
                since=command.at,
                language=matter.language,
                box=command.sealed_contact,
                kind=kind,
            )
        )
        matter = replace(matter, contact_kind=kind)
    matters.open(matter)
