"""Writes down for supervisord what runs: one program per process, in groups that start and stop together."""

import json
import shlex
from collections.abc import Iterable
from pathlib import Path

from deploy.local.layout import PYTHON, REPO, SOCKET_PATH_LIMIT, Layout
from deploy.local.private_file import write_private
from deploy.local.program import START_ORDER, Program
from deploy.local.trouble import Code, Trouble

TETHER = Path(__file__).with_name("tether.py")
LOG_BYTES = "10MB"
LOGS_KEPT = 3

HEAD = """\
[supervisord]
nodaemon=true
silent=true
logfile={logs}/supervisord.log
logfile_maxbytes={log_bytes}
logfile_backups={logs_kept}
pidfile={run}/supervisord.pid
directory={repo}
umask=077

[unix_http_server]
file={socket}
chmod=0600

[rpcinterface:supervisor]
supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface
"""

PROGRAM = """
[program:{name}]
command={command}
autostart={autostart}
autorestart=true
startsecs=1
startretries=1000
stopwaitsecs={stop_seconds}
killasgroup=true
redirect_stderr=true
stdout_logfile={logs}/{name}.log
stdout_logfile_maxbytes={log_bytes}
stdout_logfile_backups={logs_kept}
"""

GROUP = """
[group:{name}]
programs={programs}
priority={priority}
"""


def write_configuration(layout: Layout, programs: Iterable[Program], *, autostart: bool) -> Path:
    """Write supervisord.conf and one file per program. Without `autostart` every group waits to be started.

    Raises: Trouble when the folder's path is too long for a socket.
    """
    wanted = tuple(programs)
    refuse_long_path(layout)
    for folder in (layout.run, layout.logs):
        folder.mkdir(parents=True, exist_ok=True)
    for program in wanted:
        write_private(program_file(layout, program.name), _program_json(program))
    file = layout.run / "supervisord.conf"
    write_private(file, _configuration(layout, wanted, autostart=autostart))
    return file


def socket_of(layout: Layout) -> Path:
    """Where the supervisor listens."""
    return layout.run / "supervisor.sock"


def program_file(layout: Layout, name: str) -> Path:
    """The command and environment of one program, as JSON."""
    return layout.run / f"{name}.json"


def refuse_long_path(layout: Layout) -> None:
    """Raises: Trouble when no socket can be made in the stack's folder."""
    if len(str(socket_of(layout))) > SOCKET_PATH_LIMIT:
        raise Trouble(Code.UNSUPPORTED, f"The path {layout.run} is too long for a socket: move Nabo to a shorter one.")


def _program_json(program: Program) -> str:
    return json.dumps({"command": program.command, "environment": dict(program.environment)}, indent=1)


def _configuration(layout: Layout, programs: tuple[Program, ...], *, autostart: bool) -> str:
    common = {"logs": layout.logs, "run": layout.run, "log_bytes": LOG_BYTES, "logs_kept": LOGS_KEPT}
    parts = [HEAD.format(repo=REPO, socket=socket_of(layout), **common)]
    parts += [_program(layout, one, common | {"autostart": str(autostart).lower()}) for one in programs]
    parts += [
        GROUP.format(name=group, programs=",".join(names), priority=10 * number)
        for number, group in enumerate(START_ORDER, start=1)
        if (names := [one.name for one in programs if one.group is group])
    ]
    return "".join(parts)


def _program(layout: Layout, program: Program, common: dict[str, object]) -> str:
    command = shlex.join((str(PYTHON), "-I", "-S", str(TETHER), str(program_file(layout, program.name))))
    return PROGRAM.format(name=program.name, command=command, stop_seconds=program.stop_seconds, **common)
