"""What the supervisor is told about one process."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Group(StrEnum):
    """Programs that start and stop together; the edge stops first, the stores last."""

    STORES = "stores"
    SERVICES = "services"
    EDGE = "edge"


START_ORDER = (Group.STORES, Group.SERVICES, Group.EDGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Program:
    """One supervised process. `environment` is all it sees beside a search path; `stop_seconds` until it is killed."""

    name: str
    group: Group
    command: tuple[str, ...]
    stop_seconds: int
    environment: Mapping[str, str] = field(default_factory=dict)
