"""The repository as the structural tests read it: which files stand in it, and what they say."""

import subprocess
from pathlib import Path

REPO = Path(__file__).parents[2]


def tracked(*patterns: str) -> list[Path]:
    """Files that git knows or would take in, of these patterns; all without one."""
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "--", *patterns],
        cwd=REPO,
        check=True,
        capture_output=True,
        text=True,
    )
    return [REPO / line for line in listed.stdout.splitlines() if (REPO / line).is_file()]


def words_of(file: Path) -> str:
    return file.read_text(encoding="utf-8", errors="replace")
