"""Intake's part of the matrix: a report in each situation, who knows what of it, and how each route is tried."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from werkzeug.test import TestResponse

from services.intake.bootstrap import make_key_cabinet
from services.intake.domain.api_key import MOST_PER_MINUTE
from services.intake.handlers.issue_api_key import IssueApiKey
from services.intake.handlers.revoke_api_key import RevokeApiKey
from shared.events.triage import (
    CaseClosed,
    CaseEscalated,
    CloseReason,
    InvitationAccepted,
    MessageWritten,
    PlaceDisclosed,
    ReportStatus,
)
from shared.events.triage_people import Grant, Role
from shared.ids import new_reference, random_id
from tests.factories.browsers import Browsers, Visitor
from tests.factories.matrix import Door, Row, rows_of, shown
from tests.factories.reports import HERE, NOW
from tests.integration.intake.mine import Mine
from tests.integration.intake.office import Office

ALWAYS, LINK, REPORTER = "always", "whoever has the link", "reporter who is signed in"
CANARIES: Mapping[str, str] = {
    "words": "canary-words-kestrel",
    "address": "Nygade 3",
    "contact": "ada.canary@resident.example",
    "what they wrote": "canary-message-wren",
    "what staff wrote": "canary-answer-heron",
    "what the helper did": "canary-done-lark",
    "helper": "Canarina",
    "exact place": "55.6801234",
}
"""One in every field that not everybody may read. The address is known to the map, so that it could be suggested."""

STAFF: Mapping[str, tuple[Role, str | None]] = {
    "caseworker of the team": (Role.CASEWORKER, "works"),
    "caseworker of another team": (Role.CASEWORKER, "care"),
    "coordinator": (Role.COORDINATOR, None),
    "safeguarding lead": (Role.SAFEGUARDING_LEAD, "care"),
    "auditor": (Role.AUDITOR, None),
    "administrator": (Role.ADMINISTRATOR, None),
    "assigned helper": (Role.HELPER, None),
}
WITH_A_KEY, REVOKED = "program with a key", "program whose key was revoked"
STRANGERS = frozenset({"anonymous", LINK, "whoever has its number", WITH_A_KEY, REVOKED})
KNOW_ITS_NUMBER = frozenset(
    {
        LINK,
        "whoever has its number",
        REPORTER,
        "assigned helper",
        "caseworker of the team",
        "caseworker of another team",
        "coordinator",
        "safeguarding lead",
    }
)
"""The file says the same; here it decides what they try."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """All by which a report can be asked for."""

    report_id: str
    reference: str
    secret: str


def made_up() -> Names:
    return Names(report_id=random_id(), reference=str(new_reference()), secret="x" * 43)


@dataclass(slots=True, kw_only=True)
class Scene:
    """Reports are told when somebody first tries a door of theirs. erase: lets all of a reporter be forgotten."""

    office: Office
    erase: Callable[[Mine], None]
    told: dict[str, Names] = field(default_factory=dict)
    nothing: Names = field(default_factory=made_up)
    contacts: list[str] = field(default_factory=list)
    keys: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        people = self.office.intake.people
        for actor, (role, team) in STAFF.items():
            people.keep_roles(actor, [Grant(role=role, team=team)], version=1)
        ended = Grant(role=Role.CASEWORKER, team="works", expires_at=self.office.intake.clock.now())
        people.keep_roles("whose roles have ended", [ended], version=1)
        people.keep_name("assigned helper", CANARIES["helper"], version=1)
        people.revoke_session("session of whose session was ended", NOW)
        self._issue_keys()

    def _issue_keys(self) -> None:
        cabinet = make_key_cabinet(self.office.stores, self.office.intake.clock)
        for actor in (WITH_A_KEY, REVOKED):
            wish = IssueApiKey(owner=actor, by="kim", reason="new_partner", per_minute=MOST_PER_MINUTE)
            self.keys[actor] = cabinet.issue(wish).key
        cabinet.revoke(RevokeApiKey(key=self.keys[REVOKED], by="kim", reason="key_leaked"))

    @property
    def browsers(self) -> Browsers:
        return self.office.browsers

    def open(self, door: Door, actor: str) -> TestResponse:
        return self._try(door, actor, self._names(door.row.situation))

    def open_nowhere(self, door: Door, actor: str) -> TestResponse:
        """The same door of a report that never was."""
        return self._try(door, actor, self.nothing)

    def shown(self, answer: TestResponse) -> object:
        """What an answer tells, whichever report was asked for."""
        status, data, lines = shown(answer)
        said = data.decode()
        heads = [(name, self._nameless(value)) for name, value in lines if name not in {"Set-Cookie", "Content-Length"}]
        return status, self._nameless(said), heads

    def _nameless(self, said: str) -> str:
        for names in (self.nothing, *self.told.values()):
            for each in (names.report_id, names.reference, names.secret):
                said = said.replace(each, "·")
        return said

    def _names(self, situation: str) -> Names:
        if situation == ALWAYS:
            return self.nothing
        if situation not in self.told:
            self.told[situation] = self._tell(situation)
        return self.told[situation]

    def _tell(self, situation: str) -> Names:
        contact = {"email": f"{situation}.{CANARIES['contact']}"}
        mine = Mine(self.office, **{**_TOLD, "contact": contact, **TOLD.get(situation, {})})
        names = Names(report_id=mine.id, reference=mine.taken["reference"], secret=mine.secret)
        self.contacts.append(self.office.document(mine.id)["state"]["contact_id"])
        self.office.intake.people.keep_contacts(REPORTER, self.contacts, opens_from={}, version=len(self.contacts))
        if situation not in {"done", "closed"}:
            mine.send("/write", at="", text=CANARIES["what they wrote"])
        _becomes(mine, situation)
        if situation == "erased":
            self.erase(mine)
        return names

    def _try(self, door: Door, actor: str, names: Names) -> TestResponse:
        path, who = _path(door.row, actor, names), visitor(actor, self.keys.get(actor, ""))
        return self.browsers.get(who, path) if door.method == "GET" else self.browsers.send(who, path, door.form)


def doors() -> Iterator[Door]:
    """Every row of the file. The path is made when it is known who asks."""
    for row in rows_of("intake").values():
        yield Door(row=row, path=row.rule, form=FORMS.get(row.rule, {}))


def visitor(actor: str, key: str) -> Visitor:
    if actor in STRANGERS:
        return Visitor(key=key)
    ago = timedelta(minutes=16 if actor == "whose sign-in is old" else 1)
    stands = actor != "whose session was ended"
    return Visitor(person_id=actor, session_id=f"session of {actor}", ago=ago, stands=stands)


def _path(row: Row, actor: str, names: Names) -> str:
    """Whoever does not know the number tries the reference, which is read out; and for the link, the number."""
    number = names.report_id if actor in KNOW_ITS_NUMBER else names.reference
    secret = names.secret if actor == LINK else number
    path = row.rule.replace("<reference>", names.reference)
    path = path.replace("<report_id>", number).replace("<secret>", secret)
    if row.situation != ALWAYS and row.rule.endswith("/done"):
        return f"{path}?report={number}" + (f"&mine={secret}" if actor == LINK else "")
    return path


def _becomes(mine: Mine, situation: str) -> None:
    wrote = MessageWritten(to="reporter", text=CANARIES["what staff wrote"])
    team: dict[str, Any] = {"team": "works"}
    match situation:
        case "home":
            helped = {**team, "assigned_to": "assigned helper", "private": True}
            soon = NOW + timedelta(hours=2)
            accepted = InvitationAccepted(person_id="assigned helper", expected_by=soon)
            mine.hears(accepted, 2, ReportStatus.NEIGHBOUR_ON_IT, **helped)
            shown = PlaceDisclosed(to="assigned helper", what=["place"], why="assigned")
            mine.hears(shown, 3, ReportStatus.NEIGHBOUR_ON_IT, **helped)
            mine.hears(wrote, 4, ReportStatus.NEIGHBOUR_ON_IT, **helped)
        case "raised":
            escalated = CaseEscalated(team="care", reason="protected")
            mine.hears(escalated, 2, ReportStatus.WITH_TEAM, team="care", sensitive=True)
        case "done":
            mine.is_done(version=2, words=CANARIES["what the helper did"])
        case "closed":
            closed = CaseClosed(reason=CloseReason.CONFIRMED)
            mine.is_done(version=2, words=CANARIES["what the helper did"])
            mine.hears(closed, 3, ReportStatus.CLOSED, close_reason=CloseReason.CONFIRMED)
        case "withdrawn":
            mine.send("/withdraw")
        case _:
            mine.hears(wrote, 2, ReportStatus.WITH_TEAM, **team, private=situation == "private")


_TOLD: Mapping[str, Any] = {
    "text": f"{CANARIES['words']}: the lamp is out.",
    "location": {"lat": HERE.lat, "long": HERE.long, "address": CANARIES["address"]},
}
_EXACT = {"lat": float(CANARIES["exact place"]), "long": HERE.long, "address": CANARIES["address"]}
TOLD: Mapping[str, Mapping[str, Any]] = {
    "private": {"private": True, "location": _EXACT},
    "home": {"location": _EXACT, "category": "snow_clearing", "text": f"{CANARIES['words']}: the path is white."},
    "sensitive": {"location": _EXACT, "category": "child_at_risk", "text": f"{CANARIES['words']}: she is alone."},
}
_MY = "/my/<secret>"
_LAMP = {
    "category": "street_light",
    "text": "It flickers.",
    "address": "Nygade 1",
    "consent": "no",
    "private": "no",
    "language": "en",
}
FORMS: Mapping[str, Mapping[str, Any]] = {
    "/language": {"language": "da", "next": "/"},
    "/report": _LAMP,
    "/report/for-someone": {**_LAMP, "channel": "phone"},
    "/api/intake/v1/reports": {"category": "street_light", "text": "Out.", "location": {"address": "Nygade 1"}},
    f"{_MY}/edit": {"text": "It is out again."},
    f"{_MY}/write": {"text": "Thank you."},
    f"{_MY}/outcome": {"answer": "fixed"},
}
