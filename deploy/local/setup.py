"""The steps of set-up that come after the Python packages: broker, front end, map and addresses, quicker starts."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TextIO

from deploy.local.aot import learn_to_start
from deploy.local.bootstrap import SETUP_LOG, STEPS, only_one_set_up, with_system_certificates
from deploy.local.broker import AOT_CACHE
from deploy.local.kafka_jars import CLASS_PATH, JARS, LOCK, are_whole, fetch_jars
from deploy.local.layout import ASSETS, BUILD, CACHE, GAZETTEERS, PACKS, PYTHON, REPO
from deploy.local.progress import Step, Tell, carry_out, fingerprint
from deploy.local.trouble import Code, Trouble

STAMPS = CACHE / "stamps"
IMPATIENT = {
    "npm_config_fetch_retries": "2",
    "npm_config_fetch_retry_mintimeout": "1000",
    "npm_config_fetch_retry_maxtimeout": "3000",
}
"""By default npm tries a registry that is away for more than a minute."""

UNREACHABLE = ("ENOTFOUND", "ECONNREFUSED", "ETIMEDOUT", "EAI_AGAIN", "ECONNRESET", "network")


def set_up() -> None:
    """Do what is missing; an instant where nothing is.

    Raises: Trouble.
    """
    os.environ.update(with_system_certificates())
    with only_one_set_up():
        for number, step in enumerate(_steps(), start=2):
            carry_out(step, number=number, of=STEPS)


def _steps() -> Iterator[Step]:
    jars = fingerprint([LOCK], str(REPO))
    yield Step(
        title="Broker",
        key=jars,
        stamp=STAMPS / "jars",
        work=fetch_jars,
        makes=(JARS, CLASS_PATH),
        is_whole=are_whole,
    )
    if (REPO / "deploy" / "front" / "__main__.py").is_file():
        yield Step(
            title="Front end",
            key=fingerprint([*_files("deploy/front", "shared/web/static"), *PACKS.glob("*/categories.yaml")]),
            stamp=STAMPS / "front",
            work=lambda tell: _build(tell, "deploy.front", "Front end"),
            makes=(ASSETS,),
        )
    if (PACKS / "__main__.py").is_file():
        yield Step(
            title="Map and addresses",
            key=fingerprint([*_files("deploy/neighbourhoods"), REPO / "requirements" / "map.txt"]),
            stamp=STAMPS / "neighbourhoods",
            work=lambda tell: _build(tell, "deploy.neighbourhoods", "Map and addresses"),
            makes=(GAZETTEERS,),
        )
    yield Step(title="Quicker starts", key=jars, stamp=STAMPS / "aot", work=learn_to_start, makes=(AOT_CACHE,))


def _files(*folders: str) -> Iterator[Path]:
    """What people wrote in these folders."""
    for folder in folders:
        yield from (file for file in (REPO / folder).rglob("*") if file.is_file() and "__pycache__" not in file.parts)


def _build(tell: Tell, module: str, title: str) -> str:
    """Run `python -m <module> build`, which belongs to another room, and show what it says last."""
    BUILD.mkdir(parents=True, exist_ok=True)
    with (
        SETUP_LOG.open("a") as log,
        subprocess.Popen(
            [PYTHON, "-m", module, "build"],
            cwd=REPO,
            env=with_system_certificates() | {"PYTHONUNBUFFERED": "1"} | IMPATIENT,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as build,
    ):
        said = [line for line in map(str.strip, build.stdout or ()) if _noted(line, log, tell)]
    if build.returncode:
        raise _explained(module, said)
    return said[-1].removeprefix(f"{title}: ") if said else "done"


def _noted(line: str, log: TextIO, tell: Tell) -> bool:
    log.write(f"{line}\n")
    tell(line)
    return bool(line)


def _explained(module: str, said: list[str]) -> Trouble:
    last = said[-1] if said else "without a word"
    if any(word in last for word in UNREACHABLE):
        return Trouble(
            Code.REGISTRY_UNREACHABLE,
            "The JavaScript package registry cannot be reached: check the network, then try again.",
        )
    return Trouble(Code.SETUP_FAILED, f"{module} failed: {last} (more in {SETUP_LOG})")
