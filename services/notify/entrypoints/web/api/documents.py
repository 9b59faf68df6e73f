"""`/api/notify/openapi.json` and `/api/notify/docs`: the API as it is, for programs and for people."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Flask, render_template
from flask_smorest import Blueprint as ApiBlueprint

from shared.web.access import PUBLIC, route
from shared.web.openapi import QuietApi, about


@dataclass(slots=True)
class Documents:
    """The page is drawn here: the usual ones fetch their scripts from elsewhere."""

    described: Sequence[ApiBlueprint]
    _api: QuietApi = field(default_factory=QuietApi, init=False)

    def install(self, app: Flask) -> None:
        app.config.update(about("notify"))
        self._api.init_app(app)
        for room in self.described:
            self._api.register_blueprint(room)

    def room(self) -> Blueprint:
        room = Blueprint("api_page", __name__)

        @route(room, "/api/notify/docs", access=PUBLIC)
        def docs() -> str:
            return render_template("notify/api.html", operations=list(_operations(self._api.spec.to_dict())))

        return room


def _operations(spec: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Method, path, what it is for, and its answers."""
    for path, methods in spec["paths"].items():
        for method, operation in methods.items():
            answers = operation["responses"].items()
            yield {
                "method": method.upper(),
                "path": path,
                "summary": operation.get("summary", ""),
                "answers": [(status, each["description"]) for status, each in answers if status != "default"],
            }
