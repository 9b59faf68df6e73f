"""The ways through Nabo, by whom they are for; the same in all three services, for it is one site."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from shared.events.triage_people import Role


class Area(StrEnum):
    """A part of the site, by its readers."""

    RESIDENTS = "residents"
    DESK = "desk"
    HELP = "help"
    ME = "me"


@dataclass(frozen=True, slots=True)
class Way:
    """A link of the navigation. roles: only for whoever has one of them; none: for everybody."""

    path: str
    label: LazyString
    roles: frozenset[str] = frozenset()


_WRITERS = frozenset({Role.CASEWORKER, Role.COORDINATOR, Role.SAFEGUARDING_LEAD})
_AT_DESK = _WRITERS | {Role.AUDITOR}
WAYS: Mapping[Area, tuple[Way, ...]] = {
    Area.RESIDENTS: (
        Way("/report/what", _("Report something")),
        Way("/list", _("Near you")),
        Way("/help", _("Help a neighbour")),
        Way("/how", _("How we decide")),
    ),
    Area.DESK: (
        Way("/desk", _("My queue"), _AT_DESK),
        Way("/report/for-someone", _("Report for someone"), _WRITERS),
        Way("/desk/roles", _("Roles"), frozenset({Role.ADMINISTRATOR})),
        Way("/how", _("How we decide")),
    ),
    Area.HELP: (
        Way("/help", _("My tasks")),
        Way("/help/profile", _("What I offer")),
        Way("/help/guide", _("Before you help")),
    ),
    Area.ME: (
        Way("/me", _("My page")),
        Way("/help", _("Help a neighbour")),
        Way("/report/what", _("Report something")),
    ),
}
_DESK_PATHS = ("/desk", "/report/for-someone", "/moderate")


def area_of(path: str) -> Area:
    """Whose part of the site an address belongs to."""
    if path.startswith(_DESK_PATHS):
        return Area.DESK
    first = path.split("/")[1] if "/" in path else ""
    return {"help": Area.HELP, "me": Area.ME}.get(first, Area.RESIDENTS)


def ways_for(area: Area, roles: Callable[[], frozenset[str]]) -> list[Way]:
    """Those that lead somewhere for this reader. roles: asked only where it matters."""
    return [way for way in WAYS[area] if not way.roles or way.roles & roles()]


def current_way(path: str) -> str:
    """The path of the link that the reader is under: the longest that begins their address."""
    ways = [way.path for way in WAYS[area_of(path)] if f"{path}/".startswith(f"{way.path}/")]
    return max(ways, key=len, default="")
