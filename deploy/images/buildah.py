"""Calls Debian's buildah, which needs neither a daemon nor a registry; everything it keeps lies in var/images."""

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

from deploy.local.layout import VAR
from deploy.local.trouble import Code, Trouble

IMAGES = VAR / "images"
PROGRAMS = {"buildah": "buildah", "debootstrap": "debootstrap", "bwrap": "bubblewrap", "setpriv": "util-linux"}
"""What must be there, and the Debian package that brings it."""

CERTIFICATES = "/etc/ssl/certs"
OF_THIS_MACHINE = ("-v", f"{CERTIFICATES}:{CERTIFICATES}:ro", "-v", "/etc/hosts:/etc/hosts:ro", "--network=host")


def refuse_without_programs() -> None:
    """Raises: Trouble with the one line that installs what is missing, or says that root must do this."""
    missing = [package for program, package in PROGRAMS.items() if not shutil.which(program)]
    if missing:
        raise Trouble(Code.UNSUPPORTED, f"Images need {', '.join(missing)}: apt-get install {' '.join(missing)}")
    if os.geteuid() != 0:
        raise Trouble(Code.UNSUPPORTED, "Here images are built and tried by root; elsewhere use: docker build.")


def buildah(*arguments: str, folder: Path | None = None) -> str:
    """What it printed. Raises: Trouble with its last line when it fails."""
    where = ("--root", str(IMAGES / "storage"), "--runroot", str(IMAGES / "run"))
    told = {**os.environ, "BUILDAH_ISOLATION": "chroot"}
    done = subprocess.run(
        ("buildah", *where, *arguments), cwd=folder, env=told, capture_output=True, text=True, check=False
    )
    if done.returncode:
        said = done.stderr.strip().splitlines()
        raise Trouble(Code.SETUP_FAILED, f"buildah {arguments[0]} failed: {said[-1] if said else 'no word'}")
    return done.stdout.strip()


def has(image: str) -> bool:
    """Whether it was built."""
    return any(image in (row.get("names") or ()) for row in json.loads(buildah("images", "--json") or "[]"))


def configuration(image: str) -> dict[str, Any]:
    """What the image says of itself: Env, Cmd, Entrypoint, User, WorkingDir (OCI)."""
    found: dict[str, Any] = json.loads(buildah("inspect", "--type", "image", image))["OCIv1"]["config"]
    return found
