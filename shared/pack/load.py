"""Loads a pack's folder for one service, or says every mistake in it at once."""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from shared.pack.area_source import read_areas
from shared.pack.areas import Areas
from shared.pack.common import CommonPack
from shared.pack.demo import DemoFile, DemoPerson
from shared.pack.demo_checks import demo
from shared.pack.intake import IntakeFile, IntakePack
from shared.pack.intake_checks import INTAKE
from shared.pack.known import Kind
from shared.pack.mistakes import PackMistakesError
from shared.pack.notify import NotifyFile, NotifyPack
from shared.pack.people import everybody
from shared.pack.reading import Reading
from shared.pack.triage import TaskTemplate, TaskWork, TriageFile, TriagePack
from shared.pack.triage_checks import triage
from shared.pack.working_time import WorkingTime
from shared.pack.yaml_source import read_document


def load_for_intake(folder: Path) -> IntakePack:
    """Load what intake needs.

    Raises: PackMistakesError with every mistake in intake.yaml, categories.yaml and areas.geojson.
    """
    reading = Reading(folder)
    own = reading.own("intake.yaml", IntakeFile, INTAKE)
    return IntakePack(
        name=folder.name,
        common=reading.common,
        areas=reading.areas,
        signs=own.signs,
        consent=own.consent,
        texts=own.texts,
    )


def load_for_triage(folder: Path) -> TriagePack:
    """Load what triage needs.

    Raises: PackMistakesError with every mistake in triage.yaml, intake.yaml, categories.yaml and areas.geojson.
    """
    reading = Reading(folder)
    codes = reading.known.codes
    heard = reading.beside("intake.yaml", IntakeFile, INTAKE)
    named = (codes[kind] for kind in (Kind.TEAM, Kind.CATEGORY, Kind.TASK))
    own = reading.own("triage.yaml", TriageFile, triage(*named, kept=reading.kept_for))
    return TriagePack(
        name=folder.name,
        common=reading.common,
        areas=reading.areas,
        signs=heard().signs,
        policy_version=_policy_version(folder),
        working_time=_working_time(reading.common, own),
        teams=own.teams,
        on_call=own.on_call,
        coordinator=own.coordinator,
        owners=own.owners,
        protection=own.protection,
        routing=own.routing,
        tasks=_templates(reading.common, own.tasks),
        waves=own.waves,
        limits=own.limits,
        rough_area=own.rough_area,
        passkey_from_tier=own.passkey_from_tier,
        timings=own.timings,
        policy=own.policy,
    )


def load_for_notify(folder: Path) -> NotifyPack:
    """Load what notify needs.

    Raises: PackMistakesError with every mistake in notify.yaml, intake.yaml, categories.yaml and areas.geojson.
    """
    reading = Reading(folder)
    heard = reading.beside("intake.yaml", IntakeFile, INTAKE)
    own = reading.own("notify.yaml", NotifyFile)
    return NotifyPack(
        name=folder.name,
        common=reading.common,
        sender=own.sender,
        daily_caps=own.daily_caps,
        phone=own.phone,
        footer=own.footer,
        overrides=own.overrides,
        signs=heard().signs,
        unknown=own.unknown,
        text_to=own.text_to,
    )


def load_demo(folder: Path) -> tuple[DemoPerson, ...]:
    """Load the demo's people, those that are generated included; nobody where there is no demo.yaml.

    Raises: PackMistakesError with every mistake in demo.yaml, categories.yaml and areas.geojson.
    """
    if not (folder / "demo.yaml").exists():
        return ()
    reading = Reading(folder)
    own = reading.own("demo.yaml", DemoFile, demo(reading.areas))
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
            when=words[task.category].when,
        )
        for task in tasks
    }
