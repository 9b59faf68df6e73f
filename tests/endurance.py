"""Scenarios that have a length: short in every run of the tests, at full length by `make endure`.

What a full one saw is printed, and kept in var/endure/latest.json beside what the others saw before.
"""

import json
from collections.abc import Collection, Generator, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from bench.machine import Company

RESULT = Path(__file__).parents[1] / "var/endure/latest.json"
MARK = "endure"
Figure = dict[str, float]
Entry = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario:
    """What the mark `endure` says. short, full: the length in every run and by `make endure`, in the test's own unit.

    short is None where others show as much in every run. minutes: how long the full one may take.
    """

    name: str
    short: int | None
    full: int
    minutes: float


@dataclass(slots=True)
class Noted:
    """What a test saw, by what it is about."""

    figures: dict[str, Figure] = field(default_factory=dict)

    def count(self, what: str, value: int) -> None:
        self.figures[what] = {"count": value}

    def seconds(self, what: str, values: Sequence[float], *, wanted: float | None = None) -> None:
        """Of each time. wanted: at most so many; a slow machine misses it without anything being wrong."""
        figure: Figure = {
            "times": len(values),
            "median_s": round(median(values), 2),
            "longest_s": round(max(values), 2),
        }
        self.figures[what] = figure | ({} if wanted is None else {"wanted_s": wanted})


NOTED = pytest.StashKey[Noted]()
COMPANY: "pytest.StashKey[Company]" = pytest.StashKey()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--endure", metavar="NAMES", help="only these scenarios, at full length; all where it is empty")


def asked_for(config: pytest.Config) -> frozenset[str] | None:
    """None in every other run; empty for all of them."""
    names: str | None = config.getoption("--endure")
    return None if names is None else frozenset(names.split())


def scenario_of(item: pytest.Item) -> Scenario | None:
    mark = item.get_closest_marker(MARK)
    return Scenario(**mark.kwargs) if mark else None


def chosen(names: Collection[str], known: Collection[str]) -> Collection[str]:
    """Those that were named, or all. Raises: UsageError for a name that no scenario has."""
    if unknown := set(names) - set(known):
        raise pytest.UsageError(
            f"no scenario is named {', '.join(sorted(unknown))}; there are {', '.join(sorted(known))}"
        )
    return names or known


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what is not wanted, and give scenarios at full length the time that they need."""
    names, found = asked_for(config), {item: scenario_of(item) for item in items}
    if names is None:
        kept = [item for item, scenario in found.items() if not scenario or scenario.short is not None]
    else:
        wanted = chosen(names, {each.name for each in found.values() if each})
        kept = [item for item, scenario in found.items() if scenario and scenario.name in wanted]
        _give_time(kept)
    config.hook.pytest_deselected(items=[item for item in items if item not in kept])
    items[:] = kept


def _give_time(items: Iterable[pytest.Item]) -> None:
    for item in items:
        if scenario := scenario_of(item):
            item.add_marker(pytest.mark.timeout(60 * scenario.minutes), append=False)


@pytest.fixture
def length(request: pytest.FixtureRequest) -> int:
    """How long this scenario lasts, in the unit of its test."""
    scenario = scenario_of(request.node)
    assert scenario, "the mark says how long"
    wanted = scenario.short if asked_for(request.config) is None else scenario.full
    assert wanted is not None, "it was left out"
    return wanted


@pytest.fixture
def noted(request: pytest.FixtureRequest) -> Noted:
    """To be told what was seen."""
    found: Noted = request.node.stash.setdefault(NOTED, Noted())
    return found


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None]:
    """Measure what others use of the machine meanwhile."""
    if asked_for(item.config) is None:
        yield
        return
    from bench.machine import in_company  # noqa: PLC0415 -- other runs need not wait for it

    with in_company() as company:
        item.stash[COMPANY] = company
        yield


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Keep what was seen, also by one that failed."""
    report = yield
    if call.when == "call" and asked_for(item.config) is not None:
        keep(RESULT, item.nodeid, told(item, report))
    return report


def told(item: pytest.Item, report: pytest.TestReport) -> Entry:
    scenario = scenario_of(item)
    assert scenario, "no other test is run"
    return {
        "scenario": scenario.name,
        "length": scenario.full,
        "outcome": report.outcome,
        "at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
        "seconds": round(report.duration, 1),
        "processors others used": round(item.stash[COMPANY].others, 2),
        "figures": item.stash.get(NOTED, Noted()).figures,
    }


def keep(result: Path, name: str, entry: Entry) -> None:
    """Write it beside what stands there of other tests."""
    found = json.loads(result.read_text()) if result.exists() else {}
    result.parent.mkdir(parents=True, exist_ok=True)
    result.write_text(json.dumps({**found, name: entry}, indent=2, ensure_ascii=False) + "\n")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Print what stands there of the tests of this run."""
    if asked_for(config) is None or not RESULT.exists():
        return
    ran = {getattr(each, "nodeid", "") for those in terminalreporter.stats.values() for each in those}
    seen = {name: entry for name, entry in json.loads(RESULT.read_text()).items() if name in ran}
    terminalreporter.section(f"What was seen, and stands in {RESULT}")
    terminalreporter.write_line(json.dumps(seen, indent=2, ensure_ascii=False))
