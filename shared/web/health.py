"""Alive, ready, and measured: the three addresses that operators ask."""

from collections.abc import Callable, Mapping

from flask import Blueprint, Flask, Response, jsonify
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client import REGISTRY as OWN
from prometheus_client.multiprocess import MultiProcessCollector

from shared.errors import TryAgain
from shared.web.access import OPERATOR, route

Check = Callable[[], bool]


def install(app: Flask, service: str, ready: Mapping[str, Check], metrics_folder: str | None) -> None:
    """`ready` names what the service cannot do without, each with a call that says whether it answers."""
    room = Blueprint("health", __name__)

    @route(room, f"/healthz/{service}", access=OPERATOR)
    def healthz() -> Response:
        return jsonify(status="alive")

    @route(room, f"/readyz/{service}", access=OPERATOR)
    def readyz() -> tuple[Response, int]:
        found = {name: _answers(check) for name, check in ready.items()}
        is_ready = all(found.values())
        return jsonify(status="ready" if is_ready else "not ready", checks=found), 200 if is_ready else 503

    @route(room, f"/metrics/{service}", access=OPERATOR)
    def metrics() -> Response:
        return Response(generate_latest(_registry(metrics_folder)), content_type=CONTENT_TYPE_LATEST)

    app.register_blueprint(room)


def _answers(check: Check) -> bool:
    try:
        return check()
    except TryAgain:
        return False


def _registry(folder: str | None) -> CollectorRegistry:
    """All processes' figures where they share a folder, else this one's."""
    if folder is None:
        return OWN
    shared = CollectorRegistry()
    MultiProcessCollector(shared, path=folder)  # type: ignore[no-untyped-call]
    return shared
