"""One HTTP connection that is kept open: as little of the protocol as measuring needs, so that it costs little."""

import re
import socket
from dataclasses import dataclass

from bench.wire import Address

READ_BYTES = 65536
PATIENCE_SECONDS = 30.0
HUNG_UP = 0
_LENGTH = re.compile(rb"\r\ncontent-length: *(\d+)", re.IGNORECASE)
_CLOSES = re.compile(rb"\r\nconnection: *close", re.IGNORECASE)
_HEAD_END = b"\r\n\r\n"
_STATUS = slice(9, 12)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """A request under way. due: Unix seconds when it was to be sent, which may be earlier than it was."""

    number: int
    due: float


class Connection:
    """One request at a time. Reading blocks: `receive` is for when there is something to read."""

    def __init__(self, to: Address) -> None:
        self._socket = socket.create_connection((to.host, to.port), timeout=PATIENCE_SECONDS)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._buffer = bytearray()
        self.asked: Asked | None = None
        self.is_closing = False

    def fileno(self) -> int:
        return self._socket.fileno()

    def send(self, asked: Asked, raw: bytes) -> None:
        """Raises: OSError when the other side has gone."""
        self.asked = asked
        self._socket.sendall(raw)

    def receive(self) -> int | None:
        """The status when the answer is whole, HUNG_UP when the other side did, else None: more is to come."""
        try:
            read = self._socket.recv(READ_BYTES)
        except OSError:
            read = b""
        if not read:
            self.is_closing = True
            return HUNG_UP
        self._buffer += read
        return self._status()

    def close(self) -> None:
        self._socket.close()

    def _status(self) -> int | None:
        head_end = self._buffer.find(_HEAD_END)
        if head_end < 0:
            return None
        length = _LENGTH.search(self._buffer, 0, head_end)
        if len(self._buffer) < head_end + len(_HEAD_END) + (int(length[1]) if length else 0):
            return None
        status = int(self._buffer[_STATUS])
        self.is_closing = _CLOSES.search(self._buffer, 0, head_end) is not None
        self._buffer.clear()
        return status
