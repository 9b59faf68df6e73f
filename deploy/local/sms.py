"""The stand-in for a gateway of text messages as a process of the stack."""

from deploy.local.layout import PYTHON
from deploy.local.plan import Plan
from deploy.local.program import Group, Program
from deploy.local.service_programs import base_environment


def sms_program(plan: Plan) -> Program:
    """How to run it. Its secrets are notify's, read from their files: a command line is everybody's to see."""
    return Program(
        name="sms",
        group=Group.STORES,
        command=(
            str(PYTHON),
            *("-m", "deploy.local.sms_gateway"),
            *("--folder", str(plan.layout.sms)),
            *("--secrets", str(plan.layout.secrets_of("notify"))),
            *("--port", str(plan.ports.sms)),
            *("--notify", f"http://127.0.0.1:{plan.ports.web('notify')}"),
        ),
        stop_seconds=2,
        environment=base_environment(),
    )
