"""Intake on a real database of its own, on a stopped clock, without its worker."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from pymongo.database import Database

from deploy.local.layout import REPO
from deploy.local.stores import Stores
from services.intake.bootstrap import INDEXES, Intake, make_intake, make_stores
from services.intake.bootstrap import Stores as IntakeStores
from services.intake.entrypoints.web.app import make_intake_app
from services.intake.settings import Settings, read_settings
from shared.clock import StoppedClock
from shared.mongo.connect import Document
from tests.databases import PASSWORD, own_database
from tests.factories.reports import HERE, NOW
from tests.factories.templates import quick
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import Office

ADDRESSES = [["Nygade 1", HERE.lat, HERE.long], ["Nygade 3", 55.6805, 12.5655], ["Æblestræde 12", 55.6830, 12.5700]]


@pytest.fixture(scope="session")
def gazetteers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few addresses of the made-up neighbourhood."""
    folder = tmp_path_factory.mktemp("gazetteers")
    (folder / "strict.json").write_text(json.dumps({"attribution": "nobody", "addresses": ADDRESSES}))
    return folder


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    with own_database(stores, "intake", INDEXES) as made:
        yield made


@pytest.fixture
def settings(
    stores: Stores, database: Database[Document], gazetteers: Path, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Those of the running stores, with a database of one's own, and without a gateway for text messages."""
    told = {
        **stores.environment("intake"),
        "NABO_PACKS": str(REPO / "tests/packs"),
        "NABO_PACK": "strict",
        "NABO_GAZETTEERS": str(gazetteers),
        "NABO_WEB_THREADS": "32",
    }
    for variable, value in told.items():
        if variable.startswith("NABO_"):
            monkeypatch.setenv(variable, value)
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    read = read_settings()
    mongo = replace(read.common.mongo, database=database.name, user=database.name, password=PASSWORD)
    return replace(read, common=replace(read.common, mongo=mongo), sends_sms=False)


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def intake_stores(settings: Settings, clock: StoppedClock) -> Iterator[IntakeStores]:
    made = make_stores(settings, clock)
    yield made
    made.database.client.close()


@pytest.fixture
def intake(settings: Settings, intake_stores: IntakeStores, clock: StoppedClock) -> Intake:
    return make_intake(settings, intake_stores, clock)


@pytest.fixture
def app(settings: Settings, intake: Intake, intake_stores: IntakeStores) -> Flask:
    return quick(make_intake_app(settings, intake, intake_stores))


@pytest.fixture
def office(stores: Stores, settings: Settings, intake: Intake, intake_stores: IntakeStores, app: Flask) -> Office:
    secrets = Path(stores.environment("notify")["NABO_SECRETS"])
    return Office(settings=settings, intake=intake, stores=intake_stores, app=app, secrets_of_notify=secrets)


@pytest.fixture
def mine(office: Office) -> Mine:
    return Mine(office)
