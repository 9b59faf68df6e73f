"""Lets java learn from one trial start of the broker, so that every later start takes half the time."""

import signal
import subprocess
import tempfile
from pathlib import Path

from deploy.local.broker import AOT_CACHE, administrator_of, configure_broker, java, properties_of
from deploy.local.keys import make_secrets
from deploy.local.layout import layout_under
from deploy.local.plan import Plan
from deploy.local.ports import free_ports
from deploy.local.progress import Tell
from deploy.local.waiting import wait_until

SECONDS = 90


def learn_to_start(tell: Tell) -> str:
    """Start a broker on scratch data, touch it, and keep what java learned. Failing is no harm: all works without."""
    AOT_CACHE.unlink(missing_ok=True)
    tell("one trial start of the broker")
    with tempfile.TemporaryDirectory(prefix="nabo-trial-") as scratch, free_ports() as ports:
        plan = Plan(layout=layout_under(Path(scratch)), ports=ports)
        make_secrets(plan.layout)
        configure_broker(plan)
        learned = _trial(plan, Path(scratch) / "learned.aot")
        if learned.exists():
            AOT_CACHE.parent.mkdir(parents=True, exist_ok=True)
            learned.replace(AOT_CACHE.with_suffix(".new"))
            AOT_CACHE.with_suffix(".new").replace(AOT_CACHE)
    return "the broker starts in half the time"


def _trial(plan: Plan, output: Path) -> Path:
    command = (*java(f"-XX:AOTCacheOutput={output}"), "kafka.Kafka", str(properties_of(plan)))
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as broker:
        try:
            admin = wait_until(lambda: administrator_of(plan), seconds=SECONDS, what="the trial broker answers")
            admin.create_topics({"trial": {"num_partitions": 1, "replication_factor": 1}})
            admin.close()
        finally:
            broker.send_signal(signal.SIGTERM)
            broker.wait(SECONDS)
    return output
