"""One sprite of icons: the design system's, the single ones it lacks, and those that the packs name for categories."""

import re
from collections.abc import Iterable, Iterator

from deploy.front.layout import MODULES, PACKS
from deploy.front.trouble import BuildFailed

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
_ID = re.compile(r'id="([a-z0-9-]+)"')
_NAMED_BY_PACK = re.compile(r"^\s*icon:\s*([a-z0-9-]+)\s*$", re.MULTILINE)
_STROKES = (
    'viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="1.75" '
    'stroke-linecap="round" stroke-linejoin="round"'
)


def sprite() -> str:
    """All icons as symbols of one file.

    Raises: BuildFailed for a name that neither package has.
    """
    given = _body(FROM_DESIGN_SYSTEM.read_text())
    single = sorted({*LUCIDE, *named_by_packs()} - set(_ID.findall(given)))
    return f'<svg xmlns="http://www.w3.org/2000/svg">{given}{"".join(_symbols(single))}</svg>'


def named_by_packs() -> set[str]:
    """The icons of every shipped pack's categories."""
    return {name for file in PACKS.glob("*/categories.yaml") for name in _NAMED_BY_PACK.findall(file.read_text())}


def _symbols(names: Iterable[str]) -> Iterator[str]:
    for name in names:
        file = FROM_LUCIDE / f"{name}.svg"
        if not file.is_file():
            raise BuildFailed(f"a pack or a page names the icon {name}, which no package has")
        yield f'<symbol id="{name}" {_STROKES}>{" ".join(_body(file.read_text()).split())}</symbol>'


def _body(svg: str) -> str:
    found = _BODY.search(svg)
    if found is None:
        raise BuildFailed("an icon's file is no picture")
    return found[1]
