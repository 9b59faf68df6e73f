"""What all tests share: the network rules, the real stores, the whole stack, and what is left out without Chromium."""

import os
import shutil
from collections import defaultdict
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import pytest
from hypothesis import settings
from pytest_socket import disable_socket, enable_socket, socket_allow_hosts

from tests import in_memory

if TYPE_CHECKING:
    from deploy.local.stack import Stack
    from deploy.local.stores import Stores
    from tests.e2e.town.town import Town

pytest_plugins = ["tests.endurance"]

settings.register_profile("unhurried", deadline=None)  # A busy machine is no fault.
settings.load_profile("unhurried")

WITHOUT_NETWORK = ("tests/unit", "tests/structure")
LOOPBACK = ["127.0.0.1", "::1", "localhost"]
CHROMIUM = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
"""The first has no window and none of a window's own pages: it takes less than half the processors' time."""
HOW_TO_GET_CHROMIUM = "apt-get install chromium-headless-shell"
STORES = "stores"
"""These tests wait more than they work: a folder of them at a time, by as many processes as have nothing else."""
LONGEST_FIRST = ("stack", "replay", "strict_stack", STORES)
"""What would run last and alone if it did not begin at once."""
STRICT_PACK = Path(__file__).parent / "packs"
WEDNESDAY, TEN = 2, 10

_running: defaultdict[str, ExitStack] = defaultdict(ExitStack)
"""By group, what runs for its tests alone. A stack that nobody asks takes a sixth of a processor all the same."""


@pytest.fixture(scope="session")
def stores(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Stores]":
    """A real broker, database and mail catcher with the services' users, rights and topics."""
    from deploy.local.lifecycle import running_stores  # noqa: PLC0415 - a second that unit tests need not wait

    with running_stores(tmp_path_factory.mktemp("stores")) as running:
        yield running


@pytest.fixture(scope="session")
def stack(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Stack]":
    """The whole stack with the demo pack, on a steered clock that starts on a Wednesday at ten."""
    from deploy.local.lifecycle import running_stack  # noqa: PLC0415 - as above

    root, start = tmp_path_factory.mktemp("stack"), next_wednesday("Europe/Helsinki")
    with _running["stack"] as until:
        yield until.enter_context(running_stack(root, clock_start=start))


@pytest.fixture(scope="session")
def strict_stack(tmp_path_factory: pytest.TempPathFactory) -> "Iterator[Stack]":
    """The same with the pack made for tests: everything at its strictest; its windows of seconds pass slowly."""
    from deploy.local.lifecycle import running_stack  # noqa: PLC0415 - as above

    root, settings = tmp_path_factory.mktemp("strict"), {"NABO_PACKS": str(STRICT_PACK)}
    start = next_wednesday("Europe/Copenhagen")
    with _running["strict_stack"] as until:
        yield until.enter_context(running_stack(root, "strict", clock_start=start, clock_scale=0.1, settings=settings))


@pytest.fixture(scope="session")
def town(stack: "Stack") -> "Town":
    """The demo neighbourhood with its mail and its clock."""
    from tests.e2e.town.town import town_of  # noqa: PLC0415 - as above

    return town_of(stack)


@pytest.fixture(scope="session")
def strict_town(strict_stack: "Stack") -> "Town":
    """The strict neighbourhood with its mail and its clock."""
    from tests.e2e.town.town import town_of  # noqa: PLC0415 - as above

    return town_of(strict_stack)


def next_wednesday(zone: str) -> datetime:
    """Ten in the morning of the next one: later than now, so that nothing in the stores is past its time."""
    today = datetime.now(ZoneInfo(zone)).replace(hour=TEN, minute=0, second=0, microsecond=0)
    return today + timedelta(days=(WEDNESDAY - today.weekday()) % 7 or 7)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The browser's program."""
    found = find_chromium()
    if found is None:
        pytest.skip(f"there is no Chromium here ({HOW_TO_GET_CHROMIUM})")
    return found


def find_chromium() -> Path | None:
    """Where the system's Chromium is, if it is."""
    found = next(filter(None, map(shutil.which, CHROMIUM)), None)
    return Path(found) if found else None


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Before pytest makes its own folder; xdist's processes get theirs below it. `--basetemp` names another."""
    if config.option.basetemp is None and (folder := in_memory.folder()):
        config.option.basetemp = str(folder)
        config.add_cleanup(lambda: shutil.rmtree(folder, ignore_errors=True))


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> Iterator[None]:
    """Mark tests by the fixtures they use, and keep those that share a stack in one process, the longest first.

    The marks come before xdist names the groups, the order after the others have shuffled the tests.
    """
    for item in items:
        _mark(item)
    if os.environ.get("CI") == "true" and find_chromium() is None and any(map(_needs_chromium, items)):
        raise pytest.UsageError(
            f"there is no Chromium, and in CI no test is left out; get it with: {HOW_TO_GET_CHROMIUM}"
        )
    yield
    items.sort(key=_turn)
    if getattr(config.option, "loadgroup", False) and not all(map(_is_kept_together, items)):
        raise pytest.UsageError("xdist does not know the tests' groups: each process would start every stack anew")


def _mark(item: pytest.Item) -> None:
    used = set(getattr(item, "fixturenames", ()))
    for name in used & {"stack", "strict_stack"}:
        item.add_marker("stack")
        item.add_marker(pytest.mark.xdist_group(name))
    if "stores" in used or item.get_closest_marker("stores"):
        item.add_marker("stores")
        item.add_marker(pytest.mark.xdist_group(f"{STORES} of {item.path.parent.name}"))
    if "chromium" in used:
        item.add_marker("browser")


def _is_kept_together(item: pytest.Item) -> bool:
    return not any(item.iter_markers("xdist_group")) or "@" in item.nodeid


def _turn(item: pytest.Item) -> int:
    groups = [name.split(" ")[0] for name in _groups(item)]
    return min((LONGEST_FIRST.index(name) for name in groups), default=len(LONGEST_FIRST))


def _groups(item: pytest.Item) -> set[str]:
    return {str(mark.args[0]) for mark in item.iter_markers("xdist_group")}


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Unit tests touch no network; the others stay on this machine."""
    enable_socket()
    if item.nodeid.startswith(WITHOUT_NETWORK):
        disable_socket(allow_unix_socket=True)
    else:
        socket_allow_hosts(LOOPBACK, allow_unix_socket=True)
    if _needs_chromium(item) and find_chromium() is None:
        pytest.skip(f"there is no Chromium here ({HOW_TO_GET_CHROMIUM})")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """Stop what ran for a group alone with the last of its tests: they come one after the other, in one process."""
    yield
    for group in _groups(item) - (_groups(nextitem) if nextitem else set()):
        if group in _running:
            _running[group].close()


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name what was left out, where it cannot be overlooked."""
    skipped = terminalreporter.stats.get("skipped", [])
    left_out = [report.nodeid for report in skipped if "Chromium" in str(report.longrepr)]
    if left_out:
        terminalreporter.section("Left out, because there is no Chromium")
        for name in left_out:
            terminalreporter.line(name)
        terminalreporter.line(f"To run them: {HOW_TO_GET_CHROMIUM}")


def _needs_chromium(item: pytest.Item) -> bool:
    return item.get_closest_marker("browser") is not None
