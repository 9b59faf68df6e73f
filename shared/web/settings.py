"""What an app must be told before it can answer its first request."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

SHARED = Path(__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNumber:
    """A number to call, such as `112`, and what to say about it in each language (`{"en": "life in danger"}`)."""

    number: str
    says: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Everything `make_app` needs from a service's settings and its pack; reads nothing by itself.

    `languages` are folder names of catalogues, the first one being the default. `form_key` signs form tokens and the
    form cookie. `staff_may_use_links`: what a link or code by mail gives them, see `shared.web.strength`.
    `larger_bodies`: by pattern of a path, how many bytes may be sent there.
    `assets_folder` is where `deploy.front` built the static files; only its list of names is read here.
    """

    service: str
    environment: str
    languages: tuple[str, ...]
    zone: ZoneInfo
    neighbourhood: str
    emergency: tuple[EmergencyNumber, ...]
    form_key: bytes
    staff_may_use_links: bool
    templates: Path
    locales: Path
    assets_url: str = "/assets"
    assets_folder: Path = SHARED.parents[1] / "var" / "build" / "assets"
    serve_assets: bool = False
    max_body_bytes: int = 1_000_000
    larger_bodies: Mapping[str, int] = field(default_factory=dict)
    max_form_bytes: int = 200_000
    max_concurrent: int = 12
    support_phone: str = ""

    @property
    def is_production(self) -> bool:
        return self.environment == "production"

    def cookie(self, name: str) -> str:
        """The full name of a cookie: bound to this very host in production, readable in development."""
        return f"__Host-nabo_{name}" if self.is_production else f"nabo_{name}"
