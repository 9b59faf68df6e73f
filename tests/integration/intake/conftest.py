"""Intake on a real database of its own, on a stopped clock, without its worker."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask

from deploy.local.layout import REPO
from deploy.local.stores import Stores
from deploy.stores.database_users import create_service_users
from services.intake.bootstrap import INDEXES, Intake, make_intake, make_stores
from services.intake.bootstrap import Stores as IntakeStores
from services.intake.entrypoints.web.app import make_intake_app
from services.intake.settings import Settings, read_settings
from shared.clock import StoppedClock
from shared.ids import random_id
from shared.mongo.indexes import create_indexes
from tests.factories.reports import HERE, NOW
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import Office, root_of

ADDRESSES = [["Nygade 1", HERE.lat, HERE.long], ["Nygade 3", 55.6805, 12.5655], ["Æblestræde 12", 55.6830, 12.5700]]


@pytest.fixture(scope="session")
def gazetteers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A few addresses of the made-up neighbourhood."""
    folder = tmp_path_factory.mktemp("gazetteers")
    (folder / "strict.json").write_text(json.dumps({"attribution": "nobody", "addresses": ADDRESSES}))
    return folder


@pytest.fixture
def settings(stores: Stores, gazetteers: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Those of the running stores, with a database of one's own."""
    name = f"intake_{random_id()[:8]}"
    root = root_of(stores)
    create_service_users(root, {name: "open"})
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
    mongo = replace(read.common.mongo, database=name, user=name, password="open")
    yield replace(read, common=replace(read.common, mongo=mongo))
    root.drop_database(name)
    root.close()


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOW)


@pytest.fixture
def intake_stores(settings: Settings, clock: StoppedClock) -> Iterator[IntakeStores]:
    made = make_stores(settings, clock)
    create_indexes(made.database, INDEXES)
    yield made
    made.database.client.close()


@pytest.fixture
def intake(settings: Settings, intake_stores: IntakeStores, clock: StoppedClock) -> Intake:
    return make_intake(settings, intake_stores, clock)


@pytest.fixture
def app(settings: Settings, intake: Intake, intake_stores: IntakeStores) -> Flask:
    return make_intake_app(settings, intake, intake_stores)


@pytest.fixture
def office(stores: Stores, settings: Settings, intake: Intake, intake_stores: IntakeStores, app: Flask) -> Office:
    secrets = Path(stores.environment("notify")["NABO_SECRETS"])
    return Office(settings=settings, intake=intake, stores=intake_stores, app=app, secrets_of_notify=secrets)


@pytest.fixture
def mine(office: Office) -> Mine:
    return Mine(office)
