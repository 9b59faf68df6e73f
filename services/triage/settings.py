"""What triage is told when it starts, read once."""

from dataclasses import dataclass, field

from shared.settings import CommonSettings, Process, Reading, read_common


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Rough areas (rule R5) follow from the form key too: with another key they lie elsewhere.

    photo_key: by which addresses of photos are signed, shared with intake; pages alone need it.
    """

    common: CommonSettings
    photo_key: bytes = field(repr=False)


def read_settings(process: Process = Process.WORKER) -> Settings:
    """Raises: BadSettings with every mistake."""
    reading = Reading("triage", process)
    settings = Settings(common=read_common(reading), photo_key=reading.secret_key("photo_key", unless=Process.WORKER))
    reading.stop_at_mistakes()
    return settings
