"""What the commands that every service has find here."""

from services.notify.bootstrap import INDEXES, make_kinds, make_notify, make_stores
from services.notify.entrypoints.worker import make_handling
from services.notify.settings import read_settings
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
        kinds=lambda: make_kinds(stores, clock),
        handle=lambda: make_handling(stores, or_exit(lambda: make_notify(settings, stores, clock))),
        retention=lambda: or_exit(lambda: make_notify(settings, stores, clock)).retention,
    )


def ground() -> Ground:
    """Likewise."""
    return ground_of("notify", INDEXES)
