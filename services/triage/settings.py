"""What triage is told when it starts: nothing beyond what all services share."""

from dataclasses import dataclass

from shared.settings import CommonSettings, Reading, read_common


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Frozen; made once in each process."""

    common: CommonSettings


def load_settings() -> Settings:
    """Raises: BadSettings with every mistake."""
    reading = Reading("triage")
    common = read_common(reading)
    reading.stop_at_mistakes()
    return Settings(common=common)
