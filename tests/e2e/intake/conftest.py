"""Intake's own pages in a browser, on a real database and a stopped clock; what triage tells is told by the test."""

from collections.abc import Iterator

import pytest
from flask import Flask

from deploy.front.build import build
from tests.e2e.web.gallery_app import served
from tests.integration.intake.conftest import app, clock, database, gazetteers, intake, intake_stores, office, settings

__all__ = ["app", "clock", "database", "gazetteers", "intake", "intake_stores", "office", "settings", "site"]


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of intake's web app."""
    build()
    with served(app) as address:
        yield address
