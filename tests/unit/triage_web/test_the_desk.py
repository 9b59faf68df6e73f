"""The desk: what is due first on top, one case with all that can be done with it, and no view stale unseen."""

from datetime import timedelta

import pytest

from services.triage.queries import my_queue
from shared.events.triage import CaseEscalated, CaseReopened, CaseTaken, MessageWritten, ReporterHeard
from shared.events.triage_people import Role, RoleRevoked
from tests.factories.triage_town import (
    ADDRESS,
    ANNA,
    BEN,
    DAY,
    HOUR,
    LEO,
    MARIA,
    MINA,
    NOW,
    WORDS,
    Town,
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


MARK = ">wrote again<"


@pytest.mark.parametrize(
    "news",
    [
        ReporterHeard(version=2, at=NOW + HOUR, text="It is worse."),
        ReporterHeard(version=2, at=NOW + HOUR, report_text="Both lamps are out.", is_reworded=True),
        ReporterHeard(version=2, at=NOW + HOUR, photos=["a"]),
    ],
    ids=["wrote", "reworded", "photos"],
)
def test_a_case_that_nobody_has_says_that_its_reporter_wrote_again_until_somebody_has_it_or_answers(
    town: Town, news: ReporterHeard
) -> None:
    taken, answered = town.case(**LAMP), town.case(**LAMP)
    assert MARK not in town.get(BEN, "/desk").text
    town.then(taken, news)
    town.then(answered, news)
    assert town.get(BEN, "/desk").text.count(MARK) == 2
    town.then(taken, CaseTaken(person_id=ANNA))
    town.then(answered, MessageWritten(to="reporter", written_by=BEN, at=NOW + 2 * HOUR, text="We come."))
    assert MARK not in town.get(BEN, "/desk").text


def test_R5_of_what_no_neighbour_reads_the_row_says_it_although_one_is_on_it(town: Town) -> None:
    """What came by text message is for the team alone: a neighbour's answer is none to that."""
    case_id, texted = town.with_task(MINA), NOW + HOUR
    town.then(case_id, ReporterHeard(version=2, at=texted, text="Thank you for coming."))
    assert MARK not in town.get(ANNA, "/desk?show=neighbours").text
    town.then(case_id, ReporterHeard(version=3, at=texted, text="The key is elsewhere.", by_sms=True))
    town.then(case_id, MessageWritten(to="reporter", written_by=MINA, at=texted + HOUR, text="I come."))
    assert MARK in town.get(ANNA, "/desk?show=neighbours").text
    town.then(case_id, MessageWritten(to="reporter", written_by=ANNA, at=texted + HOUR, text="Where?"))
    assert MARK not in town.get(ANNA, "/desk?show=neighbours").text


def test_whoever_answers_a_text_message_is_told_who_will_read_it(town: Town) -> None:
    """Anybody may tell of something with somebody else's number."""
    case_id, told = town.case(**LAMP), "may be somebody else than whoever texted"
    town.then(case_id, ReporterHeard(version=2, at=NOW, text="On the page."))
    assert told not in town.get(BEN, town.desk(case_id)).text
    town.then(case_id, ReporterHeard(version=3, at=NOW, text="By text.", by_sms=True))
    assert told in town.get(BEN, town.desk(case_id)).text


def test_answers_and_the_photos_that_came_with_a_report_are_no_news(town: Town) -> None:
    case_id = town.case(**LAMP)
    town.then(case_id, ReporterHeard(version=2, at=NOW, photos=["a"]), ReporterHeard(version=3, at=NOW + HOUR))
    assert MARK not in town.get(BEN, "/desk").text


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


def test_R12_what_is_past_its_deadline_stands_among_what_is_urgent_until_it_is_done(town: Town) -> None:
    late, on_time = town.case(**LAMP), town.case(**LAMP)
    town.then(late, CaseEscalated(reason="deadline_passed", team="lighting"))
    assert rows(town.get(BEN, "/desk?show=urgent").text) == [town.desk(late)]
    assert set(rows(town.get(BEN, "/desk").text)) == {town.desk(late), town.desk(on_time)}
    town.post(BEN, f"{town.desk(late)}/resolve", action="repaired", words="New lamp.")
    assert rows(town.get(BEN, "/desk?show=urgent").text) == []


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


def test_who_leaves_a_team_leaves_its_cases(town: Town) -> None:
    case_id = town.case(**LAMP)
    town.post(BEN, f"{town.desk(case_id)}/take")
    town.then_of_roles(BEN, RoleRevoked(role=Role.CASEWORKER, team="lighting"))
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


def test_how_long_what_is_kept_is_told_to_everybody(town: Town) -> None:
    page = " ".join(town.get(None, "/how").text.split())
    for said in (
        "After 365 days: the exact place. Where somebody may be in danger or it is for professionals only, after 1825",
        "Help with shopping: after 90 days.",
        "Messages that we sent: after 365 days.",
    ):
        assert said in page
    danish = " ".join(town.get(None, "/how?lang=da").text.split())
    assert "Hvor længe vi gemmer det" in danish
    assert "det præcise sted" in danish
    assert "efter 1825 dage" in danish


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


def test_what_a_sign_opened_again_is_not_said_to_be_unfixed(town: Town) -> None:
    case_id = town.case(**LAMP)
    town.then(case_id, CaseReopened(reason="sign_noticed"))
    assert "says the reporter" not in town.get(BEN, "/desk?show=reopened").text
    page = town.get(BEN, town.desk(case_id)).text
    assert "A sign of danger was noticed." in page
    assert "says the reporter" not in page


def test_what_somebody_took_waits_for_nobody(town: Town) -> None:
    case_id = town.case(**LAMP)
    assert "Waits for the team." in town.get(BEN, town.desk(case_id)).text
    town.then(case_id, CaseTaken(person_id=BEN))
    page = town.get(BEN, town.desk(case_id)).text
    assert "Waits for the team." not in page
    assert "Somebody of the team has taken it." in page
