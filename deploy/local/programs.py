"""All programs of a stack, and what has to be written before they start."""

import shutil
import time

from deploy.local.broker import broker_program, configure_broker
from deploy.local.database import configure_database, database_program
from deploy.local.gateway import configure_gateway, gateway_program
from deploy.local.keys import make_secrets
from deploy.local.mail import mail_program
from deploy.local.plan import Plan
from deploy.local.program import Program
from deploy.local.service_programs import service_programs
from deploy.local.sms import sms_program
from shared.clock import Steering, steer


def programs_of(plan: Plan) -> tuple[Program, ...]:
    """Everything that runs; what is configured to be elsewhere does not run here."""
    stores = (
        *(() if plan.mongo_url else (database_program(plan),)),
        *(() if plan.kafka else (broker_program(plan),)),
        *(() if plan.smtp_host else (mail_program(plan),)),
        *((sms_program(plan),) if plan.services and not plan.sms_url else ()),
    )
    edge = (gateway_program(plan),) if plan.services else ()
    return (*stores, *service_programs(plan), *edge)


def configure(plan: Plan) -> None:
    """Write secrets, configuration and pages, and clear away what only the last run needed."""
    make_secrets(plan.layout)
    if not plan.mongo_url:
        configure_database(plan)
    if not plan.kafka:
        configure_broker(plan)
    plan.layout.run.mkdir(parents=True, exist_ok=True)
    if plan.services:
        configure_gateway(plan)
    for service in plan.services:
        _empty(plan, service)
    _set_clock(plan)


def _empty(plan: Plan, service: str) -> None:
    """Figures of processes that are gone would be added to those of the new ones."""
    shutil.rmtree(plan.layout.metrics(service), ignore_errors=True)
    plan.layout.metrics(service).mkdir(parents=True)


def _set_clock(plan: Plan) -> None:
    if plan.clock:
        now = time.time()
        shown = now if plan.clock.shown is None else plan.clock.shown
        steer(plan.layout.clock, Steering(real=now, shown=shown, scale=plan.clock.scale))
