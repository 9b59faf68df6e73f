"""Where people on notify's pages are reached, and what Ada was told before she looks at them."""

from datetime import timedelta

from services.notify.domain.delivery import Audience, Recipient, Status
from services.notify.ports.messages import Result
from tests.factories.notify import delivery
from tests.factories.notify_pages import Pages
from tests.fakes.notify_people import GlassBoxes

ADA, WORK, EVE = "ada@nabo.example", "ada@work.example", "eve@nabo.example"


def tell(pages: Pages, event_id: str, *, status: Status = Status.SENT, why: str | None = None, **said: str) -> None:
    """A message to Ada as a helper, and what became of it."""
    at = pages.house.clock.now()
    each = delivery(event_id, to=Recipient(person_id="ada"), audience=Audience.HELPER, planned_at=at)
    pages.house.deliveries.plan([each])
    claim = pages.house.deliveries.claim(9, at=at)
    copy = GlassBoxes().seal({"quote": "", "button": "Open", "url": "/help", **said}) if said else None
    waits = at + timedelta(hours=1)
    pages.house.deliveries.settle(
        claim, [Result(delivery=each, status=status, at=at, why=why, copy=copy, next_at=waits)]
    )
