"""What each process of a service is told when it runs from its image beside the embedded stores: as in production."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from deploy.images.container import USER
from deploy.local.stores import Stores
from shared.events.topics import SERVICES

SECRETS = "/run/secrets/nabo"


def settings_of(stores: Stores, service: str) -> Mapping[str, str]:
    """The settings of docker-compose.yml, with this machine's addresses."""
    here = stores.environment(service)
    ports = stores.plan.ports
    return {
        "NABO_ENV": "production",
        "NABO_PACK": stores.plan.pack,
        "NABO_GAZETTEERS": "/srv/gazetteers",
        "NABO_PUBLIC_URL": stores.plan.url,
        "NABO_SECRETS": SECRETS,
        **{name: here[name] for name in ("NABO_MONGO_URL", "NABO_KAFKA", "NABO_BIND", "NABO_WORKER_BIND")},
        "NABO_SMTP_HOST": "127.0.0.1",
        "NABO_SMTP_PORT": str(ports.smtp),
        "NABO_SMTP_TLS": "none",
    }


def settings_of_gateway(stores: Stores) -> Mapping[str, str]:
    """Where it listens, and where it finds the three."""
    ports = stores.plan.ports
    return {
        "NABO_GATEWAY_ADDRESS": f":{ports.gateway}",
        "NABO_GATEWAY_BIND": "127.0.0.1",
        **{f"NABO_{service.upper()}": f"127.0.0.1:{ports.web(service)}" for service in SERVICES},
        **dict.fromkeys(("HOME", "XDG_DATA_HOME", "XDG_CONFIG_HOME"), "/tmp"),  # noqa: S108 - where it is in memory
    }


def secrets_for_nobody(stores: Stores, folder: Path) -> Path:
    """A copy of all secrets that the containers' user may read, and nobody else."""
    shutil.copytree(stores.plan.layout.secrets, folder)
    for each in (folder, *folder.rglob("*")):
        os.chown(each, USER, USER)
    return folder
