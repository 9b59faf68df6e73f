"""Builds every image of deploy/Dockerfile on a base made from Debian's packages."""

import shutil
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from deploy.images.buildah import CERTIFICATES, IMAGES, OF_THIS_MACHINE, buildah, has
from deploy.local.gateway import caddy
from deploy.local.layout import REPO
from deploy.local.progress import Tell
from deploy.local.trouble import Code, Trouble

BASE = "localhost/python:3.11-slim-bookworm"
CADDY = "localhost/caddy:2.11"
TARGETS = ("intake", "triage", "notify", "prepare", "gateway")
PYTHON = "python3,python3-venv,python3-pip,ca-certificates"


@dataclass(frozen=True, slots=True, kw_only=True)
class Built:
    """One image. size: bytes of all its files."""

    target: str
    size: int
    seconds: float


def image_of(target: str) -> str:
    """The name by which the others find it."""
    return f"localhost/nabo-{target}:latest"


def build(targets: tuple[str, ...], tell: Tell) -> Iterator[Built]:
    """Each as it is done. Raises: Trouble."""
    if not has(BASE):
        tell("a base from Debian's packages")
        _build_base()
    if "gateway" in targets and not has(CADDY):
        tell("a base with Caddy")
        _build_caddy()
    for target in targets:
        tell(f"image nabo-{target}")
        begun = time.monotonic()
        _build_target(target)
        yield Built(target=target, size=size_of(image_of(target)), seconds=time.monotonic() - begun)


def size_of(image: str) -> int:
    """Bytes of all files of an image."""
    container = buildah("from", "--pull-never", image)
    try:
        root = Path(buildah("mount", container))
        return sum(file.lstat().st_size for file in root.rglob("*") if not file.is_symlink() and file.is_file())
    finally:
        buildah("rm", container)


def _build_base() -> None:
    root = IMAGES / "base" / "rootfs"
    if not (root / "usr" / "bin" / "python3").exists():
        shutil.rmtree(root, ignore_errors=True)
        root.parent.mkdir(parents=True, exist_ok=True)
        command = ("debootstrap", "--variant=minbase", f"--include={PYTHON}", "bookworm", str(root))
        if subprocess.run(command, stdout=subprocess.DEVNULL, check=False).returncode:
            raise Trouble(Code.SETUP_FAILED, f"debootstrap failed; see {root}/debootstrap/debootstrap.log.")
    _from_files(BASE, root.parent, "FROM scratch\nCOPY rootfs /\n")
    shutil.rmtree(root.parent)


def _build_caddy() -> None:
    folder = IMAGES / "caddy"
    folder.mkdir(parents=True, exist_ok=True)
    shutil.copy2(caddy(), folder / "caddy")
    run = 'CMD ["caddy", "run", "--config", "/etc/caddy/Caddyfile", "--adapter", "caddyfile"]'
    _from_files(CADDY, folder, f"FROM {BASE}\nCOPY caddy /usr/bin/caddy\n{run}\n")
    shutil.rmtree(folder)


def _from_files(image: str, folder: Path, lines: str) -> None:
    (folder / "Dockerfile").write_text(lines)
    buildah("bud", "-t", image, str(folder))


def _build_target(target: str) -> None:
    """Layers are kept, so what the targets have in common is built once."""
    trusted = f"{CERTIFICATES}/ca-certificates.crt"
    told = ("--env", f"PIP_CERT={trusted}", "--env", f"NODE_EXTRA_CA_CERTS={trusted}")
    bases = ("--build-arg", f"BASE={BASE}", "--build-arg", f"GATEWAY={CADDY}")
    named = ("--target", target, "-t", image_of(target), "-f", "deploy/Dockerfile", ".")
    buildah("bud", "--layers", *OF_THIS_MACHINE, *told, *bases, *named, folder=REPO)
