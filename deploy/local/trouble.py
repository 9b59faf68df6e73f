"""What can keep the stack from starting, each as one sentence and an exit code of its own."""

from enum import IntEnum


class Code(IntEnum):
    """Exit codes, for scripts that start the stack."""

    SETTING = 2
    PORT_IN_USE = 3
    NO_SPACE = 4
    REGISTRY_UNREACHABLE = 5
    UNSUPPORTED = 6
    ALREADY_RUNNING = 7
    NOT_READY = 8
    SETUP_FAILED = 9
    NOT_RUNNING = 10


class Trouble(Exception):
    """Something the person at the terminal has to know or do; `str()` is the sentence to print."""

    def __init__(self, code: Code, sentence: str) -> None:
        super().__init__(sentence)
        self.code = code
