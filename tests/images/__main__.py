"""A round through the images: 200 reports from the gateway to the decision and the mail, on the embedded stores."""

import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path

import click
import psutil
import requests

from bench.mailbox import Mailbox
from bench.wire import CREATE, address_of, report
from deploy.images.build import TARGETS, image_of
from deploy.images.buildah import has, refuse_without_programs
from deploy.images.container import USER, Container, ask, container_of
from deploy.images.town import SECRETS, secrets_for_nobody, settings_of, settings_of_gateway
from deploy.local.lifecycle import running_stores
from deploy.local.stack import answers
from deploy.local.stores import Stores
from deploy.local.trouble import Code, Trouble
from deploy.local.waiting import wait_until
from shared.events.topics import SERVICES
from tests.images.photo import NotShown, Way

REPORTS = 200
AT_A_TIME = 8
CREATED = 201
SECONDS = 120.0
SECONDS_TO_STOP = 15.0
NOTHING: Mapping[str, str] = {}
NOWHERE: Mapping[str, Path] = {}


class Wrong(Exception):
    """Something that must hold of the images does not."""


@click.command()
def main() -> None:
    """Try the images that `make images` built."""
    refuse_without_programs()
    missing = [target for target in TARGETS if not has(image_of(target))]
    if missing:
        raise Trouble(Code.SETTING, f"There are no images of {', '.join(missing)}; build them with: make images")
    with ExitStack() as undo:
        images = {target: undo.enter_context(container_of(image_of(target))) for target in TARGETS}
        for service in SERVICES:
            _holds_itself_alone(service, images[service])
            _says_what_is_missing(service, images[service])
        folder = Path(undo.enter_context(tempfile.TemporaryDirectory(prefix="nabo-")))
        _play(images, undo.enter_context(running_stores(folder / "stores")), folder)


def _holds_itself_alone(service: str, image: Container) -> None:
    """It runs as nobody, writes nowhere, and knows no other service."""
    others = [other for other in SERVICES if other != service]
    script = (
        "import importlib.util as u, os, sys; sys.exit(any(u.find_spec(f'services.{each}') for each in sys.argv[1:]))"
    )
    _expect(_ask(image, "python3", "-c", script, *others), 0, f"{service} holds nothing of the others")
    for other in others:
        done = _ask(image, "python3", "-c", f"import services.{other}.settings")
        _expect(done, 1, f"{service} cannot import {other}", says="ModuleNotFoundError")
    _expect(_ask(image, "touch", "/srv/nabo/written"), 1, f"{service} writes nowhere", says="Read-only file system")
    _expect(_ask(image, "id", "-u"), 0, f"{service} is nobody", says=str(USER))
    rights = "grep -E '^Cap(Eff|Bnd)' /proc/self/status | grep -v 0000000000000000"
    _expect(_ask(image, "sh", "-c", rights), 1, f"{service} has no rights")


def _says_what_is_missing(service: str, image: Container) -> None:
    """Web and worker alike, one line a setting, and no trace of a program that fell over."""
    for name, command in (("web", ()), ("worker", _worker(service))):
        done = ask(image.argv(settings=NOTHING, mounts=NOWHERE, command=command))
        said = done.stdout + done.stderr
        if done.returncode == 0 or "NABO_KAFKA: " not in said or "Traceback" in said:
            raise Wrong(f"{name} of {service} without settings ended with {done.returncode}: {said[-500:]}")
    click.echo(f"ok  {service} says which settings are missing")


def _play(images: Mapping[str, Container], stores: Stores, folder: Path) -> None:
    secrets = secrets_for_nobody(stores, folder / "secrets")
    _prepare(images, stores, secrets)
    with ExitStack() as running:
        for service in SERVICES:
            settings, mounts = settings_of(stores, service), {SECRETS: secrets / service}
            figures = {"NABO_METRICS_DIR": "/mnt/figures"}
            web = images[service].argv(settings={**settings, **figures}, mounts=mounts, command=())
            worker = images[service].argv(settings=settings, mounts=mounts, command=_worker(service))
            running.enter_context(_running(f"web-{service}", web, folder))
            running.enter_context(_running(f"worker-{service}", worker, folder))
        gateway = images["gateway"].argv(settings=settings_of_gateway(stores), mounts=NOWHERE, command=())
        running.enter_context(_running("gateway", gateway, folder))
        _wait_ready(stores)
        _send(stores)
        _show(stores)
        running.pop_all().close()
    click.echo("ok  every process ended when it was told to")


def _prepare(images: Mapping[str, Container], stores: Stores, secrets: Path) -> None:
    """Users, topics, rights, indexes: by the images that do so in production."""
    settings = {"NABO_SECRETS": SECRETS, "NABO_KAFKA": stores.kafka}
    members = ("python3", "-m", "deploy.stores", "--members", f"127.0.0.1:{stores.plan.ports.mongod}")
    done = ask(images["prepare"].argv(settings=settings, mounts={SECRETS: secrets}, command=members))
    _expect(done, 0, "the stores are prepared")
    for service in SERVICES:
        told, mounts = settings_of(stores, service), {SECRETS: secrets / service}
        indexes = ("python3", "-m", f"services.{service}.entrypoints.cli", "create-indexes")
        _expect(ask(images[service].argv(settings=told, mounts=mounts, command=indexes)), 0, f"{service} has indexes")


def _wait_ready(stores: Stores) -> None:
    ports = stores.plan.ports
    for service in SERVICES:
        for port in (ports.web(service), ports.worker(service)):
            wait_until(partial(_is_well, service, port), seconds=SECONDS, what=f"port {port} of {service} is ready")
    click.echo("ok  every process is alive and ready")


def _is_well(service: str, port: int) -> bool:
    return answers(port, f"/healthz/{service}") and answers(port, f"/readyz/{service}")


def _send(stores: Stores) -> None:
    """Every report is answered 201, decided, and answered by a mail to the one who sent it."""
    begun = time.monotonic()
    with ThreadPoolExecutor(AT_A_TIME) as pool:
        statuses = list(pool.map(lambda number: _tell(stores.plan.url, number), range(REPORTS)))
    if set(statuses) != {CREATED}:
        raise Wrong(f"reports were answered {sorted(set(statuses))}")
    wait_until(lambda: _decided(stores) == REPORTS, seconds=SECONDS, what=f"{REPORTS} cases are decided")
    Mailbox(stores.maildir).wait_for([address_of(number) for number in range(REPORTS)], seconds=SECONDS)
    click.echo(f"ok  {REPORTS} reports taken, decided and answered by mail in {time.monotonic() - begun:.0f} s")


def _show(stores: Stores) -> None:
    """A photo comes out as two, made anew: by a process of its own, where nothing may be written."""
    Way(url=stores.plan.url, maildir=stores.maildir, number=REPORTS).is_gone(seconds=SECONDS)
    click.echo("ok  a photo was made anew, and its reporter sees it")


def _tell(url: str, number: int) -> int:
    return requests.post(f"{url}{CREATE}", json=report(number), timeout=30).status_code


def _decided(stores: Stores) -> int:
    with stores.database_administrator() as client:
        return client["triage"]["cases"].count_documents({"state.decisions.0": {"$exists": True}})


@contextmanager
def _running(name: str, argv: list[str], folder: Path) -> Iterator[None]:
    """Told to end as an engine tells it, and expected to."""
    log = folder / f"{name}.log"
    with log.open("w") as written, subprocess.Popen(argv, stdout=written, stderr=written) as process:
        try:
            yield
            _inside(process).terminate()
            process.wait(SECONDS_TO_STOP)
        finally:
            process.kill()  # and with it what is inside
    if process.returncode != 0:
        raise Wrong(f"{name} ended with {process.returncode}: {log.read_text()[-1500:]}")


def _inside(process: subprocess.Popen[bytes]) -> psutil.Process:
    """Bubblewrap waits outside for the one process inside, and ends as that one ends."""
    [found] = psutil.Process(process.pid).children()
    return found


def _worker(service: str) -> tuple[str, ...]:
    return ("python3", "-m", f"services.{service}.entrypoints.worker")


def _ask(image: Container, *command: str) -> subprocess.CompletedProcess[str]:
    return ask(image.argv(settings=NOTHING, mounts=NOWHERE, command=command))


def _expect(done: subprocess.CompletedProcess[str], code: int, what: str, *, says: str = "") -> None:
    said = done.stdout + done.stderr
    if done.returncode != code or says not in said:
        raise Wrong(f"not so: {what}: it ended with {done.returncode} and said {said[-500:]!r}")
    click.echo(f"ok  {what}")


if __name__ == "__main__":
    try:
        main()
    except (Trouble, Wrong, NotShown) as wrong:
        click.echo(str(wrong), err=True)
        sys.exit(1)
