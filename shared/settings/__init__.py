"""What a service is told when it starts: read once from the environment, with every mistake said at once."""

from shared.settings.common import CommonSettings, Environment, MongoSettings, read_common
from shared.settings.reading import Reading, or_exit

__all__ = [
    "CommonSettings",
    "Environment",
    "MongoSettings",
    "Reading",
    "or_exit",
    "read_common",
]
