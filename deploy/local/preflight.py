"""Looks, before anything is started, whether it can work; each obstacle is one sentence."""

import subprocess
from collections.abc import Iterator

from deploy.local.bootstrap import refuse_without_space
from deploy.local.curl_library import mongod_environment
from deploy.local.database import mongod
from deploy.local.plan import Plan
from deploy.local.ports import is_free
from deploy.local.supervisor import Supervisor
from deploy.local.trouble import Code, Trouble

ROOM_TO_RUN = 500_000_000


def refuse_if_it_cannot_run(plan: Plan) -> None:
    """Raises: Trouble."""
    if pid := Supervisor(plan.layout).pid():
        raise Trouble(Code.ALREADY_RUNNING, f"Nabo runs already (process {pid}); stop it with: make down")
    refuse_without_space(ROOM_TO_RUN)
    for what, port in ports_needed(plan):
        if not is_free(port):
            raise Trouble(
                Code.PORT_IN_USE,
                f"Port {port}, needed for the {what}, is in use; choose others, for example: NABO_PORT=9080 make run",
            )
    if plan.mongo_url is None:
        _refuse_without_libraries()


def ports_needed(plan: Plan) -> Iterator[tuple[str, int]]:
    """Every port that an embedded process of this plan listens on, and for what."""
    if plan.services:
        yield "gateway", plan.ports.gateway
    for service in plan.services:
        yield f"pages of {service}", plan.ports.web(service)
        yield f"worker of {service}", plan.ports.worker(service)
    if plan.kafka is None:
        yield "broker", plan.ports.broker
        yield "broker's controller", plan.ports.controller
    if plan.mongo_url is None:
        yield "database", plan.ports.mongod
    if plan.smtp_host is None:
        yield "mail catcher", plan.ports.smtp


def _refuse_without_libraries() -> None:
    asked = subprocess.run(
        [mongod(), "--version"], capture_output=True, text=True, check=False, env=mongod_environment()
    )
    if asked.returncode:
        reason = asked.stderr.strip().splitlines()[0].removeprefix(f"{mongod()}: ")
        raise Trouble(Code.UNSUPPORTED, f"The database cannot start on this system: {reason}")
