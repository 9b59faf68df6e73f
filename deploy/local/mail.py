"""The embedded mail server as a process of the stack."""

from deploy.local.layout import PYTHON
from deploy.local.plan import Plan
from deploy.local.program import Group, Program
from deploy.local.service_programs import base_environment


def mail_program(plan: Plan) -> Program:
    """How to run it."""
    return Program(
        name="mail",
        group=Group.STORES,
        command=(str(PYTHON), "-m", "deploy.local.mail_catcher", str(plan.layout.mail), str(plan.ports.smtp)),
        stop_seconds=2,
        environment=base_environment(),
    )
