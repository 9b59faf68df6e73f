"""What stands in a report by its codes is read in words, also when the pack has changed since."""

from shared.pack import load_for_intake
from shared.pack.common import CommonPack
from shared.pack.values import Texts
from shared.pack.wording import answers_in_words, name_of
from tests.unit.pack.conftest import STRICT


def strict() -> CommonPack:
    return load_for_intake(STRICT).common


def in_danish(texts: Texts) -> str:
    return texts.say("da")


def said(code: str, value: str) -> tuple[str, str]:
    [answer] = answers_in_words(strict().category("permit"), {code: value}, in_danish, lambda typed: f"kl. {typed}")
    return answer


def test_a_choice_is_read_by_its_name_and_words_as_they_were_typed() -> None:
    assert said("size", "small") == ("Hvor stor?", "Lille")
    assert said("plate", "AB 12, red") == ("Hvilken plade?", "AB 12, red")


def test_a_time_is_said_as_the_page_says_times() -> None:
    assert said("since", "12:30")[1] == "kl. 12:30"


def test_what_the_pack_does_not_know_any_more_is_shown_as_it_is() -> None:
    assert said("size", "enormous") == ("Hvor stor?", "enormous")
    assert said("colour", "red") == ("colour", "red")
    assert answers_in_words(None, {"size": "small"}, in_danish, str) == [("size", "small")]


def test_a_team_is_named_or_shown_by_its_code() -> None:
    assert name_of(strict().teams, "works", in_danish) == "driftsholdet"
    assert name_of(strict().teams, "sailors", in_danish) == "sailors"
