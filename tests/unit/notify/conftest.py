"""A town of people with passkeys, and a device of theirs."""

import pytest

from tests.fakes.authenticator import Device
from tests.fakes.notify_passkeys import HERE, Town


@pytest.fixture
def town() -> Town:
    return Town()


@pytest.fixture
def device() -> Device:
    return Device(origin=HERE)
