"""`/api/intake/openapi.json` and `/api/intake/docs`: the API as it is, for programs and for people."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask import Blueprint, Flask, render_template
from flask_smorest import Blueprint as ApiBlueprint

from services.intake.entrypoints.web.api import documentation
from services.intake.entrypoints.web.api.schemas import ProblemSchema
from shared.web.access import PUBLIC, route
from shared.web.openapi import QuietApi, about


class ReportsDocument(QuietApi):
    """Every refusal is one of the house's problems, with what to do at once where somebody may be in danger."""

    ERROR_SCHEMA = ProblemSchema


@dataclass(slots=True)
class Documents:
    """The page of the documentation is drawn here: the usual ones fetch their scripts from elsewhere."""

    reports: ApiBlueprint
    _api: ReportsDocument = field(default_factory=ReportsDocument, init=False)

    def install(self, app: Flask) -> None:
        app.config.update(about("intake"))
        self._api.init_app(app)
        self._api.spec.components.security_scheme(documentation.SCHEME, documentation.SECURITY_SCHEME)
        self._api.register_blueprint(self.reports)

    def room(self) -> Blueprint:
        room = Blueprint("api_page", __name__)

        @route(room, "/api/intake/docs", access=PUBLIC)
        def docs() -> str:
            spec: dict[str, Any] = self._api.spec.to_dict()
            schemas = spec.get("components", {}).get("schemas", {})
            return render_template("intake/api.html", operations=list(_operations(spec)), schemas=schemas)

        return room


def _operations(spec: Mapping[str, Any]) -> Iterator[dict[str, Any]]:
    """Method, path, summary, description, parameters, body and answers of each."""
    for path, methods in spec["paths"].items():
        shared = methods.get("parameters", [])
        for method, operation in methods.items():
            if method == "parameters":
                continue
            answers = {status: each for status, each in operation["responses"].items() if status != "default"}
            yield {
                "method": method.upper(),
                "path": path,
                "summary": operation.get("summary", ""),
                "description": operation.get("description", ""),
                "parameters": [*shared, *operation.get("parameters", [])],
                "body": _schema_of(operation.get("requestBody", {})),
                "answers": [(status, each["description"], _schema_of(each)) for status, each in answers.items()],
            }


def _schema_of(content: Mapping[str, Any]) -> str:
    """The name of the schema that a body follows."""
    schemas = [each.get("schema", {}) for each in content.get("content", {}).values()]
    return next((schema["$ref"].rsplit("/", 1)[-1] for schema in schemas if "$ref" in schema), "")
