"""R8: "unsafe" shows what to do and reaches the coordinator before all news; who is not back in time is looked for."""

from datetime import timedelta

from deploy.local.waiting import wait_until
from services.notify.domain.delivery import Priority
from tests.e2e.town.answering import answers
from tests.e2e.town.neighbours import are_asked, takes_it
from tests.e2e.town.reports import Told
from tests.e2e.town.stores import all_of
from tests.e2e.town.town import Town
from tests.integration.rules.acting import ADDRESS, Desks, Tell

COORDINATOR = "kirsten@desk.kluuvi.example"
ON_CALL = "+358 9 555 0110"


def calls_to_coordinators(town: Town, told: Told) -> set[tuple[object, object, object]]:
    """Message, priority and status of each that went out about it at once."""
    kept = (each for _, each in all_of(town, "notify", named="deliveries") if each.get("report_id") == told.id)
    return {(each["message"], each["priority"], each["status"]) for each in kept if each["audience"] == "coordinator"}


def test_R8_unsafe_goes_to_the_coordinator_before_all_news_and_shows_what_to_do(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True, location={"address": ADDRESS})
    helper = takes_it(are_asked(told, count=3)[0])
    helper.says("on-way")
    mark = town.mailbox.now()
    page = helper.says("unsafe")
    assert "112" in page.text
    assert ON_CALL in page.text
    letter = town.mailbox.wait_for(COORDINATOR, having=told.reference, after=mark)
    assert letter.link("/desk/cases/").endswith(told.reference)
    assert ADDRESS not in letter.all_words
    assert helper.looks().status == 404
    sent = {("unsafe", Priority.SAFETY, "sent")}
    wait_until(lambda: calls_to_coordinators(town, told) == sent, seconds=30, what="it is sent before all news")


def test_R8_the_coordinator_then_sees_the_place_and_that_is_written_down(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("snow_clearing", neighbour_consent=True, location={"address": ADDRESS})
    asked = are_asked(told, count=3)[0]
    kirsten = desk("kirsten")
    assert kirsten.case(told.reference).status == 404, "before, a coordinator does not see places"
    helper = takes_it(asked)
    helper.says("unsafe")
    page = kirsten.waits_for(told.reference)
    assert ADDRESS in page.text
    kirstens_id = "6b09fe48-24d6-4ffe-a4ef-7ba01ea865d7"

    def is_written_down() -> bool:
        return any(
            each["data"]["to"] == kirstens_id
            for _, each in all_of(town, "triage", named="cases.history")
            if each["type"] == "triage.place.disclosed.v1" and each["of"] == asked.claims["case_id"]
        )

    wait_until(is_written_down, seconds=30, what="the showing is in the history")


def test_R8_the_coordinator_asks_after_whoever_left_who_reads_it_without_the_place(
    town: Town, tell: Tell, desk: Desks
) -> None:
    told = tell("snow_clearing", neighbour_consent=True, location={"address": ADDRESS})
    asked = are_asked(told, count=3)[0]
    helper = takes_it(asked)
    helper.says("unsafe")
    kirsten = desk("kirsten")
    kirsten.waits_for(told.reference)
    mark = town.mailbox.now()
    assert kirsten.does(told.reference, "to-helper", text="Are you safely home?").status == 200
    letter = town.mailbox.wait_for(asked.email, having="/messages", after=mark)
    assert told.reference in letter.subject
    assert "safely home" not in letter.all_words
    page = helper.browser.get(town.address(letter.link("/messages")))
    assert "Are you safely home?" in page.text
    assert ADDRESS not in page.text
    said, mark = "I am home, and my arm is better.", town.mailbox.now()
    answers(town, letter, said)
    answered = town.mailbox.wait_for(COORDINATOR, having=told.reference, after=mark)
    assert answered.link("/desk/cases/").endswith(told.reference)
    assert said not in answered.all_words
    assert said in kirsten.waits_for(told.reference).text


def test_R8_after_unsafe_no_other_neighbour_is_sent_there(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    first, second, _ = are_asked(told, count=3)
    takes_it(first).says("unsafe")
    assert told.becomes("with_team")["route"] == "professional"
    town.pass_time(timedelta(minutes=5))
    assert second.insists("accept").status in {403, 404, 409, 410}


def test_R8_who_is_not_back_in_time_is_reminded_and_the_coordinator_alarmed(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)[0]
    helper = takes_it(asked)
    helper.says("on-way")
    mark = asked.has_it_in_writing().number
    town.pass_time(timedelta(hours=2, minutes=1))
    town.mailbox.wait_for(asked.email, having=told.reference, after=mark)
    town.mailbox.wait_for(COORDINATOR, having=told.reference, after=mark)


def test_R8_every_page_of_a_task_names_who_answers_now(tell: Tell) -> None:
    helper = takes_it(are_asked(tell("snow_clearing", neighbour_consent=True), count=3)[0])
    assert ON_CALL in helper.looks().text
    assert ON_CALL in helper.browser.get("/help").text
