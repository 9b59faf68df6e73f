"""Every door of triage that is for staff, tried by staff who signed in by a mail where that is not enough."""

from dataclasses import replace

import pytest

from services.triage.handlers.vet_helper import VetHelper
from shared.events.notify_sign_ins import SignInMethod
from shared.events.triage_people import STAFF
from shared.ids import PersonId
from shared.web.access import access_of
from shared.web.sessions import MORE
from tests.factories.matrix import Door
from tests.factories.triage_matrix import ACTORS, Scene, doors, scene
from tests.factories.triage_town import ANNA, MINA, WORDS, Town, the_pack, town_in_memory

OF_STAFF = (
    "caseworker of the team",
    "caseworker of another team",
    "coordinator",
    "safeguarding lead",
    "auditor",
    "administrator",
)
UNAUTHORISED = 401


def strict(*, passkey_from_tier: int | None = None) -> Town:
    """As in production."""
    town = town_in_memory()
    town.settings = replace(town.settings, staff_may_use_links=False)
    town.triage = replace(town.triage, pack=replace(the_pack(), passkey_from_tier=passkey_from_tier))
    return town


def leads_on(here: Scene, door: Door, actor: str, method: str) -> bool:
    """Whether they are sent to where it says how to go on. A form is refused like its page, before it is looked at."""
    browser = here.town.browser(ACTORS[actor], method=method)
    headers = {"X-Form-Token": here.town.form_token(browser, ACTORS[actor])}
    answer = browser.open(door.path, method=door.method, data=dict(door.form), headers=headers)
    if answer.status_code == UNAUTHORISED:
        return bool(answer.json and answer.json["code"] == "stronger_sign_in_needed")
    return answer.headers.get("Location", "").startswith(f"{MORE}?next=/desk")


@pytest.mark.parametrize("actor", OF_STAFF)
def test_no_door_for_staff_opens_to_a_session_by_mail(actor: str) -> None:
    here = scene(strict())
    tried = 0
    for door in doors(here):
        adapter = here.town.app.url_map.bind("localhost")
        endpoint, _ = adapter.match(door.path.partition("?")[0], method=door.method)
        access = access_of(here.town.app, endpoint)
        if access.roles and door.works_for(actor):
            assert access.roles <= STAFF
            assert leads_on(here, door, actor, SignInMethod.CODE), str(door.row)
            assert not leads_on(here, door, actor, SignInMethod.PASSKEY), str(door.row)
            tried += 1
    assert tried


def test_a_case_is_read_by_passkey_and_by_the_organisations_sign_in_as_ever() -> None:
    town = strict()
    case_id = town.case()
    for method in (SignInMethod.PASSKEY, SignInMethod.OIDC):
        assert WORDS in town.browser(ANNA, method=method).get(town.desk(case_id)).text
    for method in (SignInMethod.LINK, SignInMethod.CODE, SignInMethod.OWN_PASSKEY):
        assert WORDS not in town.browser(ANNA, method=method).get(town.desk(case_id), follow_redirects=True).text


def test_helpers_need_no_passkey_where_the_pack_says_nothing() -> None:
    town = strict()
    case_id = town.with_task(MINA, category="shopping_help")
    assert WORDS in town.get(MINA, f"/help/tasks/{case_id}").text


@pytest.mark.parametrize("from_tier", [2, 3])
def test_a_helper_of_the_packs_tier_sees_where_somebody_lives_by_passkey_only(from_tier: int) -> None:
    town = strict(passkey_from_tier=from_tier)
    case_id = town.with_task(MINA, category="shopping_help")
    task = f"/help/tasks/{case_id}"
    assert town.get(MINA, task).location == f"{MORE}?next={task}"
    for method in (SignInMethod.OWN_PASSKEY, SignInMethod.PASSKEY):
        assert WORDS in town.browser(MINA, method=method).get(task).text


def test_a_helper_says_that_it_is_unsafe_however_they_signed_in() -> None:
    town = strict(passkey_from_tier=0)
    case_id = town.with_task(MINA, category="shopping_help")
    town.post(MINA, f"/help/tasks/{case_id}/on-way")
    answer = town.post(MINA, f"/help/tasks/{case_id}/unsafe")
    assert answer.status_code in {200, 303}
    assert not answer.headers.get("Location", "").startswith(MORE)


def test_below_the_packs_tier_a_mail_is_enough() -> None:
    town = strict(passkey_from_tier=3)
    case_id = town.with_task(MINA, category="shopping_help")
    town.triage.vet_helper(VetHelper(person_id=PersonId(MINA), by="test", tier=2, is_operator=True))
    assert WORDS in town.get(MINA, f"/help/tasks/{case_id}").text
