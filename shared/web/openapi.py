"""Describes a service's API: where its document lies, and what flask-smorest leaves to the house."""

from collections.abc import Mapping

from flask_smorest import Api


class QuietApi(Api):  # type: ignore[misc]  # flask-smorest has no types
    """Leaves errors to shared.web, which answers them alike in all services.

    ERROR_SCHEMA is what a document says of them, where a service says it.
    """

    def _register_error_handlers(self) -> None:
        """None of its own."""


def about(service: str) -> Mapping[str, str]:
    """For the app's configuration: the document lies at `/api/<service>/openapi.json`."""
    return {
        "API_TITLE": f"Nabo {service}",
        "API_VERSION": "v1",
        "OPENAPI_VERSION": "3.0.3",
        "OPENAPI_URL_PREFIX": f"/api/{service}",
        "OPENAPI_JSON_PATH": "openapi.json",
    }
