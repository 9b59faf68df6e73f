"""What intake can be asked: its use cases, each ready to be called."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from services.intake.domain.catalogue import Catalogue
from services.intake.domain.draft import Problem
from services.intake.domain.photos import Size
from services.intake.domain.sender import Sender
from services.intake.handlers.add_photos import AddPhotos
from services.intake.handlers.confirm_outcome import ConfirmOutcome
from services.intake.handlers.dispute_outcome import DisputeOutcome
from services.intake.handlers.edit_report import EditReport
from services.intake.handlers.receive_report import Receipt, ReceiveReport
from services.intake.handlers.refuse_helper import RefuseHelper
from services.intake.handlers.say_no_longer_needed import SayNoLongerNeeded
from services.intake.handlers.say_thanks import SayThanks
from services.intake.handlers.take_mailed_photo import TakeMailedPhoto
from services.intake.handlers.withdraw_report import WithdrawReport
from services.intake.handlers.write_message import WriteMessage
from services.intake.ports import Contact, Histories, Made, People, Places, Wish
from services.intake.queries.my_data import MyData
from services.intake.queries.my_report import MyReport
from services.intake.queries.photo_at_work import WorkingOnIt
from services.intake.queries.public_report import PublicView
from services.intake.queries.recent_public_reports import Page
from services.intake.queries.report_status import StatusView
from services.intake.queries.who_has_it import Holder
from shared.clock import Clock
from shared.erasure import Erasure
from shared.events.event import Received
from shared.ids import Reference, ReportId
from shared.pack.intake import IntakePack
from shared.retention import Retention
from shared.signs.signs import SignWords


@dataclass(frozen=True, slots=True, kw_only=True)
class Intake:
    """All that intake can be asked, ready to be called. A use case takes one command and raises `shared.errors`.

    contact_problems, catalogue, words, places: what a door needs to notice signs and mistakes and to suggest addresses.
    pack: for words.
    """

    receive_report: Callable[[ReceiveReport], Receipt]
    admit_program: Callable[[str], Sender]
    admit_anybody: Callable[[str], Sender]
    withdraw_report: Callable[[WithdrawReport], None]
    say_no_longer_needed: Callable[[SayNoLongerNeeded], None]
    confirm_outcome: Callable[[ConfirmOutcome], None]
    dispute_outcome: Callable[[DisputeOutcome], None]
    write_message: Callable[[WriteMessage], None]
    say_thanks: Callable[[SayThanks], None]
    refuse_helper: Callable[[RefuseHelper], None]
    edit_report: Callable[[EditReport], None]
    encode_photos: Callable[[Sequence[bytes]], Sequence[Made]]
    add_photos: Callable[[AddPhotos], Sequence[str]]
    sweep_photos: Callable[[], int]
    take_mailed_photo: Callable[[TakeMailedPhoto], None]
    project_case: Callable[[Received], None]
    project_roles: Callable[[Received], None]
    project_helper: Callable[[Received], None]
    project_contacts: Callable[[Received], None]
    project_session_revoked: Callable[[Received], None]
    hear_erasure: Callable[[Received], None]
    forget: Callable[[Erasure], bool]
    retention: Retention
    report_status: Callable[[ReportId], StatusView]
    my_report: Callable[[str], MyReport]
    my_photo: Callable[[str, str, Size], bytes]
    photo_at_work: Callable[[str, Size, WorkingOnIt], bytes]
    my_data: Callable[[str], MyData]
    public_report: Callable[[Reference], PublicView]
    recent_public_reports: Callable[[Wish], Page]
    roles_of: Callable[[str], frozenset[str]]
    who_has_it: Callable[[ReportId, str], Holder]
    contact_problems: Callable[[Contact | None], Sequence[Problem]]
    people: People
    histories: Histories
    places: Places
    catalogue: Catalogue
    words: SignWords
    pack: IntakePack
    clock: Clock
