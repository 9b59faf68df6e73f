"""Tell the coordinators of its team that somebody cannot be reached, so that a person finds another way."""

from collections.abc import Callable
from datetime import date, datetime

from services.notify.domain.delivery import Audience, Delivery
from services.notify.domain.matter import Matter
from services.notify.domain.note import Everybody, to_coordinators
from services.notify.domain.planning import Occasion, Staff, deliveries_for
from services.notify.domain.sending import UNDELIVERED
from services.notify.ports.matters import Matters
from services.notify.ports.messages import Deliveries
from services.notify.ports.people import Roles
from shared.clock import Clock
from shared.events.triage_people import Role

CONCERNED = frozenset({Audience.REPORTER, Audience.HELPER})


def tell_of_failure(
    failed: Delivery,
    *,
    deliveries: Deliveries,
    matters: Matters,
    roles: Roles,
    clock: Clock,
    day_of: Callable[[datetime], date],
) -> None:
    """Once a day of one address, whatever else it was to be told: nobody floods a coordinator with made-up addresses.

    Comes before the failure is written down: after a crash between the two it is planned once all the same.
    """
    if failed.audience not in CONCERNED or failed.report_id is None:
        return
    note = to_coordinators(UNDELIVERED, who=failed.audience.value)
    occasion = Occasion(
        event_id=f"{failed.to.key}!failed!{day_of(clock.now()).isoformat()}",
        at=clock.now(),
        report_id=failed.report_id,
        case_id=failed.case_id,
        correlation_id=failed.correlation_id,
    )
    coordinators = roles.holders(Role.COORDINATOR, clock.now(), team=_team(matters.find(failed.report_id)))
    if coordinators:
        deliveries.plan(deliveries_for([note], occasion, staff=Staff(of={Everybody.COORDINATORS: coordinators})))


def _team(matter: Matter | None) -> str | None:
    return matter.case.team if matter and matter.case else None
