"""A running broker, database and mail catcher, as tests and the replay hold them in their hands."""

import os
import signal
from pathlib import Path

from pymongo import MongoClient

from deploy.local.keys import PLATFORM, read_secret
from deploy.local.plan import Plan
from deploy.local.running import runs_in_group
from deploy.local.service_programs import service_environment
from deploy.local.supervisor import Supervisor
from deploy.local.waiting import wait_until
from deploy.stores.database_users import ADMINISTRATOR, Client

SECONDS_TO_RESTART = 20.0


class Stores:
    """What is started and how to reach it. Whatever dies, or is killed here, is restarted by the supervisor."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.supervisor = Supervisor(plan.layout)

    @property
    def maildir(self) -> Path:
        """Where the mail catcher keeps what was sent."""
        return self.plan.layout.mail

    @property
    def mongo_url(self) -> str:
        """For `MongoClient`, without a user."""
        return self.environment("intake")["NABO_MONGO_URL"]

    @property
    def kafka(self) -> str:
        """The broker's host:port."""
        return self.environment("intake")["NABO_KAFKA"]

    def environment(self, service: str) -> dict[str, str]:
        """The NABO_ settings that the processes of this service get, and what else they are started with."""
        return service_environment(self.plan, service)

    def secret(self, owner: str, name: str) -> str:
        """One secret of a service, or of `platform`: the stores' administrators."""
        return read_secret(self.plan.layout, owner, name)

    def database_administrator(self) -> Client:
        """Somebody who may do everything in the database. Whoever asks closes it."""
        password = self.secret(PLATFORM, "mongo_password")
        return MongoClient(self.mongo_url, username=ADMINISTRATOR, password=password, authSource="admin", tz_aware=True)

    def processes(self) -> tuple[str, ...]:
        """The names of all programs, running or not."""
        return tuple(self.supervisor.processes())

    def pid(self, name: str) -> int | None:
        """The process id now, or None while it is being restarted."""
        return int(self.supervisor.processes()[name]["pid"]) or None

    def kill(self, name: str, number: signal.Signals = signal.SIGKILL) -> int:
        """Send a signal to a running program; wait for it to run first. Returns the process id that got it.

        Whoever was killed has gone when this returns, with all it started: a web process's workers could still answer
        for a moment, and be taken for those who come after them.
        """
        pid = wait_until(lambda: self.pid(name), seconds=SECONDS_TO_RESTART, what=f"{name} runs")
        os.kill(pid, number)
        if number is signal.SIGKILL:
            wait_until(lambda: not runs_in_group(pid), seconds=SECONDS_TO_RESTART, what=f"{name} has gone")
        return pid

    def stop(self, name: str) -> None:
        """Stop a program and leave it stopped."""
        self.supervisor.stop(name)

    def start(self, name: str) -> None:
        """Start what was stopped."""
        self.supervisor.start(name)

    def log(self, name: str) -> str:
        """What a program said so far."""
        return (self.plan.layout.logs / f"{name}.log").read_text(errors="replace")
