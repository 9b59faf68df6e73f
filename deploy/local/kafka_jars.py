"""The broker's class path: exactly the jars of jgo.lock.toml, each checked against its sha256, kept under var/cache.

jgo's own `sync` neither reads a committed lock nor checks sums, so its parts are used here instead.
"""

import hashlib
import shlex
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from pathlib import Path
from typing import Any

from jgo.env import LockFile
from jgo.maven import MavenContext

from deploy.local.bootstrap import SETUP_LOG
from deploy.local.layout import CACHE, REPO
from deploy.local.progress import Tell
from deploy.local.trouble import Code, Trouble

LOCK = REPO / "deploy" / "local" / "jgo.lock.toml"
JARS = CACHE / "jars"
CLASS_PATH = CACHE / "kafka.classpath"
"""An argument file for java, so that 45 paths do not fill every process list."""

SECONDS_PER_DOWNLOAD = 60
ATTEMPTS = 3


def fetch_jars(tell: Tell) -> str:
    """Download what is missing, check everything, and write the argument file.

    Raises: Trouble when the registry is away, or the lock or a file is damaged.
    """
    locked = _locked()
    context = MavenContext(repo_cache=JARS, timeout=SECONDS_PER_DOWNLOAD)
    with ThreadPoolExecutor(8) as downloads:
        jobs = [downloads.submit(_checked, context, jar) for jar in locked]
        for done, _ in enumerate(as_completed(jobs), start=1):
            tell(f"{done} of {len(jobs)}")
        paths = [job.result() for job in jobs]
    CLASS_PATH.write_text(f'-cp "{":".join(map(str, paths))}"\n')
    return f"{len(paths)} files, checksums right"


def are_whole() -> bool:
    """Whether what was fetched once is still what the lock says. Raises: Trouble when that is damaged."""
    try:
        _, paths = shlex.split(CLASS_PATH.read_text())
        return [_sum_of(Path(each)) for each in paths.split(":")] == [each.sha256 for each in _locked()]
    except (OSError, ValueError):
        return False


def _locked() -> Sequence[Any]:
    """Every jar with its sum. Raises: Trouble."""
    try:
        found: Sequence[Any] = LockFile.load(LOCK).dependencies
    except (OSError, ValueError, LookupError, TypeError, AttributeError):
        found = ()
    if not found or not all(each.sha256 for each in found):
        name = LOCK.relative_to(REPO) if LOCK.is_relative_to(REPO) else LOCK
        raise Trouble(Code.SETUP_FAILED, f"{name} is damaged: bring it back with git checkout {name}.")
    return found


def _sum_of(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _checked(context: MavenContext, jar: Any) -> Path:  # noqa: ANN401 - jgo's type has no public name
    artifact = context.project(jar.groupId, jar.artifactId).at_version(jar.version)
    for _ in range(ATTEMPTS):
        path = _resolved(artifact.artifact(jar.classifier or "", jar.packaging))
        if _sum_of(path) == jar.sha256:
            return path
        path.unlink()
    raise Trouble(Code.SETUP_FAILED, f"{jar.artifactId} {jar.version} arrives with another checksum than the lock's.")


def _resolved(artifact: Any) -> Path:  # noqa: ANN401 - as above
    try:
        return Path(artifact.resolve())
    except (OSError, RuntimeError) as error:
        with SETUP_LOG.open("a") as log:
            log.write(f"{artifact}: {error}\n")
        raise Trouble(
            Code.REGISTRY_UNREACHABLE, "The Java package registry cannot be reached: check the network, then try again."
        ) from error
