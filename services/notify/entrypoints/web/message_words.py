"""How it is said what became of a message, in the list of what was written to somebody."""

from collections.abc import Mapping

from flask_babel import LazyString, lazy_gettext
from flask_babel import gettext as _

from services.notify.domain.delivery import Status, Why
from services.notify.queries.my_messages import ShownMessage

_NOT_SENT: Mapping[str, LazyString] = {
    Why.SWITCHED_OFF: lazy_gettext("not sent, as you chose"),
    Why.TOO_LATE: lazy_gettext("not sent: it had to be answered before you wanted to hear"),
    Why.DAILY_LIMIT: lazy_gettext("not sent: there were too many that day"),
}
_WAITS: Mapping[str, LazyString] = {
    Why.QUIET_HOURS: lazy_gettext("waits for the end of your quiet hours"),
    Why.IN_DIGEST: lazy_gettext("waits for your daily mail"),
}
_OTHERWISE: Mapping[str, LazyString] = {
    Status.FAILED: lazy_gettext("could not be delivered"),
    Status.UNKNOWN: lazy_gettext("perhaps it did not arrive"),
}


def fared(message: ShownMessage) -> str:
    """In a few words; what was sent needs none but that."""
    match message.status:
        case Status.SENT:
            return str(_("sent"))
        case Status.SUPPRESSED if message.why == Why.IN_DIGEST:
            return str(_("in your daily mail"))
        case Status.SUPPRESSED:
            return str(_NOT_SENT.get(message.why or "", _("not sent")))
        case Status.PENDING | Status.SENDING:
            return str(_WAITS.get(message.why or "", _("on its way")))
        case _:
            return str(_OTHERWISE[message.status])
