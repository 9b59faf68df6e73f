"""What a person may set for the local stack, and what is said about settings that make no sense."""

from pathlib import Path

import pytest

from deploy.local.plan import plan_from
from deploy.local.programs import programs_of
from deploy.local.service_programs import service_environment
from deploy.local.trouble import Code, Trouble
from shared.events.topics import SERVICES


def test_nothing_set_means_the_demo_on_8080() -> None:
    plan = plan_from({})
    assert (plan.pack, plan.url, plan.environment) == ("kluuvi", "http://127.0.0.1:8080", "development")
    assert plan.layout.data.parts[-2:] == ("var", "kluuvi")
    assert plan.layout.mail.parts[-2:] == ("var", "mail")


def test_another_port_moves_all_of_them() -> None:
    ports = plan_from({"NABO_PORT": "9000"}).ports
    web = [ports.web(service) for service in SERVICES]
    workers = [ports.worker(service) for service in SERVICES]
    assert [ports.gateway, *web, *workers] == list(range(9000, 9007))
    assert [ports.broker, ports.controller, ports.mongod, ports.smtp, ports.sms] == list(range(9007, 9012))


@pytest.mark.parametrize("text", ["", "http", "80", "65535", "-1", "8080.0"])
def test_a_port_that_is_none_is_refused(text: str) -> None:
    with pytest.raises(Trouble, match="NABO_PORT") as refused:
        plan_from({"NABO_PORT": text})
    assert refused.value.code is Code.SETTING


@pytest.mark.parametrize("text", ["yesterday", "2026-05-04T10:00:00", "10:00"])
def test_a_clock_starts_at_an_instant_with_its_zone(text: str) -> None:
    with pytest.raises(Trouble, match="NABO_CLOCK_START"):
        plan_from({"NABO_CLOCK_START": text})


@pytest.mark.parametrize("text", ["0", "-1", "fast", "1e9", "nan"])
def test_a_clock_runs_forward_at_a_speed_that_makes_sense(text: str) -> None:
    with pytest.raises(Trouble, match="NABO_CLOCK_SCALE"):
        plan_from({"NABO_CLOCK_SCALE": text})


def test_without_a_wish_the_clock_is_the_machines() -> None:
    assert plan_from({}).clock is None
    assert "NABO_CLOCK_FILE" not in service_environment(plan_from({}), "triage")


def test_a_steered_clock_is_one_file_for_all() -> None:
    plan = plan_from({"NABO_CLOCK_START": "2026-05-04T10:00:00+03:00", "NABO_CLOCK_SCALE": "60"})
    assert plan.clock is not None
    assert (plan.clock.shown, plan.clock.scale) == (1777878000.0, 60.0)
    files = {service_environment(plan, service)["NABO_CLOCK_FILE"] for service in SERVICES}
    assert files == {str(plan.layout.clock)}


def test_ones_own_servers_are_used_where_they_are_set() -> None:
    told = {"NABO_KAFKA": "kafka:9092", "NABO_MONGO_URL": "mongodb://db/?replicaSet=rs0", "NABO_SMTP_HOST": "post"}
    environment = service_environment(plan_from(told), "notify")
    assert told.items() <= environment.items()
    assert "NABO_SMTP_PORT" not in environment


def test_only_notify_is_told_about_mail() -> None:
    plan = plan_from({})
    telling = {name: [key for key in service_environment(plan, name) if "SMTP" in key] for name in SERVICES}
    assert telling["intake"] == telling["triage"] == []
    assert len(telling["notify"]) == 3


@pytest.mark.parametrize("told", [{}, {"NABO_SMS_URL": "https://sms.example/messages"}], ids=["ours", "theirs"])
def test_notify_and_intake_know_the_gateway_for_text_messages(told: dict[str, str]) -> None:
    plan = plan_from(told)
    known = {name: service_environment(plan, name).get("NABO_SMS_URL") for name in SERVICES}
    expected = told.get("NABO_SMS_URL", "http://127.0.0.1:8091/messages")
    assert known == {"intake": expected, "notify": expected, "triage": None}
    assert ("sms" in {each.name for each in programs_of(plan)}) is (not told)


def test_each_service_sees_its_own_secrets_only() -> None:
    plan = plan_from({})
    folders = {Path(service_environment(plan, service)["NABO_SECRETS"]) for service in SERVICES}
    assert {folder.name for folder in folders} == set(SERVICES)


def test_nothing_of_the_terminals_environment_reaches_a_service() -> None:
    environment = service_environment(plan_from({"SECRET_OF_THE_SHELL": "x", "NABO_LOG_LEVEL": "DEBUG"}), "intake")
    assert "SECRET_OF_THE_SHELL" not in environment
    assert environment["NABO_LOG_LEVEL"] == "DEBUG"
