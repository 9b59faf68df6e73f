"""What triage is told when it starts, read once: nothing beyond what all services are told."""

from dataclasses import dataclass

from shared.settings import CommonSettings, Process, Reading, read_common


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Rough areas (rule R5) follow from the form key too: with another key they lie elsewhere."""

    common: CommonSettings


def read_settings(process: Process = Process.WORKER) -> Settings:
    """Raises: BadSettings with every mistake."""
    reading = Reading("triage", process)
    settings = Settings(common=read_common(reading))
    reading.stop_at_mistakes()
    return settings
