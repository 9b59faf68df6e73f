"""Looks, before anything is started, whether it can work; each obstacle is one sentence."""

import subprocess

from deploy.local.bootstrap import refuse_without_space
from deploy.local.curl_library import mongod_environment
from deploy.local.database import mongod
from deploy.local.plan import Plan
from deploy.local.ports import refuse_taken_ports
from deploy.local.supervisor import Supervisor
from deploy.local.trouble import Code, Trouble

ROOM_TO_RUN = 500_000_000


def refuse_if_its_place_is_taken(plan: Plan) -> None:
    """What nobody need set anything up to find out. Raises: Trouble."""
    if pid := Supervisor(plan.layout).pid():
        raise Trouble(Code.ALREADY_RUNNING, f"Nabo runs already (process {pid}); stop it with: make down")
    refuse_taken_ports(plan)


def refuse_if_it_cannot_run(plan: Plan) -> None:
    """Raises: Trouble."""
    refuse_if_its_place_is_taken(plan)
    refuse_without_space(ROOM_TO_RUN)
    if plan.mongo_url is None:
        _refuse_without_libraries()


def _refuse_without_libraries() -> None:
    asked = subprocess.run(
        [mongod(), "--version"], capture_output=True, text=True, check=False, env=mongod_environment()
    )
    if asked.returncode:
        reason = asked.stderr.strip().splitlines()[0].removeprefix(f"{mongod()}: ")
        raise Trouble(Code.UNSUPPORTED, f"The database cannot start on this system: {reason}")
