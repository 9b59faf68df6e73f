"""A helper does not want to meet this resident again."""

from dataclasses import dataclass

from services.triage.domain import offering
from services.triage.ports import Cases, Helpers
from shared.errors import NotFound
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockContact:
    person_id: PersonId
    case_id: CaseId


def block_contact(command: BlockContact, *, helpers: Helpers, cases: Cases) -> None:
    """No reason asked, nothing shown to anybody (rule R9). Raises: NotFound for a case they were never asked about."""
    case = cases.get(command.case_id).state
    if command.person_id not in case.invitations:
        raise NotFound(command.case_id)
    contact_id = case.told.mailbox_id or case.told.contact_id
    if contact_id is None:
        return
    change(
        helpers,
        command.person_id,
        lambda helper: offering.block(helper, contact_id=contact_id),
        by=command.person_id,
    )
