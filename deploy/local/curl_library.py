"""Finds mongod the one library that a bare Linux may lack: libcurl, of which pycurl's package carries a copy."""

import ctypes
from importlib.metadata import files
from pathlib import Path

from deploy.local.layout import CACHE

NAME = "libcurl.so.4"
LINKS = CACHE / "lib"


def mongod_environment() -> dict[str, str]:
    """Where mongod shall look for libraries: nowhere special where the system has them all."""
    if _is_there():
        return {}
    copy = _carried_copy()
    LINKS.mkdir(parents=True, exist_ok=True)
    link = LINKS / NAME
    link.unlink(missing_ok=True)
    link.symlink_to(copy)
    return {"LD_LIBRARY_PATH": f"{LINKS}:{copy.parent}"}


def _is_there() -> bool:
    try:
        ctypes.CDLL(NAME)
    except OSError:
        return False
    return True


def _carried_copy() -> Path:
    [found] = [file for file in files("pycurl") or () if file.name.startswith("libcurl-")]
    return Path(str(found.locate())).resolve()
