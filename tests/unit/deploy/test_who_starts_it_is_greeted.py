"""Whoever starts Nabo reads where it is, and as whom they can sign in."""

import shutil
from pathlib import Path

import pytest

from deploy.local.greeting import greeting
from deploy.local.layout import PACKS
from deploy.local.plan import plan_from
from deploy.local.stack import Stack


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    shutil.copytree(PACKS / "kluuvi", tmp_path / "kluuvi")
    return tmp_path


def greeted(packs: Path) -> str:
    return greeting(Stack(plan_from({"NABO_PACKS": str(packs), "NABO_PORT": "9000"})), seconds=8)


def test_the_demos_staff_are_named(packs: Path) -> None:
    said = greeted(packs)
    assert "http://127.0.0.1:9000/desk" in said
    assert "caseworker, lighting            aino@desk.kluuvi.example (Aino)" in said


def test_without_a_demo_it_says_how_the_first_administrator_comes(packs: Path) -> None:
    (packs / "kluuvi" / "demo.yaml").unlink()
    said = greeted(packs)
    assert "Demo people" not in said
    assert "docs/runbook.md says under Roles how the first administrator comes" in said
