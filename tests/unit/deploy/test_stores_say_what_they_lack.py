"""Preparing stores without knowing where they are, or with what right, ends with one sentence."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from deploy.stores.__main__ import database_administrator, main

NOWHERE = "127.0.0.1:1"


def prepare(settings: Mapping[str, str]) -> Result:
    return CliRunner(env={"NABO_SECRETS": None, "NABO_KAFKA": None, **settings}).invoke(main)


@pytest.mark.parametrize("missing", ["NABO_SECRETS", "NABO_KAFKA"])
def test_a_missing_setting_is_named(missing: str, tmp_path: Path) -> None:
    given = {"NABO_SECRETS": str(tmp_path), "NABO_KAFKA": NOWHERE}
    del given[missing]
    done = prepare(given)
    assert done.exit_code == 2
    assert f"(env var: '{missing}')" in done.output


def test_a_way_to_sign_in_that_no_broker_has_is_refused(tmp_path: Path) -> None:
    done = prepare({"NABO_SECRETS": str(tmp_path), "NABO_KAFKA": NOWHERE, "NABO_KAFKA_MECHANISM": "PLAIN"})
    assert done.exit_code == 2
    assert "'PLAIN' is not one of" in done.output


@pytest.mark.parametrize("tls", [True, False])
def test_a_database_is_spoken_to_as_was_said(*, tls: bool) -> None:
    with database_administrator("db.example.org:27018", "secret", tls=tls) as client:
        pool = client.options.pool_options
    assert (pool._ssl_context is not None) == tls  # noqa: SLF001 -- it tells in no other way


def test_a_missing_secret_is_named(tmp_path: Path) -> None:
    done = prepare({"NABO_SECRETS": str(tmp_path), "NABO_KAFKA": NOWHERE})
    assert done.exit_code == 1
    assert done.output.strip() == f"Error: the secret platform/mongo_password is missing in {tmp_path}"
