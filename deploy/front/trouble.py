"""The one way in which building can fail."""


class BuildFailed(Exception):
    """Holds a sentence for the person at the terminal."""
