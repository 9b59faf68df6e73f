"""What the commands that every service has find here."""

from services.intake.bootstrap import INDEXES, make_intake, make_kinds, make_stores
from services.intake.entrypoints.worker import make_handling
from services.intake.settings import read_settings
from shared.operators.ground import Ground, ground_of
from shared.operators.office import Office
from shared.operators.saying import log_for_operators
from shared.settings import or_exit


def office() -> Office:
    """Ends the process where settings are wrong, each mistake on its own line."""
    settings = or_exit(read_settings)
    log_for_operators("intake", settings.common.log_level)
    clock = settings.common.clock()
    stores = make_stores(settings, clock)
    return Office(
        service="intake",
        source=settings.common.source,
        database=stores.database,
        broker=stores.broker,
        clock=clock,
        told=stores.relayed,
        trace=stores.traces.of,
        kinds=lambda: make_kinds(stores, clock),
        handle=lambda: make_handling(stores, or_exit(lambda: make_intake(settings, stores, clock))),
    )


def ground() -> Ground:
    """Likewise."""
    return ground_of("intake", INDEXES)
