"""The topics: who writes each, who reads it, what its key is. The broker's topics and rights are made from this."""

from dataclasses import dataclass

PARTITIONS = 6
SEVEN_DAYS_MS = 7 * 24 * 3600 * 1000
FOUR_DAYS_MS = 4 * 24 * 3600 * 1000
"""For what is large: taken within a minute, unless a worker stands still over a weekend as long as Easter's."""

SERVICES = ("intake", "triage", "notify")

INTAKE_REPORTS = "intake.reports"
TRIAGE_CASES = "triage.cases"
TRIAGE_PEOPLE = "triage.people"
NOTIFY_PEOPLE = "notify.people"
NOTIFY_MESSAGES = "notify.messages"
NOTIFY_PHOTOS = "notify.photos"


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """`key`: what the id stands for by which messages are kept in order."""

    name: str
    key: str
    producer: str
    consumers: tuple[str, ...]
    partitions: int = PARTITIONS
    retention_ms: int = SEVEN_DAYS_MS


TOPICS = (
    Topic(name=INTAKE_REPORTS, key="report_id", producer="intake", consumers=("triage", "notify")),
    Topic(name=TRIAGE_CASES, key="case_id", producer="triage", consumers=("intake", "notify", "triage")),
    Topic(name=TRIAGE_PEOPLE, key="person_id", producer="triage", consumers=("intake", "notify", "triage")),
    Topic(name=NOTIFY_PEOPLE, key="person_id", producer="notify", consumers=("intake", "triage")),
    Topic(name=NOTIFY_MESSAGES, key="report_id", producer="notify", consumers=("intake", "triage")),
    Topic(name=NOTIFY_PHOTOS, key="mail_id", producer="notify", consumers=("intake",), retention_ms=FOUR_DAYS_MS),
)


def dead_letters_of(service: str) -> str:
    """Where a service sets aside what it cannot read."""
    return f"{service}.dead-letters"


def heard_by(service: str) -> tuple[str, ...]:
    """The topics that a service consumes."""
    return tuple(topic.name for topic in TOPICS if service in topic.consumers)
