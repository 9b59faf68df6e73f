"""Prints every route of one service and who may enter, as JSON: `python -m tests.integration.rules.doors <service>`."""

import json
import sys
from importlib import import_module

from shared.web.access import routes_of


def main(service: str) -> None:
    app = import_module(f"services.{service}.entrypoints.wsgi").create_app()
    doors = [
        {
            "rule": rule.rule,
            "parameters": {name: f"<{name}>" for name in rule.arguments},
            "methods": sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}),
            "audience": access.audience,
            "roles": sorted(access.roles),
            "has_token": access.form_token,
        }
        for rule, access in routes_of(app)
    ]
    sys.stdout.write(json.dumps(doors))


if __name__ == "__main__":
    main(sys.argv[1])
