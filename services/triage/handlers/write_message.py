"""Somebody on the case writes to somebody else on it."""

from dataclasses import dataclass

from services.triage.domain import professionals
from services.triage.domain.asking import then
from services.triage.domain.authority import require_writer
from services.triage.domain.case import Case
from services.triage.domain.deciding import Events
from services.triage.handlers.deciding import Deciding
from services.triage.ports import Cases, RolesOfPeople
from shared.ids import CaseId, PersonId
from shared.repository import change


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteMessage:
    case_id: CaseId
    by: PersonId
    to: str
    text: str
    language: str = ""
    reply_id: str | None = None


def write_message(command: WriteMessage, *, cases: Cases, roles: RolesOfPeople, deciding: Deciding) -> None:
    """From the team to the reporter or a helper, or from the assigned helper to either. Signs in it protect the case.

    A coordinator may write to a helper who left because it was not safe, until the alarm is seen to (rule R8).

    language: of the page that it was written on, or of whoever answered a mail. reply_id: of that mail.

    Raises: NotFound for whoever is not on the case, IllegalMove, Refused.
    """
    at = deciding.now()
    mine = roles.find(command.by).state
    noticing = deciding.noticing(command.text, command.language, at)

    def decide(case: Case) -> Events:
        require_writer(mine, case, by=command.by, to=command.to, at=at)
        written = professionals.write(
            case, by=command.by, to=command.to, text=command.text, at=at, reply_id=command.reply_id
        )
        return then(case, written, noticing)

    change(cases, command.case_id, decide, by=command.by)
