"""What no single value shows is checked over whole sections; a check runs when the sections it needs are all well."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from shared.pack.common import Coded
from shared.pack.mistakes import Path

Found = Iterator[tuple[Path, str]]
Check = tuple[tuple[str, ...], Callable[..., Found]]


def run(checks: Iterable[Check], sections: Mapping[str, Any]) -> Found:
    """Run the checks whose sections are all well."""
    for names, check in checks:
        if all(name in sections for name in names):
            yield from check(*(sections[name] for name in names))


def each_once(section: str) -> Check:
    """Check that no code of a section stands twice."""
    return ((section,), lambda things: codes_twice((section,), things))


def codes_twice(path: Path, things: Iterable[Coded]) -> Found:
    """Name the later ones of things with the same code."""
    seen: Counter[str] = Counter()
    for index, thing in enumerate(things):
        seen[thing.code] += 1
        if seen[thing.code] > 1:
            yield (*path, index, "code"), f"{thing.code} stands twice"


def twice(values: Iterable[str]) -> list[str]:
    """Name the values that stand more than once."""
    return [value for value, count in Counter(values).items() if count > 1]
