"""What a person at the terminal does with the stack: run it, put it in the background, stop it, begin anew."""

import contextlib
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from types import FrameType

from deploy.local.layout import REPO
from deploy.local.lifecycle import start
from deploy.local.plan import Plan
from deploy.local.preflight import refuse_if_it_cannot_run, refuse_if_its_place_is_taken
from deploy.local.program import Program
from deploy.local.service_programs import web_program
from deploy.local.setup import set_up
from deploy.local.stack import Stack, operators_command
from deploy.local.supervisor import Supervisor
from deploy.local.trouble import Code, Trouble
from deploy.local.waiting import wait_until
from shared.ids import read_reference

SECONDS_BETWEEN_LOOKS = 1.0
STATE = ("mongod", "kafka", "clock", "metrics", "run", "sms")
"""What a stack forgets when it begins anew; its secrets stay."""


class Stopped(BaseException):
    """Somebody asked this program to stop."""


def run(plan: Plan) -> None:
    """Set up, start, and stay until Ctrl-C, which stops everything.

    Raises: Trouble.
    """
    with _stopping_on_signals(), contextlib.ExitStack() as undo:
        stack = Stack(plan)
        _begin(stack, undo, tethered=True)
        print("  Ctrl-C stops everything.\n", flush=True)
        _watch(stack.supervisor)


def up(plan: Plan) -> None:
    """Set up, start, and leave it running in the background."""
    with _stopping_on_signals(), contextlib.ExitStack() as undo:
        _begin(Stack(plan), undo, tethered=False)
        undo.pop_all()
        print("  It runs in the background; stop it with: make down\n")


def down(plan: Plan) -> None:
    """Stop what runs, in the background or elsewhere."""
    supervisor = Supervisor(plan.layout)
    if supervisor.pid() is None:
        print("Nabo does not run.")
        return
    _stop(supervisor)


def demo_reset(plan: Plan) -> None:
    """Forget every report, case, person and mail of this pack; the next start loads the demo anew."""
    if Supervisor(plan.layout).pid():
        raise Trouble(Code.ALREADY_RUNNING, "Nabo runs; stop it first with: make down (or Ctrl-C where it runs)")
    for name in STATE:
        with contextlib.suppress(FileNotFoundError, NotADirectoryError):
            shutil.rmtree(plan.layout.data / name)
    for folder in ("tmp", "new", "cur"):
        shutil.rmtree(plan.layout.mail / folder, ignore_errors=True)
    print(f"The demo of {plan.pack} starts afresh with the next: make run")


def dev(plan: Plan, service: str) -> None:
    """Replace one service's web process with one that shows its words here and reloads when its code changes."""
    supervisor = Supervisor(plan.layout)
    if supervisor.pid() is None:
        raise Trouble(Code.NOT_RUNNING, "Nabo does not run; start it first, in the background with: make up")
    program = web_program(plan, service)
    supervisor.stop(program.name)
    try:
        _in_foreground(program, "--reload", "--workers=1", "--timeout=0")
    finally:
        supervisor.start(program.name)


def trace(plan: Plan, reference: str) -> None:
    """Print what each service knows of a report, by its reference.

    Raises: Trouble where it is none, or no service knows it.
    """
    try:
        asked = read_reference(reference)
    except ValueError:
        raise Trouble(
            Code.SETTING, f"{reference or 'REF='} is no reference; say for example: make trace REF=N-…"
        ) from None
    stack = Stack(plan)
    lines = [line for service in plan.services for line in stack.cli(service, "trace", asked).splitlines()]
    if not lines:
        raise Trouble(Code.SETTING, f"No service knows {asked}; another neighbourhood's data has its own (NABO_PACK).")
    print("\n".join(sorted(lines)))


def operate(plan: Plan, service: str, arguments: Sequence[str]) -> int:
    """Give one of a service's operator commands here, and return its exit code.

    Raises: Trouble where nothing runs that it could ask, unless it only asks for help.
    """
    stack = Stack(plan)
    if "--help" not in arguments and stack.supervisor.pid() is None:
        raise Trouble(Code.NOT_RUNNING, "Nabo does not run; start it first, in the background with: make up")
    command = operators_command(service, arguments)
    return subprocess.run(command, cwd=REPO, env=stack.operators_environment(service), check=False).returncode


def _begin(stack: Stack, undo: contextlib.ExitStack, *, tethered: bool) -> None:
    """Start it; from its first process on, `undo` stops it."""
    began = time.monotonic()
    refuse_if_its_place_is_taken(stack.plan)
    set_up()
    refuse_if_it_cannot_run(stack.plan)
    undo.callback(_stop, stack.supervisor)
    start(stack, lambda doing: print(f"Starting: {doing} …", flush=True), tethered=tethered)
    from deploy.local.greeting import greeting  # noqa: PLC0415 - it reads packs, and a broken one must still let us stop

    print(greeting(stack, seconds=time.monotonic() - began), flush=True)


def _watch(supervisor: Supervisor) -> None:
    """Stay while the supervisor lives.

    Raises: Trouble when it is gone.
    """
    while supervisor.pid():
        time.sleep(SECONDS_BETWEEN_LOOKS)
    raise Trouble(Code.NOT_RUNNING, "The supervisor ended, and everything with it; start again with: make run")


def _stop(supervisor: Supervisor) -> None:
    if supervisor.pid() is None:
        supervisor.shut_down()
        return
    began = time.monotonic()
    print("\nStopping …", flush=True)
    supervisor.shut_down()
    print(f"Everything has stopped ({time.monotonic() - began:.0f} s); nothing is lost.", flush=True)


def _in_foreground(program: Program, *more: str) -> None:
    print(f"{program.name} reloads when its code changes; Ctrl-C gives it back to the supervisor.", flush=True)
    command = [*program.command[:3], *more, *program.command[3:]]
    with subprocess.Popen(command, cwd=REPO, env=dict(program.environment)) as process:
        with contextlib.suppress(KeyboardInterrupt):
            process.wait()
        wait_until(lambda: process.poll() is not None, seconds=15, what=f"{program.name} stops")


@contextmanager
def _stopping_on_signals() -> Iterator[None]:
    """Treat a hang-up and SIGTERM like Ctrl-C, and a second Ctrl-C like none."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        raise Stopped

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, stop)
    with contextlib.suppress(Stopped):
        yield
        return
    sys.exit(0)
