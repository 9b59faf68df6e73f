"""What triage can be asked: its use cases, each ready to be called."""

from collections.abc import Callable
from dataclasses import dataclass

from services.triage.domain.case import Case
from services.triage.handlers.abort_unsafe import AbortUnsafe
from services.triage.handlers.accept_invitation import AcceptInvitation
from services.triage.handlers.acknowledge_alarm import AcknowledgeAlarm
from services.triage.handlers.arrive import Arrive
from services.triage.handlers.block_contact import BlockContact
from services.triage.handlers.case_timer_due import CaseTimerDue
from services.triage.handlers.change_offer import ChangeOffer
from services.triage.handlers.complete_task import CompleteTask
from services.triage.handlers.confirm_claim import ConfirmClaim
from services.triage.handlers.decline_invitation import DeclineInvitation
from services.triage.handlers.drop_role_proposal import DropRoleProposal
from services.triage.handlers.end_helping import EndHelping
from services.triage.handlers.grant_role import GrantRole
from services.triage.handlers.hand_back import HandBack
from services.triage.handlers.hear_erasure import HearErasure
from services.triage.handlers.hear_report import HearReport
from services.triage.handlers.helper_timer_due import HelperTimerDue
from services.triage.handlers.invite_wave import InviteWave
from services.triage.handlers.mark_person_named import MarkPersonNamed
from services.triage.handlers.open_case import OpenCase
from services.triage.handlers.pause_helper import PauseHelper
from services.triage.handlers.project_contacts import ProjectContacts
from services.triage.handlers.project_session_revoked import ProjectSessionRevoked
from services.triage.handlers.propose_floor_lift import ProposeFloorLift
from services.triage.handlers.raise_protection import RaiseProtection
from services.triage.handlers.refer_out import ReferOut
from services.triage.handlers.register_helper import RegisterHelper
from services.triage.handlers.release_claim import ReleaseClaim
from services.triage.handlers.resolve_case import ResolveCase
from services.triage.handlers.resume_helper import ResumeHelper
from services.triage.handlers.revoke_helper import RevokeHelper
from services.triage.handlers.revoke_role import RevokeRole
from services.triage.handlers.second_floor_lift import SecondFloorLift
from services.triage.handlers.second_role import SecondRole
from services.triage.handlers.set_out import SetOut
from services.triage.handlers.show_case import ShowCase
from services.triage.handlers.show_task import OpenTask, ShowTask
from services.triage.handlers.show_unsafe_place import ShowUnsafePlace, UnsafePlace
from services.triage.handlers.stop_helping import StopHelping
from services.triage.handlers.take_case import TakeCase
from services.triage.handlers.vet_helper import VetHelper
from services.triage.handlers.withdraw_helper import WithdrawHelper
from services.triage.handlers.write_message import WriteMessage
from services.triage.ports import CasesToRead, Contacts, HelpersToRead, Neighbourhood, RolesToRead, Sessions
from services.triage.queries.my_data import MyData
from shared.clock import Clock
from shared.erasure import Erasure
from shared.pack.triage import TriagePack
from shared.repository import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Triage:
    """All that triage can be asked, ready to be called. A use case takes one command, and raises `shared.errors`.

    cases, helpers, roles, contacts: for questions. pack: for words. ready: raises TryAgain while the database is away.
    """

    open_case: Callable[[OpenCase], None]
    hear_report: Callable[[HearReport], None]
    take_case: Callable[[TakeCase], None]
    write_message: Callable[[WriteMessage], None]
    resolve_case: Callable[[ResolveCase], None]
    refer_out: Callable[[ReferOut], None]
    raise_protection: Callable[[RaiseProtection], None]
    propose_floor_lift: Callable[[ProposeFloorLift], None]
    second_floor_lift: Callable[[SecondFloorLift], None]
    mark_person_named: Callable[[MarkPersonNamed], None]
    invite_wave: Callable[[InviteWave], None]
    accept_invitation: Callable[[AcceptInvitation], None]
    decline_invitation: Callable[[DeclineInvitation], None]
    set_out: Callable[[SetOut], None]
    arrive: Callable[[Arrive], None]
    complete_task: Callable[[CompleteTask], None]
    hand_back: Callable[[HandBack], None]
    abort_unsafe: Callable[[AbortUnsafe], None]
    acknowledge_alarm: Callable[[AcknowledgeAlarm], None]
    show_task: Callable[[ShowTask], OpenTask]
    show_unsafe_place: Callable[[ShowUnsafePlace], UnsafePlace]
    show_case: Callable[[ShowCase], Found[Case]]
    case_timer_due: Callable[[CaseTimerDue], None]
    helper_timer_due: Callable[[HelperTimerDue], None]
    confirm_claim: Callable[[ConfirmClaim], None]
    release_claim: Callable[[ReleaseClaim], None]
    withdraw_helper: Callable[[WithdrawHelper], None]
    register_helper: Callable[[RegisterHelper], None]
    change_offer: Callable[[ChangeOffer], None]
    pause_helper: Callable[[PauseHelper], None]
    resume_helper: Callable[[ResumeHelper], None]
    stop_helping: Callable[[StopHelping], None]
    end_helping: Callable[[EndHelping], None]
    vet_helper: Callable[[VetHelper], None]
    revoke_helper: Callable[[RevokeHelper], None]
    grant_role: Callable[[GrantRole], None]
    second_role: Callable[[SecondRole], None]
    drop_role_proposal: Callable[[DropRoleProposal], None]
    revoke_role: Callable[[RevokeRole], None]
    block_contact: Callable[[BlockContact], None]
    project_contacts: Callable[[ProjectContacts], None]
    project_session_revoked: Callable[[ProjectSessionRevoked], None]
    hear_erasure: Callable[[HearErasure], None]
    forget: Callable[[Erasure], bool]
    my_data: Callable[[str], MyData]
    cases: CasesToRead
    helpers: HelpersToRead
    roles: RolesToRead
    contacts: Contacts
    sessions: Sessions
    neighbourhood: Neighbourhood
    pack: TriagePack
    clock: Clock
    ready: Callable[[], object]
