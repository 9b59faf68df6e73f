"""A small replay of a city's record through a stack of its own, with people who act only through pages and mails."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

REPO = Path(__file__).parents[3]
ROWS = "500"
RATE = "25"
SECONDS = 900
PACK = "san-diego"
NEIGHBOURS = 300
"""Enough for 500 reports; the 5,000 of the pack would take longer to move in than the reports take."""
RECORD = os.environ.get("NABO_RECORD", "")
"""A real record to play, where there is one; rows of the same shape are made otherwise."""


@pytest.mark.stack
@pytest.mark.xdist_group("replay")
@pytest.mark.timeout(SECONDS)
def test_nothing_is_lost_repeated_or_left_over_when_a_city_reports_R16(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "bench.replay", "--limit", ROWS, "--rate", RATE, "--root", str(tmp_path / "stack")]
    result = tmp_path / "ledger.json"
    record = ["--file", RECORD] if RECORD else []
    packs = _with_fewer_neighbours(tmp_path / "packs")
    done = subprocess.run(
        [*command, "--packs", str(packs), "--result", str(result), *record],
        cwd=REPO,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-2000:]
    ledger = json.loads(result.read_text())
    assert ledger["accepted"] > 0
    assert (ledger["lost"], ledger["repeated"], ledger["outstanding"]) == (0, 0, 0)
    assert ledger["never_occurred"] == []


def _with_fewer_neighbours(packs: Path) -> Path:
    copy = shutil.copytree(REPO / "deploy/neighbourhoods" / PACK, packs / PACK)
    whole = (copy / "demo.yaml").read_text()
    fewer = whole.replace("  helpers: 5000\n", f"  helpers: {NEIGHBOURS}\n")
    assert fewer != whole
    (copy / "demo.yaml").write_text(fewer)
    return packs
