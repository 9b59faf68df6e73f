"""Makes .venv and installs the locked Python packages: the first step of set-up, run by the system's own Python.

Standard library only. Nothing is written outside the project's folder.
"""

import fcntl
import importlib.util
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from deploy.local.progress import Step, Tell, carry_out, fingerprint
from deploy.local.trouble import Code, Trouble

REPO = Path(__file__).parents[2]
VENV = REPO / ".venv"
CACHE = REPO / "var" / "cache"
SETUP_LOG = REPO / "var" / "log" / "setup.log"
STEPS = 5
"""How many steps set-up has in all; this one is the first."""
ROOM_TO_INSTALL = 2_500_000_000
LOCKS = tuple(REPO / "requirements" / f"{name}.txt" for name in ("base", "local", "dev"))
WITHOUT_DEPENDENCIES = REPO / "requirements" / "map.txt"
SYSTEM_CERTIFICATES = Path("/etc/ssl/certs/ca-certificates.crt")
TRUST = ("PIP_CERT", "REQUESTS_CA_BUNDLE", "NODE_EXTRA_CA_CERTS")
UNREACHABLE = ("NewConnectionError", "NameResolutionError", "ConnectTimeoutError", "ReadTimeoutError", "ProxyError")


def main() -> int:
    """Install what is missing; 0 when everything is there."""
    try:
        with only_one_set_up():
            carry_out(_packages(), number=1, of=STEPS)
    except Trouble as trouble:
        print(f"\n{trouble}", file=sys.stderr)
        return trouble.code
    except KeyboardInterrupt:
        print("\nStopped; `make setup` goes on from here.", file=sys.stderr)
        return 130
    return 0


@contextmanager
def only_one_set_up() -> Iterator[None]:
    """Wait until no other set-up works in this folder; make the folders that all of its steps write to."""
    for folder in (CACHE, SETUP_LOG.parent):
        folder.mkdir(parents=True, exist_ok=True)
    with (CACHE / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def refuse_without_space(needed: int) -> None:
    """Raises: Trouble when the project's disk has less than `needed` bytes free."""
    free = shutil.disk_usage(REPO).free
    if free < needed:
        have, want = free / 1e9, needed / 1e9
        raise Trouble(
            Code.NO_SPACE,
            f"The disk under {REPO} has {have:.1f} GB free, and Nabo needs {want:.1f} GB: make room and try again.",
        )


def with_system_certificates() -> dict[str, str]:
    """The environment for installers: they trust whom this machine trusts, unless somebody said otherwise."""
    if not SYSTEM_CERTIFICATES.is_file():
        return dict(os.environ)
    return dict.fromkeys(TRUST, str(SYSTEM_CERTIFICATES)) | os.environ


def _packages() -> Step:
    return Step(
        title="Python packages",
        key=fingerprint((*LOCKS, WITHOUT_DEPENDENCIES), sys.version),
        stamp=VENV / "nabo-installed",
        work=_install,
        makes=(VENV / "bin" / "python",),
    )


def _install(tell: Tell) -> str:
    refuse_without_space(ROOM_TO_INSTALL)
    if importlib.util.find_spec("ensurepip") is None:
        raise Trouble(
            Code.UNSUPPORTED, "This Python lacks its venv module: install it (Debian: apt-get install python3-venv)."
        )
    venv.create(VENV, with_pip=True, symlinks=True, clear=not _made_by_this_python())
    pins = sum(line[:1].isalnum() for lock in LOCKS for line in lock.read_text().splitlines())
    _pip(tell, pins, *(f"--requirement={lock}" for lock in LOCKS))
    _pip(tell, 1, "--no-deps", f"--requirement={WITHOUT_DEPENDENCIES}")
    return f"{pins} installed"


def _made_by_this_python() -> bool:
    try:
        answer = subprocess.check_output(
            [VENV / "bin" / "python", "-c", "import pip, sys; print(sys.version)"], text=True
        )
    except (OSError, subprocess.CalledProcessError):
        return False
    return answer.strip() == sys.version


def _pip(tell: Tell, total: int, *arguments: str) -> None:
    command = [str(VENV / "bin" / "python"), "-m", "pip", "install", "--disable-pip-version-check", "--require-hashes"]
    environment = with_system_certificates() | {
        "PIP_CACHE_DIR": str(CACHE / "pip"),
        "PIP_RETRIES": "2",
        "PYTHONUNBUFFERED": "1",
    }
    with (
        SETUP_LOG.open("a") as log,
        subprocess.Popen(
            [*command, "--progress-bar=off", *arguments],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env=environment,
        ) as pip,
    ):
        said = []
        found = 0
        for line in pip.stdout or ():
            log.write(line)
            said.append(line)
            found += line.startswith(("Collecting", "Requirement already satisfied"))
            tell("unpacking" if line.startswith("Installing") else f"{min(found, total)} of {total}")
    if pip.returncode:
        raise explained("".join(said))


def explained(said: str) -> Trouble:
    """Say in one sentence why pip failed, from all that it said."""
    if any(word in said for word in UNREACHABLE):
        return Trouble(
            Code.REGISTRY_UNREACHABLE,
            "The Python package registry cannot be reached: check the network, then try again.",
        )
    return Trouble(
        Code.SETUP_FAILED, f"The Python packages could not be installed; the reason is at the end of {SETUP_LOG}."
    )


if __name__ == "__main__":
    sys.exit(main())
