"""A small drawing, to scale, of where the rough area lies from the helper's home; made from nothing but that area."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import atan2, cos, degrees, hypot, radians, sin

from flask_babel import LazyString, lazy_gettext

from services.triage.entrypoints.web.shown.distances import length
from services.triage.entrypoints.web.words.speech import _
from shared.events.place import EARTH_RADIUS_M, Place
from shared.events.triage import Circle

WIDTH, HEIGHT = 320, 200
MARGIN = 26
STEPS_M = (50, 100, 200, 500, 1000, 2000, 5000)
MOST_RINGS = 3
NEAR_BY_M = 30

DIRECTIONS: Mapping[int, LazyString] = {
    0: lazy_gettext("north of you"),
    1: lazy_gettext("north-east of you"),
    2: lazy_gettext("east of you"),
    3: lazy_gettext("south-east of you"),
    4: lazy_gettext("south of you"),
    5: lazy_gettext("south-west of you"),
    6: lazy_gettext("west of you"),
    7: lazy_gettext("north-west of you"),
}

Point = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """In the drawing's units; r of the area alone."""

    x: float
    y: float
    r: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ring:
    """x, y: where its label stands."""

    r: float
    x: float
    y: float
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Sketch:
    title: str
    you: Spot
    area: Spot
    rings: list[Ring]


def sketch(home: Place | None, area: Circle) -> Sketch | None:
    """None where the helper's home is not known, or the area is a point."""
    if home is None or not area.radius_m:
        return None
    east, north = offset_m(home, area.centre)
    west_most, east_most = min(0.0, east - area.radius_m), max(0.0, east + area.radius_m)
    south_most, north_most = min(0.0, north - area.radius_m), max(0.0, north + area.radius_m)
    scale = min((WIDTH - 2 * MARGIN) / (east_most - west_most), (HEIGHT - 2 * MARGIN) / (north_most - south_most))
    x = WIDTH / 2 - scale * (west_most + east_most) / 2
    y = HEIGHT / 2 + scale * (south_most + north_most) / 2
    return Sketch(
        title=_("Where it is, roughly: %(direction)s", direction=direction(home, area)),
        you=Spot(x=_round(x), y=_round(y)),
        area=Spot(x=_round(x + scale * east), y=_round(y - scale * north), r=_round(scale * area.radius_m)),
        rings=_rings((x, y), (x + scale * east, y - scale * north), hypot(east, north) + area.radius_m, scale),
    )


def direction(home: Place, area: Circle) -> str:
    """`north-east of you`, or that it is all around."""
    east, north = offset_m(home, area.centre)
    if hypot(east, north) < max(NEAR_BY_M, area.radius_m / 2):
        return _("around where you are")
    return str(DIRECTIONS[round(degrees(atan2(east, north)) / 45) % 8])


def offset_m(origin: Place, point: Place) -> tuple[float, float]:
    """How far east and north; flat, which is true enough within a town."""
    north = radians(point.lat - origin.lat) * EARTH_RADIUS_M
    east = radians(point.long - origin.long) * EARTH_RADIUS_M * cos(radians(origin.lat))
    return east, north


def _rings(you: Point, area: Point, reach_m: float, scale: float) -> list[Ring]:
    """Their labels stand side by side, where most of them fit and away from the area."""
    step = next((step for step in STEPS_M if reach_m / step <= MOST_RINGS), STEPS_M[-1])
    metres = [step * number for number in range(1, min(int(reach_m // step), MOST_RINGS) + 1)]
    choices = [_towards(you, angle, metres, scale) for angle in range(0, 360, 45)]
    return max(
        choices, key=lambda rings: (len(rings), sum(hypot(ring.x - area[0], ring.y - area[1]) for ring in rings))
    )


def _towards(you: Point, angle: int, metres: list[int], scale: float) -> list[Ring]:
    """Rings whose labels, set in this direction, lie within the drawing."""
    along = cos(radians(angle)), sin(radians(angle))
    rings = [
        Ring(
            r=_round(scale * each),
            x=_round(you[0] + scale * each * along[0]),
            y=_round(you[1] + scale * each * along[1]),
            label=length(each),
        )
        for each in metres
    ]
    return [ring for ring in rings if MARGIN < ring.x < WIDTH - MARGIN and MARGIN / 2 < ring.y < HEIGHT - MARGIN / 4]


def _round(value: float) -> float:
    return round(value, 1)
