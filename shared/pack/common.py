"""What categories.yaml says: the neighbourhood, its languages, and the codes and words that every service reads."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Protocol, TypeVar

from marshmallow import validate

from shared.events.place import Place
from shared.pack.fields import CodeField, DangerSignRef, FloorSignRef, GroupRef, PhoneField, PhrasesField, WordsField
from shared.pack.kept import KeptFor, kept_of
from shared.pack.time_fields import ZoneField
from shared.pack.values import Texts
from shared.retention import Kept

Phrases = Mapping[str, tuple[str, ...]]


class PlaceKind(StrEnum):
    """Whose place it is; a category that does not say counts as home."""

    PUBLIC = "public"
    HOME = "home"


class Datatype(StrEnum):
    """What a question's answer is, in Open311's words."""

    STRING = "string"
    NUMBER = "number"
    DATETIME = "datetime"
    TEXT = "text"
    SINGLE_VALUE_LIST = "singlevaluelist"
    MULTI_VALUE_LIST = "multivaluelist"


class ActionBy(StrEnum):
    """Who may resolve a case with an action."""

    TEAM = "team"
    NEIGHBOUR = "neighbour"


class Coded(Protocol):
    """Anything that a pack gives a code."""

    @property
    def code(self) -> str: ...


Thing = TypeVar("Thing", bound=Coded)


def with_code(things: Iterable[Thing], code: str) -> Thing | None:
    """Find the one thing with this code."""
    return next((thing for thing in things if thing.code == code), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Neighbourhood:
    """languages: the first is fallen back on. centre: where maps open. is_demo: every page says so."""

    name: Texts
    languages: tuple[str, ...] = field(metadata={"validate": validate.Length(min=1)})
    zone: Annotated[str, ZoneField]
    centre: Place
    is_demo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A code and its name: a group, team, capability or floor sign."""

    code: Annotated[str, CodeField]
    name: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """What can be said to have been done; closing needs one."""

    code: Annotated[str, CodeField]
    name: Texts
    by: ActionBy = field(default=ActionBy.TEAM, metadata={"by_value": True})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a rule of this pack decided as it did, for each of those who may ask."""

    code: Annotated[str, CodeField]
    resident: Texts
    helper: Texts
    auditor: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class DangerSign:
    """A reason to think someone may be in danger now, and what to do at once."""

    code: Annotated[str, CodeField]
    name: Texts
    at_once: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class EmergencyNumber:
    """A number to call and when; the first is the one for life and limb."""

    number: Annotated[str, PhoneField]
    name: Texts
    when: Texts


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One answer of a list, with the signs it is."""

    key: Annotated[str, CodeField]
    name: Texts
    danger: tuple[Annotated[str, DangerSignRef], ...] = ()
    floor: tuple[Annotated[str, FloorSignRef], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """One question of a category; with `variable` false it is text to read only."""

    code: Annotated[str, CodeField]
    datatype: Datatype = field(metadata={"by_value": True})
    text: Texts
    hint: Texts | None = None
    required: bool = False
    variable: bool = True
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskWords:
    """What a neighbour is asked, in the pack's words: one sentence, more about it, what to look out for.

    when: the question, of those that ask for a time, whose answer says when to come; it is told before a yes.
    """

    title: Texts
    text: Texts
    risks: tuple[Texts, ...] = ()
    when: Annotated[str, CodeField] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """What a report is about. danger, floor: signs it always bears. task: what a neighbour can do about it."""

    code: Annotated[str, CodeField]
    name: Texts
    description: Texts
    group: Annotated[str, GroupRef]
    icon: Annotated[str, WordsField]
    place_kind: PlaceKind = field(default=PlaceKind.HOME, metadata={"by_value": True})
    keywords: Annotated[Phrases, PhrasesField] = field(default_factory=dict)
    danger: tuple[Annotated[str, DangerSignRef], ...] = ()
    floor: tuple[Annotated[str, FloorSignRef], ...] = ()
    questions: tuple[Question, ...] = ()
    notices: tuple[Texts, ...] = ()
    photos: bool = True
    task: TaskWords | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CommonPack:
    """All of categories.yaml. at_once: what anybody in danger should do, whatever the sign. kept: how long what is."""

    neighbourhood: Neighbourhood
    at_once: Texts
    emergency: tuple[EmergencyNumber, ...] = field(metadata={"validate": validate.Length(min=1)})
    danger_signs: tuple[DangerSign, ...]
    floor_signs: tuple[Named, ...]
    groups: tuple[Named, ...]
    teams: tuple[Named, ...]
    capabilities: tuple[Named, ...]
    actions: tuple[Action, ...]
    reasons: tuple[Reason, ...]
    categories: tuple[Category, ...]
    kept: KeptFor | None = None

    @property
    def retention(self) -> Kept:
        """How long what is kept."""
        return kept_of(self.kept, (each.code for each in self.categories))

    def category(self, code: str) -> Category | None:
        """Find a category; None is the unknown one, which goes to professionals."""
        return with_code(self.categories, code)
