"""The codes a pack declares, gathered before it is checked, so that every reference can be looked up at once."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from marshmallow.experimental.context import Context

from shared.pack.yaml_source import Plain


class Kind(StrEnum):
    """What a code may name."""

    ACTION = "action"
    AREA = "area"
    CAPABILITY = "capability"
    CATEGORY = "category"
    DANGER_SIGN = "danger sign"
    FLOOR_SIGN = "floor sign"
    GROUP = "group"
    REASON = "reason"
    TASK = "category with a task"
    TEAM = "team"


# Where each kind of code is declared in categories.yaml.
_LISTS = {
    Kind.ACTION: "actions",
    Kind.CAPABILITY: "capabilities",
    Kind.CATEGORY: "categories",
    Kind.DANGER_SIGN: "danger_signs",
    Kind.FLOOR_SIGN: "floor_signs",
    Kind.GROUP: "groups",
    Kind.REASON: "reasons",
    Kind.TEAM: "teams",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The pack's languages, first the one fallen back on, and its codes by kind."""

    languages: tuple[str, ...] = ()
    codes: Mapping[Kind, frozenset[str]] = field(default_factory=dict)

    def has(self, kind: Kind, code: str) -> bool:
        """Tell whether the pack declares `code`."""
        return code in self.codes.get(kind, frozenset())


class Checking(Context[Known]):
    """While it is entered, schemas look codes and languages up in what it holds."""


def gather(categories: Plain, areas: Plain) -> Known:
    """Collect codes from the plain values of categories.yaml and areas.geojson, whatever else is wrong with them."""
    codes = {kind: frozenset(_codes(_get(categories, name))) for kind, name in _LISTS.items()}
    features = _get(areas, "features")
    codes[Kind.AREA] = frozenset(_codes([_get(feature, "properties") for feature in _items(features)]))
    with_task = [item for item in _items(_get(categories, "categories")) if _get(item, "task") is not None]
    codes[Kind.TASK] = frozenset(_codes(with_task))
    languages = _items(_get(_get(categories, "neighbourhood"), "languages"))
    return Known(languages=tuple(str(language) for language in languages), codes=codes)


def _get(value: Plain, key: str) -> Plain:
    return value.get(key) if isinstance(value, dict) else None


def _items(value: Plain) -> list[Plain]:
    return value if isinstance(value, list) else []


def _codes(value: Plain) -> Iterator[str]:
    for item in _items(value):
        code = _get(item, "code")
        if isinstance(code, str):
            yield code
