"""Starts a stack and stops it: for the terminal, for tests, for the replay."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from deploy.local.layout import layout_under
from deploy.local.plan import DEFAULT_PACK, ClockStart, Plan
from deploy.local.ports import free_ports
from deploy.local.preflight import refuse_if_it_cannot_run
from deploy.local.preparation import forget, is_prepared, prepare_services, prepare_stores, remember
from deploy.local.program import Group
from deploy.local.programs import configure, programs_of
from deploy.local.progress import Tell
from deploy.local.stack import Stack
from deploy.local.stores import Stores
from deploy.local.supervision import write_configuration
from shared.events.topics import SERVICES

Running = TypeVar("Running", bound=Stores)

SECONDS_TO_START = 150.0
"""On a quiet machine it takes less than ten; on a busy one patience is better than starting all over."""


def start(stack: Stack, tell: Tell, *, tethered: bool) -> None:
    """Start everything and return when it is ready. Whoever calls this also stops it, most of all when it fails.

    `tethered`: everything stops when the calling thread dies, however it dies.

    Raises: Trouble.
    """
    plan = stack.plan
    tell("configuration")
    configure(plan)
    prepared = is_prepared(plan)
    conf = write_configuration(plan.layout, programs_of(plan), autostart=prepared)
    stack.supervisor.launch(conf, tethered=tethered)
    if not prepared:
        _prepare(stack, tell)
    tell("waiting until every process is ready")
    stack.wait_ready(SECONDS_TO_START)


def start_stores(stores: Stores) -> None:
    """Start broker, database and mail catcher alone, tethered to the calling thread."""
    configure(stores.plan)
    conf = write_configuration(stores.plan.layout, programs_of(stores.plan), autostart=True)
    stores.supervisor.launch(conf, tethered=True)
    prepare_stores(stores)


@contextmanager
def running_stack(
    root: Path,
    pack: str = DEFAULT_PACK,
    *,
    clock_start: datetime | None = None,
    clock_scale: float | None = None,
    demo: bool = True,
    environment: str = "test",
    settings: Mapping[str, str] | None = None,
) -> Iterator[Stack]:
    """A whole stack on free ports with all its state in `root`; stopped at the end, whatever happened.

    clock_start, clock_scale: give both or one to get a clock that `Stack.steer_clock` moves. settings: further NABO_
    settings of every process, such as NABO_PACKS.
    """
    steered = clock_start is not None or clock_scale is not None
    shown = clock_start.timestamp() if clock_start else None
    with free_ports() as ports:
        plan = Plan(
            layout=layout_under(root.resolve()),
            ports=ports,
            pack=pack,
            environment=environment,
            services=SERVICES,
            demo=demo,
            passed_on=settings or {},
            clock=ClockStart(shown=shown, scale=clock_scale or 1.0) if steered else None,
        )
        refuse_if_it_cannot_run(plan)
        with stopping(Stack(plan)) as stack:
            start(stack, lambda _: None, tethered=True)
            yield stack


@contextmanager
def running_stores(root: Path) -> Iterator[Stores]:
    """A broker, a database and a mail catcher with users, rights and topics, on free ports, all state in `root`."""
    with free_ports() as ports:
        plan = Plan(layout=layout_under(root.resolve()), ports=ports, environment="test")
        refuse_if_it_cannot_run(plan)
        with stopping(Stores(plan)) as stores:
            start_stores(stores)
            yield stores


def _prepare(stack: Stack, tell: Tell) -> None:
    forget(stack.plan)
    tell("broker and database")
    stack.supervisor.start_group(Group.STORES)
    prepare_stores(stack)
    prepare_services(stack, tell)
    remember(stack.plan)
    stack.supervisor.start_group(Group.SERVICES)
    stack.supervisor.start_group(Group.EDGE)


@contextmanager
def stopping(running: Running) -> Iterator[Running]:
    """Stop it at the end, whatever happened."""
    try:
        yield running
    finally:
        running.supervisor.shut_down()
