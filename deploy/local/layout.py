"""Where everything lies: what all packs share under var/, and what each pack's stack keeps for itself."""

import sys
from dataclasses import dataclass
from pathlib import Path

REPO = Path(__file__).parents[2]
VAR = REPO / "var"
CACHE = VAR / "cache"
BUILD = VAR / "build"
ASSETS = BUILD / "assets"
GAZETTEERS = BUILD / "gazetteers"
PACKS = REPO / "deploy" / "neighbourhoods"
GATEWAY_SOURCES = REPO / "deploy" / "gateway"
PYTHON = Path(sys.executable)
"""The interpreter of .venv, which runs this."""

SOCKET_PATH_LIMIT = 100
"""Linux takes 108 bytes for the path of a socket; supervisor adds its pid while it makes one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The folders of one stack. `data` holds all its state; `mail` is its Maildir."""

    data: Path
    mail: Path

    @property
    def secrets(self) -> Path:
        return self.data / "secrets"

    @property
    def logs(self) -> Path:
        return self.data / "log"

    @property
    def run(self) -> Path:
        """What is written anew at every start: generated configuration, the supervisor's socket."""
        return self.data / "run"

    @property
    def mongod(self) -> Path:
        return self.data / "mongod"

    @property
    def kafka(self) -> Path:
        return self.data / "kafka"

    @property
    def sms(self) -> Path:
        """What was sent to phones, and what they answered."""
        return self.data / "sms"

    @property
    def clock(self) -> Path:
        return self.data / "clock"

    @property
    def prepared(self) -> Path:
        """Remembers for which users, rights, topics and code the stores were prepared last."""
        return self.mongod / "prepared"

    def metrics(self, service: str) -> Path:
        return self.data / "metrics" / service

    def secrets_of(self, service: str) -> Path:
        return self.secrets / service


def layout_of_pack(pack: str, data: Path | None = None, mail: Path | None = None) -> Layout:
    """The stack of `make run`: state in var/<pack>, mail in var/mail, unless they were asked to lie elsewhere."""
    return Layout(data=data or VAR / pack, mail=mail or VAR / "mail")


def layout_under(root: Path) -> Layout:
    """A stack whose whole state lies in `root`, as tests want it."""
    return Layout(data=root, mail=root / "mail")
