"""Loads a pack's folder for one service, or says every mistake in it at once."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from shared.pack import checks
from shared.pack.area_source import read_areas
from shared.pack.areas import Areas
from shared.pack.common import CommonPack
from shared.pack.demo import DemoFile, DemoPerson
from shared.pack.intake import IntakeFile, IntakePack
from shared.pack.known import Checking, Kind, gather
from shared.pack.mistakes import Mistake, PackMistakesError
from shared.pack.notify import NotifyFile, NotifyPack
from shared.pack.people import everybody
from shared.pack.schema import load
from shared.pack.triage import TaskTemplate, TaskWork, TriageFile, TriagePack
from shared.pack.working_time import WorkingTime
from shared.pack.yaml_source import Document, read_document

Shape = TypeVar("Shape")


class Reading:
    """One reading of a pack's folder; it gathers mistakes and gives nothing until there are none."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._mistakes: list[Mistake] = []
        categories = read_document(folder / "categories.yaml")
        if categories.data is None and not categories.mistakes:
            categories.mistakes.append(categories.mistake((), "is empty"))
        areas = read_document(folder / "areas.geojson")
        self._is_blind = categories.data is None  # then every code and language would be called unknown
        self.known = gather(categories.data, areas.data)
        self._areas = read_areas(areas)
        self._mistakes += self._areas.mistakes
        self._common = self._load(categories, CommonPack, checks.COMMON)

    def own(self, name: str, shape: type[Shape], among: Iterable[checks.Check] = ()) -> Shape:
        """Load one more file of the folder.

        Raises: PackMistakesError with every mistake of this reading.
        """
        document = read_document(self.folder / name)
        found = self._load(document, shape, among)
        self.stop_at_mistakes()
        assert found is not None  # noqa: S101  # without mistakes there is a whole
        return found

    @property
    def common(self) -> CommonPack:
        """The shared part.

        Raises: PackMistakesError.
        """
        self.stop_at_mistakes()
        assert self._common is not None  # noqa: S101  # without mistakes there is a whole
        return self._common

    @property
    def areas(self) -> Areas:
        """The served areas.

        Raises: PackMistakesError.
        """
        self.stop_at_mistakes()
        return self._areas.areas

    def stop_at_mistakes(self) -> None:
        """Raise all mistakes found so far, if any."""
        if self._mistakes:
            raise PackMistakesError(self._mistakes)

    def _load(self, document: Document, shape: type[Shape], among: Iterable[checks.Check]) -> Shape | None:
        if self._is_blind:
            self._mistakes += document.mistakes
            return None
        with Checking(self.known):
            loaded = load(document, shape)
        found = tuple(document.mistake(path, message) for path, message in checks.run(among, loaded.sections))
        self._mistakes += [*loaded.mistakes, *found]
        return loaded.whole


def load_for_intake(folder: Path) -> IntakePack:
    """Load what intake needs.

    Raises: PackMistakesError with every mistake in intake.yaml, categories.yaml and areas.geojson.
    """
    reading = Reading(folder)
    own = reading.own("intake.yaml", IntakeFile)
    return IntakePack(
        name=folder.name,
        common=reading.common,
        areas=reading.areas,
        danger_words=own.danger_words,
        floor_words=own.floor_words,
        harmless=own.harmless,
        consent=own.consent,
        texts=own.texts,
    )


def load_for_triage(folder: Path) -> TriagePack:
    """Load what triage needs.

    Raises: PackMistakesError with every mistake in triage.yaml, categories.yaml and areas.geojson.
    """
    reading = Reading(folder)
    codes = reading.known.codes
    own = reading.own(
        "triage.yaml", TriageFile, checks.triage(*(codes[k] for k in (Kind.TEAM, Kind.CATEGORY, Kind.TASK)))
    )
    return TriagePack(
        name=folder.name,
        common=reading.common,
        areas=reading.areas,
        policy_version=_policy_version(folder),
        working_time=_working_time(reading.common, own),
        teams=own.teams,
        on_call=own.on_call,
        owners=own.owners,
        protection=own.protection,
        routing=own.routing,
        tasks=_templates(reading.common, own.tasks),
        waves=own.waves,
        limits=own.limits,
        rough_area=own.rough_area,
        timings=own.timings,
        policy=own.policy,
    )


def load_for_notify(folder: Path) -> NotifyPack:
    """Load what notify needs.

    Raises: PackMistakesError with every mistake in notify.yaml, categories.yaml and areas.geojson.
    """
    reading = Reading(folder)
    own = reading.own("notify.yaml", NotifyFile)
    return NotifyPack(
        name=folder.name,
        common=reading.common,
        sender=own.sender,
        channels=own.channels,
        daily_caps=own.daily_caps,
        phone=own.phone,
        footer=own.footer,
        digest_at=own.digest_at,
        quiet_hours=own.quiet_hours,
        overrides=own.overrides,
    )


def load_demo(folder: Path) -> tuple[DemoPerson, ...]:
    """Load the demo's people, those that are generated included; nobody where there is no demo.yaml.

    Raises: PackMistakesError with every mistake in demo.yaml, categories.yaml and areas.geojson.
    """
    if not (folder / "demo.yaml").exists():
        return ()
    reading = Reading(folder)
    own = reading.own("demo.yaml", DemoFile)
    return everybody(own, reading.areas, reading.common.neighbourhood.languages)


def load_areas(folder: Path) -> Areas:
    """Load the served areas alone.

    Raises: PackMistakesError with every mistake in areas.geojson.
    """
    found = read_areas(read_document(folder / "areas.geojson"))
    if found.mistakes:
        raise PackMistakesError(found.mistakes)
    return found.areas


def _policy_version(folder: Path) -> str:
    data = read_document(folder / "triage.yaml").data
    routing: Mapping[str, Any] = data if isinstance(data, dict) else {}
    kept = {name: routing[name] for name in ("owners", "protection", "routing")}
    return hashlib.sha256(json.dumps(kept, sort_keys=True).encode()).hexdigest()[:16]


def _working_time(common: CommonPack, own: TriageFile) -> WorkingTime:
    return WorkingTime(
        zone=common.neighbourhood.zone,
        hours=own.calendar.hours,
        country=own.calendar.country,
        subdivision=own.calendar.subdivision,
        closed_on=own.calendar.closed_on,
    )


def _templates(common: CommonPack, tasks: tuple[TaskWork, ...]) -> Mapping[str, TaskTemplate]:
    words = {category.code: category.task for category in common.categories if category.task}
    return {
        task.category: TaskTemplate(
            category=task.category,
            title=words[task.category].title,
            text=words[task.category].text,
            risks=words[task.category].risks,
            capability=task.capability,
            minutes=task.minutes,
            tier=task.tier,
            on_site=task.on_site,
            slots=task.slots,
            ends_after=task.ends_after,
        )
        for task in tasks
    }
