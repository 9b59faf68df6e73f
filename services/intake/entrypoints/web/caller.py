"""From where in the network somebody asks, as the gateway tells."""

from flask import request

HEADER = "X-Client-Address"
"""Written anew by the gateway, whatever a client claims; it knows which proxies before it are trusted."""


def caller() -> str:
    """Without a gateway, whoever opened the connection."""
    return request.headers.get(HEADER) or request.remote_addr or ""
