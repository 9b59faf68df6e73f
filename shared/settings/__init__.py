"""What a service is told when it starts: read once from the environment, with every mistake said at once."""

from shared.settings.common import (
    CommonSettings,
    Environment,
    MongoSettings,
    OwnerSettings,
    read_common,
    read_owner,
)
from shared.settings.reading import Process, Reading, or_exit

__all__ = [
    "CommonSettings",
    "Environment",
    "MongoSettings",
    "OwnerSettings",
    "Process",
    "Reading",
    "or_exit",
    "read_common",
    "read_owner",
]
