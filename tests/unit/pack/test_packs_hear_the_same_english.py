"""What is a sign in one town's English is one in the other's, but for what only one of them knows."""

from collections.abc import Iterator, Mapping
from pathlib import Path

import yaml

PACKS = Path(__file__).parents[3] / "deploy" / "neighbourhoods"
Phrases = Mapping[str, list[str]]

ELSEWHERE_ALONE = {
    # Finnish, Swedish and German, the languages most often heard there beside those of the pack.
    *("tulipalo*|brinner", "es brennt", "slår mig", "schlägt|vergewaltig*", "schlagen mich", "lapsi* * yksin"),
    "hakkaa*|hakataan|hakattu|lyö|lyödään|väkivalta*|raiska*|puukot*|apua|misshandl*|våldtag*",
    "itsemurha*|självmord*|selbstmord*",
    # Frost, which San Diego has not.
    *("freezing|froze|frozen to death", "falling ice", "icicle*", "ice * falling", "thin ice", "through the ice"),
    "borrow* * euro*",  # Other money: there it is dollars.
}


def english(pack: str, kind: str) -> Phrases:
    listed: Phrases = yaml.safe_load((PACKS / pack / "intake.yaml").read_text())[kind]["en"]
    return listed


def lacking(kind: str) -> Iterator[str]:
    there = english("san-diego", kind)
    for sign, phrases in english("kluuvi", kind).items():
        heard = set(there.get("water" if sign == "water_or_ice" else sign, ()))
        yield from (f"{sign}: {each}" for each in phrases if each not in ELSEWHERE_ALONE and not is_heard(each, heard))


def is_heard(phrase: str, heard: set[str]) -> bool:
    return phrase in heard or f"{phrase}*" in heard


def test_R1_san_diego_hears_every_sign_of_danger_in_english() -> None:
    assert list(lacking("danger_words")) == []


def test_R2_san_diego_hears_every_sign_of_the_floor_in_english() -> None:
    assert list(lacking("floor_words")) == []


def test_a_group_is_the_same_in_both_towns() -> None:
    assert english("san-diego", "groups") == english("kluuvi", "groups")
