"""What can go wrong, in words that every room shares; the doors translate them into answers."""


class DomainError(Exception):
    """The domain says no. `code` is a reason code in snake_case, never a sentence: texts are made at the door."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


class IllegalMove(DomainError):
    """The subject is in a state from which this cannot be done."""


class NotEligible(DomainError):
    """This person may not do this now."""


class Refused(DomainError):
    """A rule of the house forbids it; the code names the rule."""


class NotFound(Exception):
    """There is no such thing, or not for you: nobody may tell which."""


class StaleVersion(Exception):
    """Somebody else changed it since it was read: read it again and decide again."""


class TryAgain(Exception):
    """Not now: something that is needed is away."""

    def __init__(self, after_seconds: float) -> None:
        super().__init__(after_seconds)
        self.after_seconds = after_seconds


class Undeliverable(Exception):
    """It will never go out by this way; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class InvalidMessage(Exception):
    """A message that will never succeed: to be set aside with this reason."""


class UnknownSubject(Exception):
    """The message refers to something that is not known here yet: to be parked until it is."""


class BadSettings(Exception):
    """The process must not start; holds one line for each mistake."""

    def __init__(self, mistakes: list[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = mistakes
