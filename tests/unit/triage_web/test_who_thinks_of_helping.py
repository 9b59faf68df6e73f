"""`/help` for somebody who has not offered to help: what neighbours do, what is asked, and how to begin."""

from dataclasses import replace

import pytest

from services.triage.entrypoints.web.shown.tasks import tasks_shown
from services.triage.entrypoints.web.words.pack import PackWords
from tests.factories.triage_town import ANNA, MINA, Town


@pytest.mark.parametrize("person", [None, ANNA], ids=["nobody", "signed_in"])
def test_whoever_wants_to_help_reads_whom_to_call_or_write_to(town: Town, person: str | None) -> None:
    page = town.get(person, "/help").text
    assert "Kirsten" in page
    assert 'href="tel:+35895550106"' in page
    assert 'href="mailto:naboer@kluuvi.example"' in page


def test_they_read_what_neighbours_do_and_what_is_asked_of_them(town: Town) -> None:
    page = town.get(None, "/help").text
    assert "Clearing snow: about 30 minutes, outdoors or at the door" in page
    assert "Help with phone and computer from home: about 30 minutes, from your own home" in page
    for words in (
        "eighteen or older",
        "gets to know you",
        "At most 2 tasks at a time",
        "We ask at most 50 times a week",
    ):
        assert words in page


def test_whoever_helps_already_is_shown_the_way_in(town: Town) -> None:
    assert "Sign in to see what is asked of you" in town.get(None, "/help").text
    assert "You have not offered to help yet" in town.get(ANNA, "/help").text


def test_it_stands_in_danish_too(town: Town) -> None:
    page = town.get(None, "/help?lang=da").text
    assert "Ring eller skriv til Kirsten" in page


def test_each_kind_of_help_is_named_once(town: Town) -> None:
    pack = town.triage.pack
    twice = replace(pack, tasks={**pack.tasks, "other": pack.tasks["litter"]})
    names = [task.name for task in tasks_shown(twice, PackWords(pack))]
    assert len(names) == len(set(names)) == len({task.capability for task in pack.tasks.values()})


def test_without_a_coordinator_whoever_is_on_call_first_is_named(town: Town) -> None:
    town.triage = replace(town.triage, pack=replace(town.triage.pack, coordinator=None))
    page = town.get(None, "/help").text
    assert 'href="tel:+35895550110"' in page
    assert "mailto:" not in page


@pytest.mark.parametrize("path", ["/help", "/help/guide", "/how"])
@pytest.mark.parametrize("language, note", [("en", "trying the demo"), ("da", "prøve demoen")])
def test_numbers_that_are_for_trying_it_are_said_to_be(town: Town, path: str, language: str, note: str) -> None:
    assert note in town.get(None, f"{path}?lang={language}").text


def test_a_helper_reads_it_beside_their_week(town: Town) -> None:
    assert "trying the demo" in town.get(MINA, "/help").text


@pytest.mark.parametrize("path", ["/help", "/help/guide", "/how"])
def test_a_neighbourhood_that_notes_nothing_of_its_limits_shows_nothing(town: Town, path: str) -> None:
    pack = town.triage.pack
    town.triage = replace(town.triage, pack=replace(pack, limits=replace(pack.limits, note=None)))
    page = town.get(None, path).text
    assert "50" in page
    assert "alert-info" not in page
    assert "trying the demo" not in page
