"""What deploy/k8s builds, as structure tests look at it, and how much memory a process needs anywhere."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from deploy.k8s.rendering import overlays, written
from services.intake.entrypoints.web.sent_photos import MOST_BODY_BYTES
from services.notify.entrypoints.web.api.mail import LARGE_AT_ONCE
from shared.photos.encoder import AT_ONCE, MOST_WAITING
from shared.photos.encoding import MOST_MEMORY_BYTES

Found = Mapping[str, Any]

PODS = ("Deployment", "Job", "CronJob")
"""Of what we write, what makes pods."""


def read(overlay: Path) -> list[Found]:
    return list(yaml.load_all(written(overlay).read_text(), yaml.CSafeLoader))


BUILT = {overlay.name: read(overlay) for overlay in overlays()}
EXAMPLE = BUILT["example"]
EVERYTHING = [each for found in BUILT.values() for each in found]


def of(kind: str, among: list[Found] = EXAMPLE) -> dict[str, Found]:
    return {each["metadata"]["name"]: each for each in among if each["kind"] == kind}


def pods(among: list[Found]) -> Iterator[tuple[str, Found]]:
    """Every template of ours, by the name of what makes pods of it."""
    for kind in PODS:
        yield from ((name, template_of(each)) for name, each in of(kind, among).items())


def template_of(found: Found) -> Found:
    """Of the pods that it makes."""
    spec = found["spec"]
    template: Found = spec.get("jobTemplate", {"spec": spec})["spec"]["template"]
    return template


def selects(labels: Mapping[str, str], selector: Found) -> bool:
    wanted = selector.get("matchLabels", {}).items() <= labels.items()
    return wanted and all(labels.get(one["key"]) in one["values"] for one in selector.get("matchExpressions", ()))


def selected(selector: Found, among: list[Found] = EXAMPLE) -> list[str]:
    return [name for name, pod in pods(among) if selects(pod["metadata"]["labels"], selector)]


_UNITS = {"m": 2**20, "mi": 2**20, "g": 2**30, "gi": 2**30}
_WEB_PROCESS_BYTES = 200_000_000
"""One of intake's when it is fresh; others are smaller."""

_LARGE_MAIL_BYTES = 60_000_000
"""While it is read, see `LARGE_AT_ONCE`."""


def bytes_of(said: str) -> int:
    """As Kubernetes and Compose write memory."""
    [(number, unit)] = re.findall(r"^(\d+)([a-z]+)$", said.lower())
    return int(number) * _UNITS[unit]


def for_photos(processes: int) -> int:
    """What intake's web processes need where as many photos come as each takes, and as many wait."""
    waiting = (AT_ONCE + MOST_WAITING) * MOST_BODY_BYTES
    return processes * (_WEB_PROCESS_BYTES + AT_ONCE * MOST_MEMORY_BYTES + waiting)


def for_mails(processes: int) -> int:
    """What notify's web processes need where each reads as many large mails, and makes as many pictures, as it may."""
    return processes * (_WEB_PROCESS_BYTES + AT_ONCE * MOST_MEMORY_BYTES + LARGE_AT_ONCE * _LARGE_MAIL_BYTES)


WEB_MEMORY = {"web-intake": for_photos, "web-notify": for_mails}
"""What makes pictures anew, and what it needs for it by the number of its processes."""
