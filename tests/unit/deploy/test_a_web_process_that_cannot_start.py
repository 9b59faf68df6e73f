"""However many of its processes find at the same instant that they cannot start, it says why and shows no trace."""

import os
import subprocess
import sys
from pathlib import Path

REPO = Path(__file__).parents[3]
CANNOT_LOAD = 4
MANY = "8"
"""gunicorn falls over the second that fails while it ends because of the first; of so many one does."""


def test_it_says_what_is_missing_and_shows_no_trace() -> None:
    command = (sys.executable, "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py")
    told = {"PATH": os.environ["PATH"], "NABO_BIND": "127.0.0.1:0", "NABO_WEB_WORKERS": MANY}
    ended = subprocess.run(
        (*command, "services.triage.entrypoints.wsgi:create_app()"),
        cwd=REPO,
        env=told,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )
    assert "NABO_KAFKA: " in ended.stderr
    assert "Traceback" not in ended.stderr
    assert ended.returncode == CANNOT_LOAD
