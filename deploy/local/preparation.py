"""Gives fresh stores what the services expect to find, and remembers it so that a later start need not ask.

Users, topics and rights come from tables in the code; indexes and the demo come from the services' own commands.
"""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from deploy.local.broker import prepare_embedded_broker
from deploy.local.database import prepare_embedded_database
from deploy.local.layout import PACKS, REPO
from deploy.local.plan import Plan
from deploy.local.progress import Tell, fingerprint
from deploy.local.stack import Stack
from deploy.local.stores import Stores

DEMO = ("triage", "notify")
CODE = ("services", "shared", "deploy/stores")


def is_prepared(plan: Plan) -> bool:
    """Whether these stores were prepared by this very code for these very secrets."""
    stamp = plan.layout.prepared
    return stamp.is_file() and stamp.read_text() == _key(plan)


def prepare_stores(stores: Stores) -> None:
    """Users, topics and rights. Stores that are configured to be elsewhere are prepared by those who run them."""
    plan = stores.plan
    _together(
        *(() if plan.kafka else (lambda: prepare_embedded_broker(plan),)),
        *(() if plan.mongo_url else (lambda: prepare_embedded_database(plan),)),
    )


def prepare_services(stack: Stack, tell: Tell) -> None:
    """Indexes, and the demo if it is wanted; in one process for each service, for its start is most of the work."""
    tell("indexes and demo" if stack.plan.demo else "indexes")
    _together(*(lambda name=name: stack.cli(name, _command(stack, name)) for name in stack.plan.services))


def _command(stack: Stack, service: str) -> str:
    """The demo's people live in two services; whoever loads them builds the indexes, too."""
    return "load-demo" if stack.plan.demo and service in DEMO else "create-indexes"


def remember(plan: Plan) -> None:
    """Take the preparation as done."""
    plan.layout.prepared.parent.mkdir(parents=True, exist_ok=True)
    plan.layout.prepared.write_text(_key(plan))


def forget(plan: Plan) -> None:
    """Prepare again at the next start."""
    plan.layout.prepared.unlink(missing_ok=True)


def _together(*jobs: Callable[[], object]) -> None:
    with ThreadPoolExecutor(max(1, len(jobs))) as pool:
        for running in [pool.submit(job) for job in jobs]:
            running.result()


def _key(plan: Plan) -> str:
    return fingerprint(
        _sources(plan), repr((plan.ports, plan.services, plan.demo, plan.kafka, plan.mongo_url, plan.pack))
    )


def _sources(plan: Plan) -> Iterable[Path]:
    for folder in CODE:
        yield from (REPO / folder).rglob("*.py")
    packs = Path(plan.passed_on.get("NABO_PACKS", PACKS))
    yield from (file for file in (packs / plan.pack).rglob("*") if file.is_file())
    yield from (file for file in plan.layout.secrets.rglob("*") if file.is_file())
    yield plan.layout.kafka / "data" / "meta.properties"
