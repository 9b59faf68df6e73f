"""What deploy/k8s builds, as structure tests look at it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from deploy.k8s.rendering import overlays, written

Found = Mapping[str, Any]

PODS = ("Deployment", "Job")
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
        yield from ((name, each["spec"]["template"]) for name, each in of(kind, among).items())


def selects(labels: Mapping[str, str], selector: Found) -> bool:
    wanted = selector.get("matchLabels", {}).items() <= labels.items()
    return wanted and all(labels.get(one["key"]) in one["values"] for one in selector.get("matchExpressions", ()))


def selected(selector: Found, among: list[Found] = EXAMPLE) -> list[str]:
    return [name for name, pod in pods(among) if selects(pod["metadata"]["labels"], selector)]
