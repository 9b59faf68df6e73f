"""Puts together the folder that is served at /assets: only what is named here, only endings that browsers need."""

import hashlib
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from deploy.front import stamps
from deploy.front.icons import sprite
from deploy.front.layout import MODULES, PACKS, SOURCES, STATIC
from deploy.front.packages import sass
from deploy.front.trouble import BuildFailed

ENDINGS = frozenset({".css", ".js", ".woff", ".woff2", ".svg", ".png"})
FONTS = MODULES / "dkfds" / "dist" / "fonts" / "IBMPlexSans" / "complete" / "woff2"
ICONS = MODULES / "dkfds" / "dist" / "img" / "svg-icons"
_FOLDERS = {"fonts": FONTS, "icons": ICONS, "pictures": STATIC}
_URL = re.compile(r"url\(\"?([^\")]+)\"?\)")
_MARK_LENGTH = 12


def assemble(into: Path) -> int:
    """Make the folder whole and then put it in its place.

    Returns: how many files were made, 0 where the folder is what it should be.
    Raises: BuildFailed.
    """
    mark = stamps.mark_of(_sources())
    if stamps.is_made_from(into, mark):
        return 0
    fresh = into.with_name(f"{into.name}.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    _fill(fresh)
    _check_endings(fresh)
    marks = {str(file.relative_to(fresh)): _mark(file) for file in sorted(fresh.rglob("*")) if file.is_file()}
    (fresh / "manifest.json").write_text(json.dumps(marks, indent=1))
    stamps.stamp(fresh, mark)
    _swap(fresh, into)
    return len(marks)


def _sources() -> Iterator[Path]:
    yield from (file for file in SOURCES.rglob("*") if file.is_file() and file.suffix != ".pyc")
    yield from (file for file in STATIC.rglob("*") if file.is_file())
    yield from PACKS.glob("*/categories.yaml")


def _fill(folder: Path) -> None:
    sass(
        "--style=compressed",
        "--no-source-map",
        "--quiet-deps",
        f"--load-path={MODULES}",
        f"--load-path={STATIC}",
        f"{SOURCES / 'nabo.scss'}:{folder / 'nabo.css'}",
    )
    _bring_what_styles_name(folder)
    for name in ("nabo.js", "sign-in.js", "mark.svg"):
        shutil.copy(STATIC / name, folder / name)
    (folder / "icons.svg").write_text(sprite())


def _bring_what_styles_name(folder: Path) -> None:
    """Copy just the fonts and icons that the style sheet uses, and mark each address with its contents."""
    sheet = folder / "nabo.css"

    def bring(found: re.Match[str]) -> str:
        where, _, name = found[1].partition("/")
        if where not in _FOLDERS or not (_FOLDERS[where] / name).is_file():
            raise BuildFailed(f"the style sheet names {found[1]}, which no package has")
        target = folder / where / name
        target.parent.mkdir(exist_ok=True)
        shutil.copy(_FOLDERS[where] / name, target)
        return f"url({found[1]}?v={_mark(target)})"

    sheet.write_text(_URL.sub(bring, sheet.read_text()))


def _check_endings(folder: Path) -> None:
    strange = [file.name for file in folder.rglob("*") if file.is_file() and file.suffix not in ENDINGS]
    if strange:
        raise BuildFailed(f"files that browsers do not need: {', '.join(strange)}")


def _mark(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()[:_MARK_LENGTH]


def _swap(fresh: Path, into: Path) -> None:
    old = into.with_name(f"{into.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if into.exists():
        into.rename(old)
    fresh.rename(into)
    shutil.rmtree(old, ignore_errors=True)
