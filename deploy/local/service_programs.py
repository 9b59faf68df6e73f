"""The processes of the three services: their settings, their web and their worker."""

from collections.abc import Mapping

from deploy.local.layout import GAZETTEERS, PACKS, PYTHON, REPO, VAR
from deploy.local.plan import Plan
from deploy.local.program import Group, Program

SMS_FROM = "Nabo"
STOP_SECONDS = 3
"""Ctrl-C has ten in all; what is not done by then is done again after the next start."""

WEB_WORKERS = {"intake": "2"}
"""Reports come in bursts; the pages of staff and helpers have one process, to keep the whole stack small."""


def service_programs(plan: Plan) -> tuple[Program, ...]:
    """Web and worker of every service of the plan."""
    return tuple(make(plan, service) for service in plan.services for make in (web_program, worker_program))


def web_program(plan: Plan, service: str) -> Program:
    """Answers requests."""
    gunicorn = (str(PYTHON), "-m", "gunicorn", "-c", "deploy/gunicorn.conf.py")
    return _program(plan, service, "web", (*gunicorn, f"services.{service}.entrypoints.wsgi:create_app()"))


def worker_program(plan: Plan, service: str) -> Program:
    """Relays, consumes, and keeps time."""
    return _program(plan, service, "worker", (str(PYTHON), "-m", f"services.{service}.entrypoints.worker"))


def _program(plan: Plan, service: str, process: str, command: tuple[str, ...]) -> Program:
    return Program(
        name=f"{process}-{service}",
        group=Group.SERVICES,
        command=command,
        stop_seconds=STOP_SECONDS,
        environment=service_environment(plan, service),
    )


def service_environment(plan: Plan, service: str) -> dict[str, str]:
    """Everything a process of this service is told: its NABO_ settings, and where Python finds itself.

    Sign-in by link alone is for development; the real stack of a municipality gives its staff passkeys.
    """
    layout, ports = plan.layout, plan.ports
    metrics = str(layout.metrics(service))
    return {
        **base_environment(),
        "NABO_WEB_WORKERS": WEB_WORKERS.get(service, "1"),
        "NABO_WEB_THREADS": "64",
        "NABO_STAFF_LINK_SIGN_IN": "true",
        **plan.passed_on,
        "NABO_ENV": plan.environment,
        "NABO_PACK": plan.pack,
        "NABO_PACKS": plan.passed_on.get("NABO_PACKS", str(PACKS)),
        "NABO_GAZETTEERS": str(GAZETTEERS),
        "NABO_PUBLIC_URL": plan.url,
        "NABO_SECRETS": str(layout.secrets_of(service)),
        "NABO_MONGO_URL": plan.mongo_url or f"mongodb://127.0.0.1:{ports.mongod}/?replicaSet=rs0",
        "NABO_MONGO_DATABASE": service,
        "NABO_KAFKA": plan.kafka or f"127.0.0.1:{ports.broker}",
        "NABO_BIND": f"127.0.0.1:{ports.web(service)}",
        "NABO_WORKER_BIND": f"127.0.0.1:{ports.worker(service)}",
        "NABO_METRICS_DIR": metrics,
        "PROMETHEUS_MULTIPROC_DIR": metrics,
        **_clock(plan),
        **(_mail(plan) if service == "notify" else {}),
        **(_sms(plan) if service in {"notify", "intake"} else {}),
    }


def base_environment() -> Mapping[str, str]:
    """What any Python process of the stack needs; nothing of the terminal's own environment gets in."""
    return {
        "PATH": f"{PYTHON.parent}:/usr/local/bin:/usr/bin:/bin",
        "HOME": str(VAR),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(REPO),
        "PYTHONUNBUFFERED": "1",
    }


def _clock(plan: Plan) -> dict[str, str]:
    return {"NABO_CLOCK_FILE": str(plan.layout.clock)} if plan.clock else {}


def _sms(plan: Plan) -> dict[str, str]:
    """The stand-in, or the gateway that somebody wished for. Intake looks only whether there is one."""
    url = plan.sms_url or f"http://127.0.0.1:{plan.ports.sms}/messages"
    return {"NABO_SMS_URL": url, "NABO_SMS_FROM": plan.passed_on.get("NABO_SMS_FROM", SMS_FROM)}


def _mail(plan: Plan) -> dict[str, str]:
    if plan.smtp_host:
        return {"NABO_SMTP_HOST": plan.smtp_host, "NABO_REPLY_DOMAIN": plan.reply_domain}
    return {
        "NABO_REPLY_DOMAIN": plan.reply_domain,
        "NABO_SMTP_HOST": "127.0.0.1",
        "NABO_SMTP_PORT": str(plan.ports.smtp),
        "NABO_SMTP_TLS": "none",
    }
