"""Starts a program that cannot outlive its supervisor: `python tether.py <file>` becomes the program the file names.

Linux kills a process that asked for it when its parent dies, however the parent died. The program sees the environment
of the file and nothing of the terminal's. A script of its own, run without site packages, so that it costs 20 ms.
"""

import ctypes
import json
import os
import signal
import sys

PR_SET_PDEATHSIG = 1
SUPERVISOR = b"supervisord"


def main(file: str) -> None:
    """Ask to die with the parent, then become the program."""
    parent = os.getppid()
    if ctypes.CDLL(None, use_errno=True).prctl(PR_SET_PDEATHSIG, signal.SIGKILL) != 0:
        sys.exit(f"prctl failed with error {ctypes.get_errno()}")
    if os.getppid() != parent or not is_supervisor(parent):
        sys.exit("the supervisor died while this program was being started")
    with open(file, encoding="utf-8") as spec:  # noqa: PTH123 - pathlib would double the start's cost
        program = json.load(spec)
    os.execve(program["command"][0], program["command"], program["environment"])  # noqa: S606 - no shell is wanted


def is_supervisor(process: int) -> bool:
    """Tell the supervisor from the process that adopts orphans."""
    try:
        with open(f"/proc/{process}/cmdline", "rb") as line:  # noqa: PTH123 - as above
            return SUPERVISOR in line.read()
    except OSError:
        return False


if __name__ == "__main__":
    main(sys.argv[1])
