"""A backup of another service, town or version is refused in one sentence before anything is touched."""

from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from shared.clock import SystemClock
from shared.kafka.broker import Broker
from shared.mongo.manifest import Manifest, write_manifest
from shared.operators.ground import Ground
from shared.operators.keeping import restore
from shared.operators.obstacle import Obstacle
from shared.operators.office import Office


class Untouchable:
    """A database of which nobody may ask anything."""

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 -- it gives nothing
        raise AssertionError(name)

    __getitem__ = __getattr__


ELSE = "here is /kluuvi/intake."
NOTHING = cast("Any", Untouchable())
HERE = Office(
    service="intake",
    source="/kluuvi/intake",
    database=NOTHING,
    broker=Broker(servers="nowhere:1", user="intake", password=""),
    clock=SystemClock(),
    told=(),
    trace=lambda _: (),
    kinds=lambda: cast("Any", {"reports": SimpleNamespace(schema=2)}),
    handle=lambda: NOTHING,
    retention=lambda: NOTHING,
)


def backup(folder: Path, *, service: str = "intake", source: str = "/kluuvi/intake", schema: int = 2) -> Path:
    schemas = {"reports": schema, "no longer there": 9}
    made = Manifest(service=service, source=source, at="", schemas=schemas, heard={}, told={}, parts=())
    write_manifest(folder, made)
    return folder


@pytest.mark.parametrize(
    "other, sentence",
    [
        (
            {"service": "triage", "source": "/kluuvi/triage"},
            "This backup is of /kluuvi/triage; here is /kluuvi/intake.",
        ),
        ({"source": "/san-diego/intake"}, "This backup is of /san-diego/intake; here is /kluuvi/intake."),
        ({"schema": 3}, "This backup is of a newer version, by its reports; install that one first."),
    ],
)
def test_it_is_refused(tmp_path: Path, other: dict[str, Any], sentence: str) -> None:
    for replace in (False, True):
        steps = restore(HERE, Ground(database=NOTHING, indexes=()), backup(tmp_path, **other), replace=replace)
        with pytest.raises(Obstacle) as refused:
            next(steps)
        assert str(refused.value) == sentence


def test_an_older_one_fits_as_far_as_its_manifest_says(tmp_path: Path) -> None:
    """What is asked next is the database."""
    steps = restore(HERE, Ground(database=NOTHING, indexes=()), backup(tmp_path, schema=1), replace=False)
    with pytest.raises(AssertionError, match="list_collection_names"):
        next(steps)
