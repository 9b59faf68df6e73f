"""What a service reads for all its web processes is read once, before they are forked."""

import gc
import runpy
import sys
from collections.abc import Callable, Iterator
from types import ModuleType, SimpleNamespace

import py3langid
import pytest

from deploy.local.layout import REPO
from services.intake.entrypoints import wsgi

NAME = "a_service_of_this_test"


@pytest.fixture
def on_starting() -> Iterator[Callable[[object], None]]:
    """What gunicorn calls in the master."""
    yield runpy.run_path(str(REPO / "deploy/gunicorn.conf.py"))["on_starting"]
    gc.unfreeze()


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What a service read for all of its processes."""
    found: list[str] = []
    service = ModuleType(NAME)
    service.before_fork = lambda: found.append("model")  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, NAME, service)
    return found


def server(name: str, *, reload: bool = False) -> object:
    return SimpleNamespace(cfg=SimpleNamespace(reload=reload), app=SimpleNamespace(app_uri=f"{name}:create_app()"))


def test_it_is_read_in_the_master(on_starting: Callable[[object], None], read: list[str]) -> None:
    on_starting(server(NAME))
    assert read == ["model"]
    assert gc.get_freeze_count() > 0, "the collector leaves alone what is shared"


def test_where_code_is_read_anew_each_process_reads_for_itself(
    on_starting: Callable[[object], None], read: list[str]
) -> None:
    on_starting(server(NAME, reload=True))
    assert read == []


def test_a_service_may_have_nothing_to_read(on_starting: Callable[[object], None]) -> None:
    on_starting(server("json"))


def test_intake_reads_the_model_of_languages() -> None:
    wsgi.before_fork()
    assert py3langid.langid.IDENTIFIER is not None
