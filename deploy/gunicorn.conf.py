"""How each service's web process runs: threads for many waiting people, a short queue, clients made after the fork."""

import ctypes
import gc
import importlib
import os
import signal
import sys
from types import TracebackType
from typing import Any

from gunicorn.errors import HaltServer

from shared.web.renewal import BOARD

PR_SET_PDEATHSIG = 1

metrics = os.environ.get("NABO_METRICS_DIR")
if metrics:  # prometheus_client looks for its own name, once, when it is imported
    os.makedirs(metrics, exist_ok=True)  # noqa: PTH103 - gunicorn reads every name of this file as a setting
    os.environ.setdefault("PROMETHEUS_MULTIPROC_DIR", metrics)

bind = os.environ.get("NABO_BIND", "127.0.0.1:8000")
worker_class = "shared.web.renewal.PatientWorker"
workers = int(os.environ.get("NABO_WEB_WORKERS") or 2)
threads = int(os.environ.get("NABO_WEB_THREADS") or 76)
"""A few more than the app has places: what has no thread waits in a queue without end, where no guard and no health
check is heard. The gateway refuses the last at 60 at once, and photos at 12 besides, so that its order of who is
refused first holds."""

backlog = 64
"""The default of 2,048 is a hidden queue of many seconds; the app itself answers 503 when too much is under way."""

timeout = 30
graceful_timeout = 10
keepalive = 5
control_socket_disable = True
"""It would write under the home folder."""

preload_app = False
"""An app opens its clients when it is made, and neither MongoDB's nor anybody's survive a fork."""

errorlog = "-"
accesslog = None
"""Each app logs its own requests, with their correlation id."""

loglevel = os.environ.get("NABO_LOG_LEVEL", "info").lower()
worker_tmp_dir = "/dev/shm"  # noqa: S108 - the heartbeat file must not wait for a disk
limit_request_line = 8190
limit_request_fields = 64


def on_starting(server: Any) -> None:  # noqa: ANN401 - gunicorn ships no types
    """Import the service once, before the fork: importing opens nothing, so the processes can share its memory.

    So they do what its `before_fork` reads. What is there by then is left alone by the collector, whose marks would
    make each process copy it.
    """
    if not server.cfg.reload:
        service = importlib.import_module(server.app.app_uri.partition(":")[0])
        getattr(service, "before_fork", _nothing)()
        gc.collect()
        gc.freeze()


def _nothing() -> None:
    """A service that reads nothing for all its processes."""


def when_ready(_server: Any) -> None:  # noqa: ANN401 - as above
    """Where several cannot start at the same time gunicorn falls over the second while it ends because of the first."""
    sys.excepthook = _end_as_it_meant_to


def _end_as_it_meant_to(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    """They have said why: with its own number, and without a trace. Whoever still lives dies with this process."""
    if isinstance(error, HaltServer):
        sys.stderr.flush()
        os._exit(error.exit_status)
    sys.__excepthook__(kind, error, trace)


def on_reload(server: Any) -> None:  # noqa: ANN401 - as above
    """On SIGHUP: those who answer now go on until one of the new ones does."""
    BOARD.renew(server.worker_age)


def post_fork(_server: Any, _worker: Any) -> None:  # noqa: ANN401 - as above
    """Let no worker outlive its master: it would hold the port."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def worker_exit(_server: Any, worker: Any) -> None:  # noqa: ANN401 - as above
    """End at once: every request is answered by now, and taking the interpreter apart can last for seconds."""
    if worker.booted:  # one that could not start must tell so by its exit code
        os._exit(0)


def child_exit(_server: Any, worker: Any) -> None:  # noqa: ANN401 - as above
    """Take the gauges of a dead worker out of the sums."""
    if metrics:
        from prometheus_client import multiprocess  # noqa: PLC0415 - after the folder's name is set

        multiprocess.mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]  # it ships half of its types
