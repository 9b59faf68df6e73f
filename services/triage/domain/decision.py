"""One routing decision: what was decided, on which facts, by which rules, and what was rejected and why."""

from dataclasses import dataclass, field
from datetime import datetime

from shared.events.triage import Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """rule: the one that decided. facts: by name, the codes it was decided on. rejected: routes, and why not.

    policy: content hash of the pack's rules. The three renderings of reason_codes are texts, not data.
    """

    decision_id: str
    route: Route = field(metadata={"by_value": True})
    team: str
    rule: str
    reason_codes: list[str]
    policy: str
    is_urgent: bool
    deadline_at: datetime
    facts: dict[str, str] = field(default_factory=dict)
    rejected: dict[str, str] = field(default_factory=dict)
