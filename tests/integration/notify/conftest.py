"""Notify on a real database of its own, on a stopped clock, with a real mail server; its worker is the test itself."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pymongo.database import Database

from deploy.local.layout import REPO
from deploy.local.stores import Stores
from services.notify.bootstrap import INDEXES, make_notify, make_sending, make_stores
from services.notify.entrypoints.web.app import make_notify_app
from services.notify.settings import Settings, read_settings
from shared.clock import StoppedClock
from shared.mongo.connect import Document
from shared.settings import Process
from tests.contract.ports.mail_server import MailServer, mail_server
from tests.databases import PASSWORD, own_database
from tests.factories.notify import NOON
from tests.factories.templates import quick
from tests.integration.notify.house import House


@pytest.fixture
def database(stores: Stores) -> Iterator[Database[Document]]:
    with own_database(stores, "notify", INDEXES) as made:
        yield made


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    with mail_server(tmp_path / "ledger") as running:
        yield running


@pytest.fixture
def settings(
    stores: Stores, database: Database[Document], server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> Settings:
    """Those of the running stores, with a database and a mail server of one's own."""
    told = {
        **stores.environment("notify"),
        "NABO_PACKS": str(REPO / "tests/packs"),
        "NABO_PACK": "strict",
        "NABO_SMTP_HOST": "127.0.0.1",
        "NABO_SMTP_PORT": str(server.port),
        "NABO_SMTP_TLS": "none",
    }
    for variable, value in told.items():
        if variable.startswith("NABO_"):
            monkeypatch.setenv(variable, value)
    monkeypatch.delenv("PROMETHEUS_MULTIPROC_DIR", raising=False)
    read = replace(read_settings(), replies=read_settings(Process.WEB).replies)
    mongo = replace(read.common.mongo, database=database.name, user=database.name, password=PASSWORD)
    return replace(read, common=replace(read.common, mongo=mongo))


@pytest.fixture
def clock() -> StoppedClock:
    return StoppedClock(NOON)


@pytest.fixture
def house(settings: Settings, database: Database[Document], server: MailServer, clock: StoppedClock) -> Iterator[House]:
    stores = make_stores(settings, clock)
    notify = make_notify(settings, stores, clock)
    (sending,) = make_sending(settings, stores, notify)
    yield House(
        settings=settings,
        notify=notify,
        stores=stores,
        sending=sending,
        app=quick(make_notify_app(settings, notify, stores)),
        database=database,
        server=server,
        clock=clock,
    )
    sending.channel.close()
    stores.database.client.close()
