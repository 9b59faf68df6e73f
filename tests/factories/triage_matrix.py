"""Who may see what of triage: every route, every kind of person, and what they get."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from werkzeug.test import TestResponse

from services.triage.handlers.revoke_helper import RevokeHelper
from services.triage.handlers.withdraw_helper import WithdrawHelper
from shared.ids import CaseId, PersonId
from tests.factories import triage_town as people
from tests.factories.triage_town import Town, invitation_id

SERVER_ERRORS = 500


class Gets(StrEnum):
    """What an actor gets: it works, they are asked to sign in, or it is as if it were not there."""

    WORKS = "works"
    SIGN_IN = "sign in"
    NOTHING = "nothing"


ACTORS: Mapping[str, str | None] = {
    "anonymous": None,
    "resident": people.RESIDENT,
    "invited helper": people.LEO,
    "other helper": people.OTTO,
    "assigned helper": people.MINA,
    "former helper": people.IDA,
    "revoked helper": people.ROSA,
    "caseworker of the team": people.ANNA,
    "caseworker of another team": people.BEN,
    "coordinator": people.KIRSTEN,
    "safeguarding lead": people.MARIA,
    "auditor": people.AVA,
}
EVERYBODY = frozenset(ACTORS)
SIGNED_IN = EVERYBODY - {"anonymous"}
AT_DESK = frozenset(
    {"caseworker of the team", "caseworker of another team", "coordinator", "safeguarding lead", "auditor"}
)
THE_TEAM = frozenset({"caseworker of the team"})
PROTECTORS = THE_TEAM | {"safeguarding lead"}
READERS = PROTECTORS | {"auditor"}
INVITED, ASSIGNED = frozenset({"invited helper"}), frozenset({"assigned helper"})
HAD_IT = WAS_ASKED = frozenset({"assigned helper", "former helper", "revoked helper"})
HELPERS = frozenset({"invited helper", "other helper", "assigned helper", "former helper", "revoked helper"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """A route as one town has it. works_for: the actors for whom it works."""

    rule: str
    method: str
    path: str
    works_for: frozenset[str]
    asks_strangers_to_sign_in: bool = False
    form: Mapping[str, str]

    def for_actor(self, actor: str) -> Gets:
        if actor in self.works_for:
            return Gets.WORKS
        return Gets.SIGN_IN if actor == "anonymous" and self.asks_strangers_to_sign_in else Gets.NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """One case that Mina has, after Ida handed it back and Rosa was revoked, and one that Leo is asked about."""

    town: Town
    given: CaseId
    asked: CaseId

    def open(self, door: Door, actor: str) -> TestResponse:
        who = ACTORS[actor]
        if door.method == "GET":
            return self.town.get(who, door.path)
        return self.town.send(who, door.path, door.form)


def scene(town: Town) -> Scene:
    given = town.case(category="shopping_help")
    town.asked(given, people.IDA)
    town.says_yes(given, people.IDA)
    town.post(people.IDA, f"/help/tasks/{given}/hand-back")
    town.asked(given, people.ROSA)
    town.says_yes(given, people.ROSA)
    rosa = PersonId(people.ROSA)
    town.triage.revoke_helper(RevokeHelper(person_id=rosa, by=people.KIRSTEN, reason="test"))
    town.triage.withdraw_helper(WithdrawHelper(person_id=rosa))
    town.asked(given, people.MINA)
    town.says_yes(given, people.MINA)
    asked = town.case(category="shopping_help")
    town.asked(asked, people.LEO)
    return Scene(town=town, given=given, asked=asked)


def doors(scene: Scene) -> Iterator[Door]:
    """Every route of triage, in this scene."""
    yield from _public()
    yield from _desk(scene)
    yield from _helpers(scene)
    yield from _tasks(scene)


def _public() -> Iterator[Door]:
    for path in (
        "/how",
        "/help",
        "/help/guide",
        "/api/triage/docs",
        "/api/triage/openapi.json",
        "/api/triage/v1/policy",
        "/healthz/triage",
        "/readyz/triage",
        "/metrics/triage",
    ):
        yield _door("GET", path, EVERYBODY)
    yield _door("POST", "/language", EVERYBODY, language="da", next="/how")


def _desk(scene: Scene) -> Iterator[Door]:
    yield _door("GET", "/desk", AT_DESK, asks=True)
    yield _door("GET", "/desk/find", AT_DESK, asks=True)
    yield _door("GET", "/desk/danger", AT_DESK, asks=True)
    yield _door("GET", "/api/triage/v1/queue", AT_DESK - {"coordinator", "auditor"}, asks=True)
    path, rule = scene.town.desk(scene.given), "/desk/cases/<reference>"
    yield _door("GET", path, READERS, rule=rule, asks=True)
    team_only: Mapping[str, Mapping[str, str]] = {
        "take": {},
        "messages": {"text": "Hello."},
        "resolve": {"action": "repaired", "words": "Done."},
        "refer": {"to": "The water company"},
    }
    for what, form in team_only.items():
        yield _door("POST", f"{path}/{what}", THE_TEAM, rule=f"{rule}/{what}", asks=True, **form)
    yield _door("POST", f"{path}/protect", PROTECTORS, rule=f"{rule}/protect", asks=True, floor_signs="violence")
    alarm = {"person_id": people.MINA, "alarm": "unsafe"}  # to a coordinator, too, only an alarm is there
    yield _door("POST", f"{path}/seen-to", frozenset(), rule=f"{rule}/seen-to", asks=True, **alarm)
    named = {"person_id": people.OTTO}
    yield _door("POST", f"{path}/named", PROTECTORS, rule=f"{rule}/named", asks=True, **named)
    yield _door("POST", f"{path}/lift", PROTECTORS, rule=f"{rule}/lift", asks=True, reason="It is fine.")


def _helpers(scene: Scene) -> Iterator[Door]:
    asked, rule = f"/help/asked/{invitation_id(scene.asked, people.LEO)}", "/help/asked/<invitation_id>"
    yield _door("GET", asked, INVITED, rule=rule, asks=True)
    yield _door("POST", f"{asked}/accept", INVITED, rule=f"{rule}/accept", asks=True)
    yield _door("POST", f"{asked}/decline", INVITED, rule=f"{rule}/decline", asks=True)
    yield _door("GET", "/help/unsafe", SIGNED_IN, asks=True)
    yield _door("GET", "/help/danger", SIGNED_IN, asks=True)
    yield _door("GET", "/help/me/data.json", SIGNED_IN, asks=True)
    yield _door("POST", "/help/pause", HELPERS, asks=True)
    yield _door("GET", "/help/profile", SIGNED_IN, asks=True)
    yield _door("POST", "/help/profile", HELPERS, asks=True, capabilities="errands", languages="en", radius_m="1000")
    yield _door("POST", "/help/resume", HELPERS, asks=True)


def _tasks(scene: Scene) -> Iterator[Door]:
    task, rule = f"/help/tasks/{scene.given}", "/help/tasks/<case_id>"
    yield _door("GET", task, ASSIGNED, rule=rule, asks=True)
    for what in ("on-way", "on-site", "done"):
        yield _door("POST", f"{task}/{what}", ASSIGNED, rule=f"{rule}/{what}", asks=True)
    handed_back = ASSIGNED | {"former helper"}  # pressing it twice is pressing it once
    yield _door("POST", f"{task}/hand-back", handed_back, rule=f"{rule}/hand-back", asks=True)
    yield _door("POST", f"{task}/messages", ASSIGNED, rule=f"{rule}/messages", asks=True, text="Hello.")
    yield _door("POST", f"{task}/unsafe", HAD_IT, rule=f"{rule}/unsafe", asks=True)
    yield _door("POST", f"{task}/block", WAS_ASKED, rule=f"{rule}/block", asks=True)


def _door(
    method: str, path: str, works_for: frozenset[str], *, rule: str = "", asks: bool = False, **form: str
) -> Door:
    return Door(
        rule=rule or path,
        method=method,
        path=path,
        works_for=works_for,
        asks_strangers_to_sign_in=asks,
        form=form,
    )


def what_they_get(answer: TestResponse) -> Gets:
    if answer.status_code == 404:
        return Gets.NOTHING
    leads_to_sign_in = answer.headers.get("Location", "").startswith("/me/sign-in")
    return Gets.SIGN_IN if leads_to_sign_in or answer.status_code == 401 else Gets.WORKS


def shown(answer: TestResponse) -> tuple[int, bytes, list[tuple[str, str]]]:
    """All that an answer tells, but for its own number."""
    lines = [(name, value) for name, value in answer.headers if name != "X-Correlation-Id"]
    return answer.status_code, answer.data, sorted(lines)


def assert_the_rest_is_not_there(here: Scene, nowhere: Scene, actor: str) -> None:
    """Where somebody gets nothing, they get what there is in a town in which the case never was, to the byte."""
    for door in doors(here):
        expected = door.for_actor(actor)
        if expected is Gets.WORKS and door.method == "POST":
            continue
        answer = here.open(door, actor)
        assert what_they_get(answer) is expected, (door.method, door.path, answer.status_code)
        assert answer.status_code < SERVER_ERRORS
        if expected is not Gets.WORKS:
            assert shown(answer) == shown(nowhere.open(door, actor)), (door.method, door.path)
