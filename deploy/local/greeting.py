"""What is printed when the stack is ready: where to click, and as whom to sign in."""

from pathlib import Path

from deploy.local.layout import PACKS, REPO
from deploy.local.stack import Stack
from shared.pack import load_demo
from shared.pack.demo import DemoPerson

PLACES = (
    ("Report something", "/report"),
    ("The neighbourhood", "/"),
    ("Help a neighbour", "/help"),
    ("The desk", "/desk"),
    ("Sign in", "/me/sign-in"),
    ("For programs", "/api/intake/docs"),
)
HELPERS_SHOWN = 2


def greeting(stack: Stack, *, seconds: float) -> str:
    """Addresses, the mail folder, and one demo person per role."""
    lines = ["", f"Nabo is ready ({seconds:.0f} s), neighbourhood {stack.plan.pack}.", ""]
    lines += [f"  {what:<20} {stack.url}{path}" for what, path in PLACES]
    if not stack.plan.smtp_host:
        lines.append(f"  {'Mail it sends':<20} {_short(stack.maildir)} (read the latest with: make mail)")
    if not stack.plan.sms_url:
        phones = f"http://127.0.0.1:{stack.plan.ports.sms}"
        lines.append(f"  {'Text messages':<20} {phones} (answer there as the phone)")
    if stack.plan.demo:
        lines += ["", *_sign_ins(Path(stack.plan.passed_on.get("NABO_PACKS", PACKS)) / stack.plan.pack)]
    return "\n".join([*lines, ""])


def _sign_ins(pack: Path) -> list[str]:
    people = load_demo(pack)
    if not people:
        return ["  Nobody has a role here yet; docs/runbook.md says under Roles how the first administrator comes."]
    helpers = [person for person in people if person.help][:HELPERS_SHOWN]
    staff = [person for person in people if person.roles and not person.help]
    return [
        "  Demo people; each gets a link to sign in by mail:",
        *(f"  {_role(person):<31} {person.email} ({person.first_name})" for person in (*staff, *helpers)),
    ]


def _role(person: DemoPerson) -> str:
    if person.help or not person.roles:
        return "neighbour"
    first = person.roles[0]
    return f"{first.role.value.replace('_', ' ')}{f', {first.team}' if first.team else ''}"


def _short(folder: Path) -> Path:
    return folder.relative_to(REPO) if folder.is_relative_to(REPO) else folder
