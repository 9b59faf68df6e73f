"""How Kafka is reached, in plain values: whoever only carries them on loads no client."""

from dataclasses import dataclass, field
from typing import Any

RECONNECT_MS = 1000  # The default of 30 s would keep clients away long after the broker is back.
SPEAKS = (4, 3)  # Else making a client waits up to 30 s for the broker, and leaves a thread behind when it is away.


@dataclass(frozen=True, slots=True, kw_only=True)
class Broker:
    """How to reach Kafka: `servers` as host:port, comma-separated; security: SASL_PLAINTEXT or SASL_SSL.

    mechanism: SCRAM-SHA-256, or SCRAM-SHA-512 for brokers that know no other, as Strimzi's.
    """

    servers: str
    user: str
    password: str = field(repr=False)
    security: str = "SASL_PLAINTEXT"
    mechanism: str = "SCRAM-SHA-256"

    def common(self) -> dict[str, Any]:
        """What every client is told."""
        return {
            "bootstrap_servers": self.servers.split(","),
            "api_version": SPEAKS,
            "security_protocol": self.security,
            "sasl_mechanism": self.mechanism,
            "sasl_plain_username": self.user,
            "sasl_plain_password": self.password,
            "reconnect_backoff_max_ms": RECONNECT_MS,
        }
