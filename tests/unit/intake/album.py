"""A report that takes photos, in memory, and who works on it."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from services.intake.domain.adding import Shows
from services.intake.domain.photos import Photo, Size, photo_id
from services.intake.domain.report import Report
from services.intake.handlers.add_photos import AddPhotos, add_photos
from services.intake.handlers.forget import forget
from services.intake.handlers.sweep_photos import sweep_photos
from services.intake.queries.my_photo import my_photo
from services.intake.queries.photo_at_work import WorkingOnIt, photo_at_work
from shared.clock import StoppedClock
from shared.erasure import Erasure, Of
from shared.events.triage import HelperOnWay, ReportStatus
from shared.ids import ReportId
from tests.factories.reports import CATALOGUE, NOW, REPORT_ID, case_state, told
from tests.fakes.ledger import FakeLedger
from tests.fakes.photos import FakePhotoEncoder, FakePhotos, photo_of
from tests.unit.intake.house import ID, SECRET, House

LAMP = photo_of(b"the lamp")
LAMPS_ID = photo_id(REPORT_ID, LAMP.content)
HELPER, DESK = WorkingOnIt(person_id="mina", as_helper=True), WorkingOnIt(person_id="aino", as_helper=False)


class Leftovers:
    """Nothing else is left."""

    def of_person(self, person_id: str) -> None: ...

    def of_report(self, report_id: str) -> bool:  # noqa: ARG002 -- the port's shape
        return True


class Album(House):
    """A report that takes photos, and who works on it."""

    def __init__(self) -> None:
        super().__init__()
        self.clock = StoppedClock(NOW)
        self.photos = FakePhotos(self.clock)
        self.encoder = FakePhotoEncoder()
        self.catalogue = CATALOGUE

    def add(self, *photos: Photo | bytes, to: ReportId = ID, **shows: Any) -> None:  # noqa: ANN401 -- any field
        add_photos(
            AddPhotos(report_id=to, photos=photos, shows=Shows(**shows)),
            reports=self.reports,
            stories=self.stories,
            photos=self.photos,
            encoder=self.encoder,
            catalogue=self.catalogue,
            clock=self.clock,
        )

    def forgets(self) -> bool:
        erasure = Erasure(of=Of.REPORT, id=ID, at=NOW + timedelta(hours=1))
        return forget(erasure, reports=self.reports, leftovers=Leftovers(), photos=self.photos, ledger=FakeLedger())

    def sweep(self) -> int:
        return sweep_photos(reports=self.reports, photos=self.photos, clock=self.clock)

    @property
    def report(self) -> Report:
        return self.reports.get(ID).state

    def mine_shown(self, photo: str = LAMPS_ID, secret: str = SECRET) -> bytes:
        return my_photo(secret, photo, Size.FULL, reports=self.reports, photos=self.photos)

    def shown(self, reader: WorkingOnIt, photo: str = LAMPS_ID) -> bytes:
        return photo_at_work(
            photo,
            Size.SMALL,
            reader,
            reports=self.reports,
            stories=self.stories,
            people=self.people,
            photos=self.photos,
            now=NOW,
        )

    def is_with(
        self,
        helper: str | None,
        version: int = 3,
        *,
        sensitive: bool = False,
        status: ReportStatus = ReportStatus.NEIGHBOUR_ON_IT,
    ) -> None:
        state = replace(case_state(status), assigned_to=helper, team="works", sensitive=sensitive)
        self.hears(told(HelperOnWay(person_id=helper or "mina"), version=version, state=state))
