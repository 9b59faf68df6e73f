"""Reads the environment and a service's secrets, gathering mistakes instead of stopping at the first."""

import json
import re
import sys
from collections.abc import Callable, Iterable, Mapping
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar, cast

from environs import Env, EnvValidationError
from joserfc.errors import JoseError

from shared.errors import BadSettings
from shared.pack.mistakes import PackMistakesError

Made = TypeVar("Made")

_HEX_KEY = re.compile(r"[0-9a-f]{64}")
_WRONG_START = 2
_WRONG_START_OF_GUNICORN = 4  # Its own number for "the app cannot be loaded": with any other it would try for ever.


class Process(StrEnum):
    """Who reads. Each is given the secrets that it needs and no other; operators' commands need what a worker does."""

    WEB = "web"
    WORKER = "worker"
    OWNER = "owner"


class Reading:
    """One reading of the environment and of a service's secrets.

    What could not be read is returned all the same, as something useless: call `stop_at_mistakes` before using it.
    """

    def __init__(self, service: str, process: Process) -> None:
        self.service = service
        self.process = process
        self.env = Env(eager=False)
        self.mistakes: list[str] = []
        self._secrets = self._folder(cast("Path | None", self.env.path("NABO_SECRETS")))

    def secret(self, name: str, *, unless: Process | None = None) -> str:
        """The contents of a secret's file, trimmed. Not read, and empty, for the process that has no use for it."""
        if self._secrets is None or self.process is unless:
            return ""
        try:
            found = (self._secrets / name).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            self.mistakes.append(f"secret {name}: cannot be read ({type(error).__name__})")
            return ""
        if not found:
            self.mistakes.append(f"secret {name}: is empty")
        return found

    def secret_key(self, name: str, *, unless: Process | None = None) -> bytes:
        """A key of 32 bytes, written in hexadecimal. unless: as in `secret`."""
        found = self.secret(name, unless=unless)
        if found and not _HEX_KEY.fullmatch(found):
            self.mistakes.append(f"secret {name}: is not 32 bytes in hexadecimal")
            return b""
        return bytes.fromhex(found)

    def secret_json(self, name: str, *, unless: Process | None = None) -> dict[str, Any]:
        """A JSON object. unless: as in `secret`; then it is empty."""
        found = self.secret(name, unless=unless)
        try:
            loaded = json.loads(found) if found else {}
        except ValueError:
            loaded = None
        if isinstance(loaded, dict):
            return loaded
        self.mistakes.append(f"secret {name}: is not a JSON object")
        return {}

    def secret_keys(
        self, name: str, use: Callable[[dict[str, Any]], object], *, unless: Process | None = None
    ) -> dict[str, Any]:
        """A JSON object of keys, tried in `use`: else the first to come would notice. unless: as in `secret`."""
        mistakes = len(self.mistakes)
        found = self.secret_json(name, unless=unless)
        if self._secrets is not None and self.process is not unless and len(self.mistakes) == mistakes:
            try:
                use(found)
            except (KeyError, TypeError, ValueError, AttributeError, JoseError):
                self.mistakes.append(f"secret {name}: holds no usable keys")
        return found

    def stop_at_mistakes(self) -> None:
        """Raises: BadSettings with every mistake so far."""
        try:
            self.env.seal()
        except EnvValidationError as error:
            self.mistakes += _said(error)
        if self.mistakes:
            raise BadSettings(sorted(self.mistakes))

    def _folder(self, wished: Path | None) -> Path | None:
        if wished is None or wished.is_dir():
            return wished
        self.mistakes.append(f"NABO_SECRETS: there is no folder {wished}")
        return None


def or_exit(make: Callable[[], Made], *, under_gunicorn: bool = False) -> Made:
    """Make what a process needs to start; settings or a pack with mistakes end it, each mistake on its own line."""
    try:
        return make()
    except (BadSettings, PackMistakesError) as wrong:
        mistakes: Iterable[object] = wrong.mistakes
        sys.stderr.write("".join(f"{mistake}\n" for mistake in mistakes))
        raise SystemExit(_WRONG_START_OF_GUNICORN if under_gunicorn else _WRONG_START) from None


def _said(error: EnvValidationError) -> list[str]:
    """One line for each variable."""
    found = error.error_messages
    named = found if isinstance(found, Mapping) else {"settings": found}
    return [f"{name}: {'; '.join(messages)}" for name, messages in named.items()]
