"""A town in memory for each test."""

import pytest

from tests.factories.triage_town import Town, town_in_memory


@pytest.fixture
def town() -> Town:
    return town_in_memory()
