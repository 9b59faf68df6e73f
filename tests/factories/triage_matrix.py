"""Triage's part of the matrix: a town with a case in each situation, and how each of its routes is tried there."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from werkzeug.test import TestResponse

from services.triage.handlers.hear_report import HearReport
from services.triage.handlers.release_claim import ReleaseClaim
from services.triage.handlers.revoke_helper import RevokeHelper
from services.triage.handlers.withdraw_helper import WithdrawHelper
from shared.events.intake import ReportNoLongerNeeded
from shared.events.triage_people import Grant, Role, RoleGranted, RoleProposed
from shared.ids import CaseId, PersonId, ReportId
from tests.factories import matrix
from tests.factories import triage_town as people
from tests.factories.matrix import Door, Row, rows_of
from tests.factories.triage_town import Town, invitation_id

ALWAYS = "always"
VERA = people.person("vera")
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
    "administrator": people.EVA,
    "whose roles have ended": VERA,
}
"""Those of the file, each as somebody of the town."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """cases: one for each situation of the file."""

    town: Town
    cases: Mapping[str, CaseId]

    def open(self, door: Door, actor: str) -> TestResponse:
        who = ACTORS[actor]
        if door.method == "GET":
            return self.town.get(who, door.path)
        return self.town.send(who, door.path, door.form)


def scene(town: Town) -> Scene:
    """Mina has one, after Ida handed it back and Rosa was revoked; Leo is asked; one is the lamp's; one is over."""
    for role, team in ((Role.CASEWORKER, "social"), (Role.ADMINISTRATOR, None), (Role.COORDINATOR, None)):
        town.then_of_roles(VERA, RoleGranted(role=role, team=team, expires_at=town.clock.now()))
    proposed = RoleProposed(proposed_by=people.NILS, role=PROPOSED.role, expires_at=PROPOSED.expires_at)
    town.then_of_roles(people.KIRSTEN, proposed, by=people.NILS)
    unsafe, closed = _unsafe(town), _closed(town)
    given = _given(town)
    asked = town.case(category="shopping_help")
    town.asked(asked, people.LEO)
    elsewhere = town.case(category="street_light")
    cases = {"given": given, "asked": asked, "unsafe": unsafe, "closed": closed, "elsewhere": elsewhere}
    return Scene(town=town, cases=cases)


def _unsafe(town: Town) -> CaseId:
    """Mina left it because it was not safe."""
    unsafe = town.with_task(people.MINA, category="shopping_help")
    for what in ("on-way", "unsafe"):
        town.post(people.MINA, f"/help/tasks/{unsafe}/{what}")
    return unsafe


def _closed(town: Town) -> CaseId:
    """Mina had it and Leo was asked, when the reporter needed it no longer."""
    closed = town.with_task(people.MINA, category="shopping_help")
    town.asked(closed, people.LEO)
    report_id = town.ports.cases.get(closed).state.told.report_id
    town.triage.hear_report(
        HearReport(report_id=ReportId(report_id), version=2, at=town.clock.now(), happened=ReportNoLongerNeeded())
    )
    town.triage.release_claim(
        ReleaseClaim(
            case_id=closed,
            person_id=PersonId(people.MINA),
            version=town.ports.cases.get(closed).version,
            reason="ended",
        )
    )
    return closed


def _given(town: Town) -> CaseId:
    given = town.with_task(people.IDA, category="shopping_help")
    town.post(people.IDA, f"/help/tasks/{given}/hand-back")
    town.asked(given, people.ROSA)
    town.says_yes(given, people.ROSA)
    rosa = PersonId(people.ROSA)
    town.triage.revoke_helper(RevokeHelper(person_id=rosa, by=people.KIRSTEN, reason="test"))
    town.triage.withdraw_helper(WithdrawHelper(person_id=rosa))
    town.asked(given, people.MINA)
    town.says_yes(given, people.MINA)
    return given


def doors(scene: Scene) -> Iterator[Door]:
    """Every row of the file, as it is tried in this scene."""
    for row in rows_of("triage").values():
        yield Door(row=row, path=_path(scene, row), form=_form(row))


def _form(row: Row) -> Mapping[str, str]:
    return {**FORMS.get(row.rule, {}), **(_PROPOSED if row.situation == "proposed" and "give" not in row.rule else {})}


def _path(scene: Scene, row: Row) -> str:
    case_id = scene.cases.get(row.situation, CaseId(""))
    whose = PEOPLE.get(row.situation, people.ANNA)
    values = {
        "<reference>": scene.town.reference(case_id) if case_id in scene.town.known else NO_REFERENCE,
        "<case_id>": case_id,
        "<invitation_id>": invitation_id(case_id, people.LEO) if case_id else "",
        "<person_id>": whose,
    }
    path = row.rule
    for name, value in values.items():
        path = path.replace(name, value)
    return path + (ASKED_ABOUT.get(row.rule.rpartition("/")[2], "") if row.method == "GET" else "")


NO_REFERENCE = "N-0000-0000-0"
PROPOSED = Grant(role=Role.SAFEGUARDING_LEAD, expires_at=people.NOW + people.DAY)
PEOPLE: Mapping[str, str] = {"one's own": people.EVA, "proposed": people.KIRSTEN}
"""Whose roles they are, in each situation; Anna's otherwise, who is a caseworker of the social team."""

_MEANT = {"role": "caseworker", "team": "social", "reason": "left_team"}
_PROPOSED = {"role": PROPOSED.role.value, "team": "", "until": (people.NOW + people.DAY).isoformat()}
ASKED_ABOUT: Mapping[str, str] = {
    "take-back": "?role=caseworker&team=social",
    "let-go": f"?role={PROPOSED.role}&until={quote(_PROPOSED['until'])}",
}
_DESK, _TASK, _ROLES = "/desk/cases/<reference>", "/help/tasks/<case_id>", "/desk/roles/<person_id>"
FORMS: Mapping[str, Mapping[str, str]] = {
    "/language": {"language": "da", "next": "/how"},
    f"{_DESK}/messages": {"text": "Hello."},
    f"{_DESK}/resolve": {"action": "repaired", "words": "Done."},
    f"{_DESK}/refer": {"to": "The water company"},
    f"{_DESK}/protect": {"floor_signs": "violence"},
    f"{_DESK}/to-helper": {"text": "Hello.", "letter_to": people.MINA},
    f"{_DESK}/seen-to": {"person_id": people.MINA, "alarm": "unsafe"},
    f"{_DESK}/named": {"person_id": people.OTTO},
    f"{_DESK}/lift": {"reason": "It is fine."},
    f"{_ROLES}/give": {"role": "auditor", "until": "2027-05-01", "reason": "new_duty"},
    f"{_ROLES}/agree": _MEANT,
    f"{_ROLES}/take-back": _MEANT,
    f"{_ROLES}/let-go": _MEANT,
    "/help/profile": {"capabilities": "errands", "languages": "en", "radius_m": "1000"},
    f"{_TASK}/messages": {"text": "Hello."},
}


def assert_the_rest_is_not_there(here: Scene, nowhere: Scene, actor: str) -> None:
    """nowhere: a town in which the cases never were."""
    matrix.assert_the_rest_is_not_there(doors(here), actor, here=here.open, nowhere=nowhere.open)
