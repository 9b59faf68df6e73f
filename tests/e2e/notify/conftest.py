"""Notify's own pages in a browser, on a real database, a real mail server and a stopped clock."""

from collections.abc import Iterator

import pytest

from deploy.front.build import build
from tests.e2e.web.gallery_app import served
from tests.integration.notify.conftest import clock, database, house, server, settings
from tests.integration.notify.house import House

__all__ = ["clock", "database", "house", "server", "settings", "site"]


@pytest.fixture
def site(house: House) -> Iterator[str]:
    """The address of notify's web app."""
    build()
    with served(house.app) as address:
        yield address
