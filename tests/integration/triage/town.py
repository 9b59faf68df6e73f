"""What happens in a town on a real database: people offer help, residents report, neighbours answer."""

from dataclasses import dataclass

from pymongo.database import Database

from services.triage.bootstrap import Triage
from services.triage.domain.case import Case
from services.triage.domain.helper import Helper
from services.triage.handlers.accept_invitation import AcceptInvitation
from services.triage.handlers.invite_wave import InviteWave
from services.triage.handlers.open_case import OpenCase
from services.triage.handlers.register_helper import RegisterHelper
from services.triage.handlers.vet_helper import VetHelper
from shared.events.intake import ReportReceived
from shared.events.place import Place
from shared.ids import CaseId, PersonId, ReportId, case_of
from shared.mongo.connect import Document
from tests.factories.cases import received
from tests.factories.helpers import NEAR


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    triage: Triage
    database: Database[Document]

    def offer(self, person_id: str, *, home: Place = NEAR, tier: int = 3) -> None:
        """Somebody offers to shovel snow, and is vetted."""
        who = PersonId(person_id)
        self.triage.register_helper(
            RegisterHelper(
                person_id=who,
                by=who,
                first_name="Ada",
                home=home,
                languages=("en",),
                capabilities=("snow_shovelling",),
                radius_m=3000,
                is_adult=True,
            )
        )
        self.triage.vet_helper(VetHelper(person_id=who, by="operator", tier=tier, is_operator=True))

    def report(self, report_id: str = "report", told: ReportReceived | None = None) -> CaseId:
        """A resident reports; the first wave goes out."""
        case_id = self.open(report_id, told)
        self.triage.invite_wave(InviteWave(case_id=case_id))
        return case_id

    def open(self, report_id: str, told: ReportReceived | None = None) -> CaseId:
        """A resident reports; nobody is asked yet."""
        self.triage.open_case(OpenCase(report_id=ReportId(report_id), version=1, received=told or received()))
        return case_of(report_id)

    def accept(self, case_id: CaseId, person_id: str) -> None:
        invitation_id = self.case(case_id).invitations[person_id].invitation_id
        self.triage.accept_invitation(
            AcceptInvitation(case_id=case_id, person_id=PersonId(person_id), invitation_id=invitation_id)
        )

    def case(self, case_id: CaseId) -> Case:
        return self.triage.cases.by_reference(self._reference(case_id)).state

    def helper(self, person_id: str) -> Helper:
        return self.triage.helpers.find(person_id).state

    def _reference(self, case_id: CaseId) -> str:
        found = self.database["cases"].find_one({"_id": case_id}, {"reference": 1})
        assert found is not None
        return str(found["reference"])
