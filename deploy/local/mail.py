"""The embedded mail server as a process of the stack."""

from deploy.local.layout import PYTHON
from deploy.local.plan import Plan
from deploy.local.program import Group, Program
from deploy.local.service_programs import base_environment


def mail_program(plan: Plan) -> Program:
    """How to run it. The key of answers is read from its file: a command line is everybody's to see."""
    return Program(
        name="mail",
        group=Group.STORES,
        command=(
            *(str(PYTHON), "-m", "deploy.local.mail_catcher", str(plan.layout.mail), str(plan.ports.smtp)),
            *(_answers(plan) if plan.reply_domain else ()),
        ),
        stop_seconds=2,
        environment=base_environment(),
    )


def _answers(plan: Plan) -> tuple[str, ...]:
    return (
        *("--reply-domain", plan.reply_domain),
        *("--secrets", str(plan.layout.secrets_of("notify"))),
        *("--notify", f"http://127.0.0.1:{plan.ports.web('notify')}"),
    )
