"""Runs an image as production does: nobody's user, no rights, no writing but where a folder in memory was given.

Bubblewrap instead of a container engine: mounts of its own, this machine's network.
"""

import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from deploy.images.buildah import buildah, configuration

USER = 10001


@dataclass(frozen=True, slots=True, kw_only=True)
class Container:
    """An image's files, and how it wants to be run."""

    root: Path
    environment: Mapping[str, str]
    command: tuple[str, ...]
    folder: str

    def argv(self, *, settings: Mapping[str, str], mounts: Mapping[str, Path], command: tuple[str, ...]) -> list[str]:
        """The whole command line. mounts: what is put where in the container, to be read only.

        command: instead of the image's own, unless empty.
        """
        told = {**self.environment, **settings}
        placed = [word for there, here in mounts.items() for word in _placed(here, there)]
        return [
            *("bwrap", "--die-with-parent", "--ro-bind", str(self.root), "/", "--proc", "/proc", "--dev", "/dev"),
            *("--perms", "1777", "--tmpfs", "/tmp", "--perms", "1777", "--tmpfs", "/run"),  # noqa: S108 - in memory
            *("--perms", "1777", "--tmpfs", "/dev/shm", "--perms", "1777", "--tmpfs", "/mnt"),  # noqa: S108 - as above
            *placed,
            *("--chdir", self.folder, "--clearenv"),
            *(word for name, value in told.items() for word in ("--setenv", name, value)),
            *("setpriv", f"--reuid={USER}", f"--regid={USER}", "--clear-groups", "--bounding-set=-all"),
            *("--no-new-privs", "--pdeathsig=KILL", *(command or self.command)),
        ]


def _placed(here: Path, there: str) -> Iterator[str]:
    """Folders above it that bubblewrap makes by itself would be its own alone."""
    yield from ("--perms", "0755", "--dir", str(Path(there).parent), "--ro-bind", str(here), there)


@contextmanager
def container_of(image: str) -> Iterator[Container]:
    """Its files are a copy that is thrown away afterwards."""
    wanted = configuration(image)
    name = buildah("from", "--pull-never", image)
    try:
        yield Container(
            root=Path(buildah("mount", name)),
            environment=dict(pair.split("=", 1) for pair in wanted.get("Env", ())),
            command=(*(wanted.get("Entrypoint") or ()), *(wanted.get("Cmd") or ())),
            folder=wanted.get("WorkingDir") or "/",
        )
    finally:
        buildah("rm", name)


def ask(argv: list[str]) -> subprocess.CompletedProcess[str]:
    """Run to its end, a minute at most."""
    return subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60)
