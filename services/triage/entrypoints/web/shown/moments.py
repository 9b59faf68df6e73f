"""Times as the page's language says them, for sentences that are made outside a template."""

from typing import cast

from flask import current_app

from shared.web.phrases import Phrases


def spoken() -> Phrases:
    """The phrases of the page that is being answered."""
    return cast("Phrases", current_app.jinja_env.globals["phrases"]())  # type: ignore[operator]
