"""The embedded gateway: Caddy on the one address that people use."""

from pathlib import Path

from deploy.gateway.pages import write_pages
from deploy.local.layout import ASSETS, GATEWAY_SOURCES, PACKS, PYTHON
from deploy.local.plan import Plan
from deploy.local.program import Group, Program
from shared.events.topics import SERVICES


def gateway_program(plan: Plan) -> Program:
    """How to run it."""
    return Program(
        name="gateway",
        group=Group.EDGE,
        command=(str(caddy()), "run", "--adapter", "caddyfile", "--config", str(GATEWAY_SOURCES / "Caddyfile")),
        stop_seconds=1,
        environment={
            "NABO_GATEWAY_ADDRESS": f":{plan.ports.gateway}",
            "NABO_GATEWAY_BIND": "127.0.0.1",
            "NABO_GATEWAY_PAGES": str(_pages(plan)),
            "NABO_ASSETS_FOLDER": str(ASSETS),
            **{f"NABO_{name.upper()}": f"127.0.0.1:{plan.ports.web(name)}" for name in SERVICES},
            "HOME": str(plan.layout.run),
            "XDG_CONFIG_HOME": str(plan.layout.run),
            "XDG_DATA_HOME": str(plan.layout.run),
        },
    )


def configure_gateway(plan: Plan) -> None:
    """Write the pages that it shows when a service is away."""
    write_pages(Path(plan.passed_on.get("NABO_PACKS", PACKS)) / plan.pack, _pages(plan))


def caddy() -> Path:
    """The server program, which its package puts beside Python."""
    return PYTHON.parent / "caddy"


def _pages(plan: Plan) -> Path:
    return plan.layout.run / "pages"
