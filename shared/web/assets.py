"""Addresses of style sheets, scripts and pictures, each with a mark of its contents so that browsers may keep it."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path

from flask import Blueprint, Flask, Response, send_from_directory

from shared.web.access import PROGRAMS, route
from shared.web.settings import WebSettings

MANIFEST = "manifest.json"


def install(app: Flask, settings: WebSettings) -> None:
    """Give templates `asset("nabo.css")`. Behind a gateway the files themselves are its business."""
    app.jinja_env.globals["asset"] = addresses(settings.assets_url, _marks(settings.assets_folder))
    if settings.serve_assets:
        app.register_blueprint(_files(settings))


def addresses(prefix: str, marks: Mapping[str, str]) -> Callable[[str], str]:
    """`nabo.css` → `/assets/nabo.css?v=1f0c…`; a file without a mark has its plain address."""

    def asset(name: str) -> str:
        return f"{prefix}/{name}?v={marks[name]}" if name in marks else f"{prefix}/{name}"

    return asset


def _marks(folder: Path) -> dict[str, str]:
    file = folder / MANIFEST
    found: dict[str, str] = json.loads(file.read_text()) if file.exists() else {}
    return found


def _files(settings: WebSettings) -> Blueprint:
    room = Blueprint("assets", __name__)

    @route(room, f"{settings.assets_url}/<path:name>", access=PROGRAMS)
    def file(name: str) -> Response:
        return send_from_directory(settings.assets_folder.absolute(), name, max_age=3600)

    return room
