"""Fixtures of a house that texts; a test module takes them as its own."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from services.notify.bootstrap import make_texting
from services.notify.settings import Settings, SmsSettings
from tests.contract.ports.sms_server import TOKEN, SmsServer, sms_server
from tests.integration.notify.house import House
from tests.integration.notify.phones import KEY, Phones


@pytest.fixture
def gateway(tmp_path: Path) -> Iterator[SmsServer]:
    with sms_server(tmp_path / "texts") as running:
        yield running


@pytest.fixture
def settings(settings: Settings, gateway: SmsServer) -> Settings:
    return replace(settings, sms=SmsSettings(url=gateway.url, sender="Nabo", token=TOKEN, key=KEY))


@pytest.fixture
def phones(house: House, gateway: SmsServer) -> Phones:
    return Phones(house, make_texting(house.settings, house.stores, house.notify), gateway)
