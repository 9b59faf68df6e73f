"""Small marks within a sentence, as `ui.tag` makes them."""

from markupsafe import Markup


def tag(text: str, kind: str) -> Markup:
    """kind: info, success, warning or error."""
    return Markup('<span class="badge badge-{} n-tag">{}</span>').format(kind, text)
