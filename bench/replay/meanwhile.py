"""What goes on in a thread of its own for as long as it is entered."""

from threading import Event, Thread
from types import TracebackType
from typing import Self


class Meanwhile:
    """Leaving it asks it to stop, and waits until it has."""

    def __init__(self) -> None:
        self._stop = Event()
        self._thread = Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop.set()
        self._thread.join()

    def _go_on(self) -> None:
        """Until `_stop` is set."""
        raise NotImplementedError
