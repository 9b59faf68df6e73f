"""What the commands that every service has find here."""

from services.triage.bootstrap import INDEXES, make_kinds, make_retention, make_stores, make_triage
from services.triage.entrypoints.worker import make_handling
from services.triage.settings import read_settings
from shared.operators.ground import Ground, ground_of
from shared.operators.office import Office, office_of
from shared.settings import or_exit


def office() -> Office:
    """Ends the process where settings are wrong, each mistake on its own line."""
    settings = or_exit(read_settings)
    clock = settings.common.clock()
    stores = make_stores(settings, clock)
    return office_of(
        settings.common,
        stores,
        clock,
        kinds=lambda: or_exit(lambda: make_kinds(settings, stores, clock)),
        handle=lambda: make_handling(stores, or_exit(lambda: make_triage(settings, stores, clock))),
        retention=lambda: make_retention(stores, or_exit(lambda: make_triage(settings, stores, clock)).pack, clock),
    )


def ground() -> Ground:
    """Likewise."""
    return ground_of("triage", INDEXES)
