"""`/help/stop`: a helper reads what it means to stop, presses a button, and is left in peace."""

from services.triage.handlers.end_helping import EndHelping
from services.triage.handlers.withdraw_helper import WithdrawHelper
from shared.events.triage_people import Role
from shared.ids import PersonId
from tests.factories.triage_town import HOME, KIRSTEN, LEO, MINA, OTTO, RESIDENT, Town

PATH = "/help/stop"


def heard(town: Town, who: str) -> None:
    """What the worker does."""
    town.triage.withdraw_helper(WithdrawHelper(person_id=PersonId(who), has_stopped=True))
    town.triage.end_helping(EndHelping(person_id=PersonId(who)))


def test_the_way_to_it_stands_on_a_helpers_pages(town: Town) -> None:
    for path in ("/help", "/help/profile"):
        assert f'href="{PATH}"' in town.get(LEO, path).text


def test_R17_the_page_says_what_happens_and_does_nothing(town: Town) -> None:
    page = town.get(LEO, PATH).text
    assert "a vetting from before does not count" in page
    assert "Take a break instead" in page
    assert "A task is with you" not in page
    assert not town.ports.helpers.find(LEO).state.has_stopped


def test_the_page_says_so_where_a_task_is_with_them(town: Town) -> None:
    town.with_task(MINA)
    assert "It is handed back and goes to somebody else" in town.get(MINA, PATH).text


def test_whoever_stops_is_asked_nothing_and_finds_the_door_open(town: Town) -> None:
    task = town.with_task(MINA)
    asked = town.case()
    town.asked(asked, MINA)
    answer = town.post(MINA, PATH)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/help")
    heard(town, MINA)
    assert not {MINA} & {*town.ports.cases.get(task).state.active, *town.ports.cases.get(asked).state.standing}
    page = town.get(MINA, "/help").text
    assert "How to begin" in page
    assert town.get(MINA, f"/help/tasks/{task}").status_code == 404
    assert town.get(MINA, "/help/profile").headers["Location"] == "/help"
    assert Role.HELPER not in town.triage.roles.of(MINA).now(town.clock.now())


def test_their_own_file_holds_their_home_no_more(town: Town) -> None:
    assert HOME in town.get(MINA, "/help/me/data.json").text
    town.post(MINA, PATH)
    assert HOME not in town.get(MINA, "/help/me/data.json").text


def test_pressing_it_twice_is_pressing_it_once(town: Town) -> None:
    assert [town.post(OTTO, PATH).status_code for _ in range(2)] == [303, 303]
    assert town.get(OTTO, PATH).headers["Location"] == "/help"


def test_whoever_does_not_help_has_nothing_to_stop(town: Town) -> None:
    assert town.get(RESIDENT, PATH).headers["Location"] == "/help"
    assert town.post(RESIDENT, PATH).status_code == 404
    assert town.post(KIRSTEN, PATH).status_code == 404


def test_the_case_says_that_they_help_no_more(town: Town) -> None:
    task = town.with_task(MINA)
    town.post(MINA, PATH)
    heard(town, MINA)
    assert "Mina helps no more and handed it back." in town.get_as_reader_of(task, "en")
    assert "Mina hjælper ikke længere og har givet den tilbage." in town.get_as_reader_of(task, "da")
