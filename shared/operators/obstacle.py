"""Why a command cannot be carried out, in one sentence for the person who gave it."""


class Obstacle(Exception):
    """Its text is the whole answer."""
