"""Talks to the supervisor of a stack: starts it, asks it what runs, and has it stop everything."""

import contextlib
import http.client
import os
import signal
import subprocess
import xmlrpc.client
from pathlib import Path
from typing import Any

from supervisor.xmlrpc import SupervisorTransport

from deploy.local.layout import PYTHON, REPO, Layout
from deploy.local.program import Group
from deploy.local.running import runs
from deploy.local.supervision import socket_of
from deploy.local.trouble import Trouble
from deploy.local.waiting import wait_until

TETHERED = f"import ctypes; ctypes.CDLL(None).prctl(1, {int(signal.SIGTERM)})"
"""Stop everything in order when whoever started the supervisor dies."""
SUPERVISORD = "from supervisor.supervisord import main; main()"
SECONDS_TO_START = 30.0
SECONDS_TO_STOP = 9.0

Info = dict[str, Any]


class Supervisor:
    """The supervisor of one stack, running or not."""

    def __init__(self, layout: Layout) -> None:
        self._layout = layout
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self, configuration: Path, *, tethered: bool) -> None:
        """Start it. `tethered`: it stops everything when the thread that called this dies."""
        program = f"{TETHERED}; {SUPERVISORD}" if tethered else SUPERVISORD
        with (self._layout.logs / "supervisord.out").open("ab") as out:
            self._process = process = subprocess.Popen(
                [PYTHON, "-W", "ignore", "-c", program, "-c", configuration],
                cwd=REPO, stdin=subprocess.DEVNULL, stdout=out, stderr=out, start_new_session=True,
            )  # fmt: skip
        wait_until(lambda: self.pid() or process.poll(), seconds=SECONDS_TO_START, what="the supervisor answers")

    def pid(self) -> int | None:
        """Its process id, or None when it does not run."""
        try:
            return int(self._ask("getPID"))
        except (OSError, http.client.HTTPException, xmlrpc.client.Error):
            return None

    def processes(self) -> dict[str, Info]:
        """All programs by name, with `pid` (0: none now) and `statename` among their facts."""
        return {info["name"]: info for info in self._ask("getAllProcessInfo")}

    def start_group(self, group: Group) -> None:
        """Start the programs of a group; a group without programs is started already."""
        if any(info["group"] == group for info in self.processes().values()):
            self._ask("startProcessGroup", group.value, False)  # noqa: FBT003 - "do not wait", and the wire has no keywords

    def start(self, name: str) -> None:
        """Start one program, unless it runs."""
        with contextlib.suppress(xmlrpc.client.Fault):
            self._ask("startProcess", self._full_name(name))

    def stop(self, name: str) -> None:
        """Stop one program for good, unless it is stopped; returns when it is gone."""
        with contextlib.suppress(xmlrpc.client.Fault):
            self._ask("stopProcess", self._full_name(name))

    def shut_down(self) -> None:
        """Stop everything, edge first and stores last; what does not stop in time is killed."""
        pid = self._process.pid if self._process else self.pid()
        if pid is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGTERM)
        try:
            wait_until(lambda: not runs(pid), seconds=SECONDS_TO_STOP, what="everything stops")
        except Trouble:
            os.kill(pid, signal.SIGKILL)  # everything it started dies with it
        if self._process:
            self._process.wait()
            self._process = None

    def _full_name(self, name: str) -> str:
        return f"{self.processes()[name]['group']}:{name}"

    def _ask(self, method: str, *arguments: object) -> Any:  # noqa: ANN401 - whatever supervisor answers
        transport = SupervisorTransport(None, None, f"unix://{socket_of(self._layout)}")
        try:
            proxy = xmlrpc.client.ServerProxy("http://127.0.0.1", transport=transport)
            return getattr(proxy.supervisor, method)(*arguments)
        finally:
            transport.close()
