"""The desk: what is due first on top, one case with all that can be done with it, and no view stale unseen."""

from datetime import timedelta

import pytest

from services.triage.queries import my_queue
from shared.events.triage import AssignmentOverdue, CaseReopened, CaseTaken
from tests.factories.triage_town import (
    ADDRESS,
    ANNA,
    AVA,
    BEN,
    DAY,
    HOUR,
    KIRSTEN,
    LEO,
    MARIA,
    MINA,
    NOW,
    WORDS,
    Town,
    person,
)

LAMP = {"category": "street_light"}


def rows(page: str) -> list[str]:
    """The addresses of the cases on a page, in order."""
    return [part.split('"', 1)[0] for part in page.split('class="n-card__title"><a href="')[1:]]


def next_page(page: str) -> str:
    """Where "older" leads; empty on the last page."""
    found = page.split('rel="next" href="', 1)
    return found[1].split('"', 1)[0].replace("&amp;", "&") if len(found) > 1 else ""


def test_what_is_due_first_stands_first_and_what_is_late_says_so(town: Town) -> None:
    first = town.case(**LAMP)
    town.clock.advance(DAY)
    second = town.case(**LAMP)
    town.clock.advance(5 * DAY)
    page = town.get(BEN, "/desk").text
    assert rows(page) == [town.desk(first), town.desk(second)]
    assert page.count(">late<") == 1
    assert "2 cases" in page


def test_a_row_says_what_where_since_when_why_here_and_what_is_due(town: Town) -> None:
    case_id = town.case(**LAMP, address="Fabianinkatu 12")
    page = town.get(BEN, "/desk").text
    for said in (
        "Street lamp",
        "Fabianinkatu 12",
        town.reference(case_id),
        "1 hour ago",
        "belongs to a trade",
        "Monday",
    ):
        assert said in page, said


def test_R5_the_queue_shows_no_place_of_a_home_and_no_words(town: Town) -> None:
    town.case(category="shopping_help")
    page = town.get(ANNA, "/desk?show=neighbours").text
    assert "at a home" in page
    assert ADDRESS not in page
    assert WORDS not in page


@pytest.mark.parametrize("show", list(my_queue.Show))
def test_every_filter_has_its_own_empty_page(town: Town, show: str) -> None:
    page = town.get(BEN, f"/desk?show={show}")
    assert page.status_code == 200
    assert 'class="n-empty"' in page.text
    assert "aria-current" in page.text


def test_filters_show_what_they_say(town: Town) -> None:
    plain, mine, again, done = (town.case(**LAMP) for _ in range(4))
    town.then(mine, CaseTaken(person_id=BEN))
    town.then(again, CaseReopened(reason="not_fixed"))
    town.post(BEN, f"{town.desk(done)}/resolve", action="repaired", words="New lamp.")
    shown = {str(show): set(rows(town.get(BEN, f"/desk?show={show}").text)) for show in my_queue.Show}
    assert shown["team"] == {town.desk(one) for one in (plain, mine, again)}
    assert shown["mine"] == {town.desk(mine)}
    assert shown["reopened"] == {town.desk(again)}
    assert shown["waiting"] == {town.desk(done)}
    assert not shown["neighbours"]


def test_a_danger_sign_stands_with_the_team_that_protects_and_is_urgent(town: Town) -> None:
    case_id = town.case(**LAMP, danger_signs=["electricity"])
    page = town.get(MARIA, "/desk?show=urgent").text
    assert rows(page) == [town.desk(case_id)]
    assert ">urgent<" in page
    assert rows(town.get(BEN, "/desk").text) == []


def test_pages_follow_one_another_without_gap_or_repetition(town: Town) -> None:
    cases = {town.desk(town.case(**LAMP)) for _ in range(60)}
    seen: list[str] = []
    path = "/desk"
    while path:
        page = town.get(BEN, path).text
        seen += rows(page)
        path = next_page(page)
    assert len(seen) == 60
    assert set(seen) == cases


@pytest.mark.parametrize("mark", ["altered", "of somebody else", "of another list", "made up"])
def test_a_mark_of_a_page_that_was_not_made_for_this_list_and_reader_begins_anew(town: Town, mark: str) -> None:
    town.grant(LEO, team="lighting")
    for case_id in [town.case(**LAMP) for _ in range(26)][:3]:
        town.then(case_id, CaseTaken(person_id=BEN))
    page = town.get(BEN, "/desk").text
    address = next_page(page)
    match mark:
        case "altered":
            answer, first = town.get(BEN, address[:-3] + "AAA"), page
        case "of somebody else":
            answer, first = town.get(LEO, address), town.get(LEO, "/desk").text
        case "of another list":
            other = "/desk?show=mine"
            answer, first = town.get(BEN, address.replace("show=team", "show=mine")), town.get(BEN, other).text
        case _:
            answer, first = town.get(BEN, "/desk?after=x%00%ff"), page
    assert rows(first)
    assert rows(answer.text) == rows(first)


def test_more_than_a_thousand_are_not_counted() -> None:
    class Many:
        def on_shelves(self, *_: object, **__: object) -> list[object]:
            return []

        def count_on_shelves(self, _: object, *, up_to: int) -> int:
            return up_to

    question = my_queue.MyQueue(person_id=BEN, teams=frozenset({"lighting"}))
    assert my_queue.my_queue(question, cases=Many(), now=NOW).count is None  # type: ignore[arg-type]


def test_whoever_asks_again_is_told_nothing_while_nothing_is_new(town: Town) -> None:
    town.case(**LAMP)
    browser = town.browser(BEN)
    mark = browser.get("/desk", buffered=True).headers["ETag"]
    assert browser.get("/desk", headers={"If-None-Match": mark}, buffered=True).status_code == 304
    town.case(**LAMP)
    fresh = browser.get("/desk", headers={"If-None-Match": mark}, buffered=True)
    assert fresh.status_code == 200
    assert len(rows(fresh.text)) == 2


def test_a_case_shows_what_was_said_what_is_due_why_and_what_can_be_done(town: Town) -> None:
    case_id = town.case(**LAMP)
    page = town.get(BEN, town.desk(case_id)).text
    for said in (
        WORDS,
        ADDRESS,
        "The lighting team does it",
        "The category belongs to a trade",
        "I take it",
        "It is done",
    ):
        assert said in page, said


def test_a_case_is_found_however_its_reference_is_typed(town: Town) -> None:
    case_id = town.case(**LAMP)
    typed = town.reference(case_id).lower().replace("-", "")
    assert town.get(BEN, f"/desk/cases/{typed}").status_code == 200
    assert town.get(BEN, "/desk/cases/nonsense").status_code == 404


def test_whoever_has_a_reference_on_the_phone_finds_the_case(town: Town) -> None:
    case_id = town.case(**LAMP)
    typed = town.reference(case_id).lower().replace("-", " ")
    assert town.get(BEN, f"/desk/find?reference={typed}").headers["Location"] == town.desk(case_id)
    assert town.get(BEN, "/desk/find?reference=N-7K3M").headers["Location"] == "/desk"


def test_every_reading_of_protected_facts_is_noted_before_it_is_shown(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    for who in (ANNA, MARIA, AVA):
        assert town.get(who, town.desk(case_id)).status_code == 200
    shown = [one["data"]["to"] for one in town.ports.cases.history(case_id) if "disclosed" in one["type"]]
    assert shown == [ANNA, MARIA, AVA]


def test_reading_an_open_place_needs_no_note(town: Town) -> None:
    case_id = town.case(**LAMP)
    town.get(BEN, town.desk(case_id))
    assert "triage.place.disclosed.v1" not in town.happened(case_id)


def test_a_professional_takes_writes_and_resolves(town: Town) -> None:
    case_id = town.case(**LAMP)
    path = town.desk(case_id)
    assert town.post(BEN, f"{path}/take").headers["Location"] == path
    assert "You have taken it." in town.get(BEN, path).text
    town.post(BEN, f"{path}/messages", text="We come on Thursday.")
    assert "We come on Thursday." in town.get(BEN, path).text
    town.post(BEN, f"{path}/resolve", action="repaired", words="New lamp fitted.")
    assert "asked whether it is fixed" in town.get(BEN, path).text
    assert town.happened(case_id)[-3:] == [
        "triage.case.taken.v1",
        "triage.message.written.v1",
        "triage.case.resolved.v1",
    ]


@pytest.mark.parametrize(
    "deed,form,said",
    [
        ("resolve", {"words": "Done."}, "Choose what was done."),
        ("resolve", {"action": "repaired"}, "Write a sentence for the reporter."),
        ("resolve", {"action": "magic", "words": "Done."}, "Choose what was done."),
        ("messages", {}, "Write what you want to say."),
        ("messages", {"text": "x" * 2001}, "At most 2,000 characters."),
        ("refer", {}, "Say to whom."),
        ("protect", {}, "Say what you noticed."),
        ("protect", {"floor_signs": "bad_mood"}, "Choose one of the answers."),
        ("named", {}, "Choose who it is."),
    ],
)
def test_a_form_that_is_not_right_says_so_beside_the_field_and_keeps_what_was_typed(
    town: Town, deed: str, form: dict[str, str], said: str
) -> None:
    case_id = town.case(**LAMP)
    before = town.happened(case_id)
    answer = town.post(BEN, f"{town.desk(case_id)}/{deed}", **form)
    assert answer.status_code == 422
    assert said in answer.text
    assert town.happened(case_id) == before
    assert all(form[name] in answer.text for name in ("words", "text") if name in form)


def test_a_stale_view_is_told_what_changed_and_may_go_on(town: Town) -> None:
    case_id = town.case(**LAMP)
    path = town.desk(case_id)
    seen = town.triage.cases.by_reference(town.reference(case_id)).version
    town.then(case_id, CaseTaken(person_id=person("carla")), by=person("carla"))
    form = {"action": "repaired", "words": "New lamp fitted."}
    answer = town.post(BEN, f"{path}/resolve", version=seen, **form)
    assert answer.status_code == 412
    assert "A colleague took the case." in answer.text
    assert "New lamp fitted." in answer.text
    assert "Repaired" in answer.text
    now = answer.text.split('name="version" value="', 1)[1].split('"', 1)[0]
    assert town.post(BEN, f"{path}/resolve", version=now, **form).status_code == 303


def test_that_somebody_looked_makes_no_view_stale(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    path = town.desk(case_id)
    town.get(ANNA, path)
    seen = town.triage.cases.by_reference(town.reference(case_id)).version
    town.get(MARIA, path)
    town.get(AVA, path)
    assert town.post(ANNA, f"{path}/take", version=seen).status_code == 303


def test_what_cannot_be_done_now_is_refused_with_the_reason_and_keeps_what_was_typed(town: Town) -> None:
    case_id = town.case(**LAMP)
    path = town.desk(case_id)
    town.post(BEN, f"{path}/resolve", action="repaired", words="New lamp.")
    answer = town.post(BEN, f"{path}/resolve", action="repaired", words="Once more.")
    assert answer.status_code == 409
    assert "It is done already; the reporter is asked whether it is fixed." in answer.text


def test_R2_protection_rises_by_one_and_is_lifted_only_by_the_lead_and_another(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    path = town.desk(case_id)
    town.asked(case_id, LEO)
    assert town.post(ANNA, f"{path}/protect", floor_signs="money").status_code == 303
    assert town.get(LEO, "/help").text.count("Could you fetch groceries") == 0
    case = town.triage.cases.by_reference(town.reference(case_id)).state
    assert case.decision.route == "professional"
    assert case.decision.team == "safeguarding"
    town.post(MARIA, f"{path}/lift", reason="It was play money.")
    alone = town.post(MARIA, f"{path}/lift", reason="I am sure.")
    assert alone.status_code == 303
    case = town.triage.cases.by_reference(town.reference(case_id)).state
    assert case.bears_floor
    assert town.post(ANNA, f"{path}/lift", reason="I agree.").status_code == 404
    town.grant(BEN, team="safeguarding")
    assert "A second person must agree." in town.get(BEN, path).text
    assert town.post(BEN, f"{path}/lift", reason="I agree.").status_code == 303
    assert not town.triage.cases.by_reference(town.reference(case_id)).state.bears_floor


def test_a_neighbour_who_has_it_is_not_pushed_aside(town: Town) -> None:
    case_id = town.with_task(MINA, category="shopping_help")
    page = town.get(ANNA, town.desk(case_id)).text
    assert "/take" not in page
    assert town.post(ANNA, f"{town.desk(case_id)}/take").status_code == 409


def test_taking_a_case_over_from_those_who_are_asked_stands_them_down_kindly(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    town.asked(case_id, LEO)
    assert "I take it over" in town.get(ANNA, town.desk(case_id)).text
    town.post(ANNA, f"{town.desk(case_id)}/take")
    assert "triage.invitation.stood_down.v1" in town.happened(case_id)


def test_a_coordinator_sees_who_is_overdue_and_what_to_do_but_not_where(town: Town) -> None:
    case_id = town.with_task(MINA)
    assert "All is well" in town.get(KIRSTEN, "/desk").text
    town.then(case_id, AssignmentOverdue(person_id=MINA))
    assert "Mina said yes and has not set out" in town.get(KIRSTEN, "/desk").text
    page = town.get(KIRSTEN, town.desk(case_id)).text
    assert "Ask Mina kindly" in page
    assert ADDRESS not in page
    assert WORDS not in page


def test_who_leaves_a_team_leaves_its_cases(town: Town) -> None:
    case_id = town.case(**LAMP)
    town.post(BEN, f"{town.desk(case_id)}/take")
    town.then_role_ends(BEN, team="lighting")
    assert town.get(BEN, "/desk?show=mine").status_code == 404
    assert town.get(BEN, town.desk(case_id)).status_code == 404


def test_a_role_that_has_expired_opens_nothing(town: Town) -> None:
    town.grant(LEO, team="lighting", until=town.clock.now() + HOUR)
    assert town.get(LEO, "/desk").status_code == 200
    town.clock.advance(timedelta(hours=1, minutes=1))
    assert town.get(LEO, "/desk").status_code == 404


def test_how_we_decide_says_the_live_rules_in_plain_words(town: Town) -> None:
    page = town.get(None, "/how").text
    assert town.triage.neighbourhood.policy.version in page
    assert "22 to 7" in page
    assert page.count('class="n-panel') == len(town.triage.neighbourhood.policy.rules)
    danish = town.get(None, "/how?lang=da").text
    assert "Sådan" in danish or "Hvad der altid gælder" in danish


def test_the_api_tells_the_live_policy_and_my_queue(town: Town) -> None:
    case_id = town.case(**LAMP)
    policy = town.get(None, "/api/triage/v1/policy").get_json()
    assert [rule["code"] for rule in policy["rules"]] == [rule.code for rule in town.triage.neighbourhood.policy.rules]
    queue = town.get(BEN, "/api/triage/v1/queue?show=team").get_json()
    assert [one["reference"] for one in queue["cases"]] == [town.reference(case_id)]
    assert queue["count"] == 1
    refused = town.get(BEN, "/api/triage/v1/queue?show=all")
    assert refused.status_code == 422
    assert refused.mimetype == "application/problem+json"
    assert town.get(None, "/api/triage/v1/queue").status_code == 401
