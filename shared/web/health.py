"""Alive, ready, and measured: the three addresses that operators ask."""

from collections.abc import Callable, Mapping
from typing import Any

import structlog
from flask import Blueprint, Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client import REGISTRY as OWN
from prometheus_client.multiprocess import MultiProcessCollector

from shared.web.access import OPERATOR, route

_log = structlog.get_logger()


def install(app: Flask, service: str, ready: Mapping[str, Callable[[], Any]], metrics_folder: str | None) -> None:
    """`ready` names what the service cannot do without, each with a call that raises while it is away."""
    room = Blueprint("health", __name__)

    @route(room, f"/healthz/{service}", access=OPERATOR)
    def healthz() -> Response:
        return jsonify(status="ok", service=service)

    @route(room, f"/readyz/{service}", access=OPERATOR)
    def readyz() -> tuple[Response, int]:
        away = [name for name, look in ready.items() if not _answers(name, look)]
        return jsonify(status="away" if away else "ok", service=service, away=away), 503 if away else 200

    @route(room, f"/metrics/{service}", access=OPERATOR)
    def metrics() -> Response:
        return Response(generate_latest(_registry(metrics_folder)), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(room)


def _answers(name: str, look: Callable[[], Any]) -> bool:
    try:
        look()
    except Exception as error:  # noqa: BLE001 whatever keeps it from answering, it is away
        _log.warning("not_ready", what=name, error=type(error).__name__)
        return False
    return True


def _registry(folder: str | None) -> CollectorRegistry:
    """All processes' figures where they share a folder, else this one's."""
    if folder is None:
        return OWN
    shared = CollectorRegistry()
    MultiProcessCollector(shared, path=folder)  # type: ignore[no-untyped-call]
    return shared
