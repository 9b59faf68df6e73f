"""One sprite of icons: the design system's, and the single ones it lacks."""

import re
from collections.abc import Iterator
from pathlib import Path

from deploy.front.layout import MODULES

FROM_DESIGN_SYSTEM = MODULES / "dkfds" / "dist" / "img" / "all-svg-icons.svg"
FROM_LUCIDE = MODULES / "lucide-static" / "icons"

LUCIDE = (
    "accessibility",
    "armchair",
    "baby",
    "bike",
    "bus",
    "dog",
    "door-open",
    "droplets",
    "ear",
    "footprints",
    "hand-heart",
    "hand-helping",
    "handshake",
    "heart",
    "heart-handshake",
    "house",
    "lamp",
    "leaf",
    "lightbulb",
    "message-circle",
    "messages-square",
    "paint-roller",
    "phone",
    "pill",
    "recycle",
    "shield-alert",
    "shield-check",
    "shopping-basket",
    "shovel",
    "siren",
    "snowflake",
    "spray-can",
    "traffic-cone",
    "trash",
    "trees",
    "volume-2",
    "wrench",
)
"""Added to the design system's names; pages and packs name icons from both."""

_BODY = re.compile(r"<svg[^>]*>(.*)</svg>", re.DOTALL)
_STROKES = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


def sprite() -> str:
    """All icons as symbols of one file."""
    given = _BODY.search(FROM_DESIGN_SYSTEM.read_text())
    if given is None:
        raise ValueError(FROM_DESIGN_SYSTEM)
    return f'<svg xmlns="http://www.w3.org/2000/svg">{given[1]}{"".join(_symbols(FROM_LUCIDE))}</svg>'


def _symbols(folder: Path) -> Iterator[str]:
    for name in LUCIDE:
        body = _BODY.search((folder / f"{name}.svg").read_text())
        if body is None:
            raise ValueError(name)
        yield f'<symbol id="{name}" {_STROKES}>{" ".join(body[1].split())}</symbol>'
