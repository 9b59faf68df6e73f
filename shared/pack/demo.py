"""What demo.yaml says: made-up people, every one marked as such, so that a fresh Nabo can be tried at once."""

from dataclasses import dataclass, field
from typing import Annotated

from marshmallow import validate

from shared.events.place import Place
from shared.events.triage_people import Hours, Role
from shared.pack.fields import CapabilityRef, LanguageRef, TeamRef, WordsField

EXAMPLE = validate.Regexp(r".*\.example$", error="is not at an example domain (.example)")
RANDOM_UUID = validate.Regexp(
    r"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$", error="is no UUID 4"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoRole:
    """A role, for a team where it has one."""

    role: Role = field(metadata={"by_value": True})
    team: Annotated[str, TeamRef] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoHelp:
    """What a helper offers. radius_m: how far they would go. hours: when they may be asked. tier: their vetting."""

    home: Place
    capabilities: tuple[Annotated[str, CapabilityRef], ...] = field(metadata={"validate": validate.Length(min=1)})
    radius_m: int = field(metadata={"validate": validate.Range(min=1)})
    hours: tuple[Hours, ...]
    tier: int = field(metadata={"validate": validate.Range(min=0, max=3)})
    address: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoPerson:
    """One made-up person. languages: the first is the one we write in."""

    person_id: str = field(metadata={"validate": RANDOM_UUID})
    first_name: Annotated[str, WordsField]
    email: str = field(metadata={"validate": EXAMPLE})
    languages: tuple[Annotated[str, LanguageRef], ...] = field(metadata={"validate": validate.Length(min=1)})
    roles: tuple[DemoRole, ...] = ()
    help: DemoHelp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Cluster:
    """Where generated helpers live: this share of them, scattered so many metres around a point."""

    centre: Place
    spread_m: int = field(metadata={"validate": validate.Range(min=1)})
    share: float = field(metadata={"validate": validate.Range(min=0, max=1)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Generate:
    """Helpers made by a seed: the same ones every time. tiers: how many of each 100 have tier 0, 1, 2, 3."""

    helpers: int = field(metadata={"validate": validate.Range(min=1, max=1_000_000)})
    seed: int
    email_domain: str = field(metadata={"validate": EXAMPLE})
    capabilities: tuple[Annotated[str, CapabilityRef], ...] = field(metadata={"validate": validate.Length(min=1)})
    radius_m: tuple[int, ...] = field(metadata={"validate": validate.Length(min=1)})
    tiers: tuple[int, ...] = field(metadata={"validate": validate.Length(equal=4)})
    clusters: tuple[Cluster, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DemoFile:
    """demo.yaml."""

    people: tuple[DemoPerson, ...] = ()
    generate: Generate | None = None
