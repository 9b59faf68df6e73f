"""A small replay of a city's record through a stack of its own, with people who act only through pages and mails.

While reports come in, whatever runs is killed, frozen or restarted, the stores and the gateway too.
"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.endurance import Noted

REPO = Path(__file__).parents[3]
ROWS = "500"
RATE = "4"
SECONDS_BETWEEN_BLOWS = "5"
SECONDS_BETWEEN_KILLS = 60
READY_AGAIN_SECONDS = 20.0
LEAST_BLOWS = 15
SECONDS = 900
PACK = "san-diego"
NEIGHBOURS = 300
"""Enough for 500 reports; the 5,000 of the pack would take longer to move in than the reports take."""
STRUCK = {"mongod", "kafka", "gateway", "mail"} | {
    f"{kind}-{service}" for kind in ("web", "worker") for service in ("intake", "triage", "notify")
}
RECORD = os.environ.get("NABO_RECORD", "")
"""A real record to play, where there is one; rows of the same shape are made otherwise."""


@pytest.mark.stack
@pytest.mark.xdist_group("replay")
@pytest.mark.timeout(SECONDS)
def test_nothing_is_lost_repeated_or_left_over_when_a_city_reports_and_everything_falls_R16(tmp_path: Path) -> None:
    ledger = _played(tmp_path, "--limit", ROWS, "--every", SECONDS_BETWEEN_BLOWS)
    assert ledger["never_occurred"] == []
    assert sum(ledger["struck"].values()) >= LEAST_BLOWS
    assert {blow.partition(" ")[2] for blow in ledger["struck"]} >= STRUCK


@pytest.mark.stack
@pytest.mark.xdist_group("replay")
@pytest.mark.endure(name="chaos", short=None, full=8, minutes=40)
def test_nothing_is_lost_though_database_and_broker_are_killed_in_turn_R16(
    tmp_path: Path, length: int, noted: Noted
) -> None:
    """length: how many kills, a minute from one to the next."""
    victims = [("mongod", "kafka")[turn % 2] for turn in range(length)]
    reports = int(RATE) * SECONDS_BETWEEN_KILLS * (length + 1)
    ledger = _played(tmp_path, "--limit", str(reports), *(word for each in victims for word in ("--kill", each)))
    for name in ("accepted", "unknown", "lost", "repeated", "outstanding"):
        noted.count(name, ledger[name])
    for process, outage in ledger["outages"].items():
        noted.figures[f"{process} was not ready"] = {**outage, "wanted_s": READY_AGAIN_SECONDS}
    assert ledger["struck"] == {f"kill {name}": victims.count(name) for name in set(victims)}


def _played(folder: Path, *arguments: str) -> dict[str, Any]:
    """The ledger of a run that balances, promises of the books included."""
    command = [sys.executable, "-m", "bench.replay", "--rate", RATE, *arguments]
    result = folder / "ledger.json"
    record = ["--file", RECORD] if RECORD else []
    packs = _with_fewer_neighbours(folder / "packs")
    done = subprocess.run(
        [*command, "--root", str(folder / "stack"), "--packs", str(packs), "--result", str(result), *record],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    ledger: dict[str, Any] = json.loads(result.read_text())
    assert ledger["accepted"] > 0
    assert (ledger["lost"], ledger["repeated"], ledger["outstanding"]) == (0, 0, 0)
    return ledger


def _with_fewer_neighbours(packs: Path) -> Path:
    copy = shutil.copytree(REPO / "deploy/neighbourhoods" / PACK, packs / PACK)
    whole = (copy / "demo.yaml").read_text()
    fewer = whole.replace("  helpers: 5000\n", f"  helpers: {NEIGHBOURS}\n")
    assert fewer != whole
    (copy / "demo.yaml").write_text(fewer)
    return packs
