"""The demo's words: what people write when somebody is in danger is heard, and a dark lamp stays a dark lamp."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from shared.pack import IntakePack, load_for_intake
from shared.pack.sign_words import SignWords, is_phrase, phrases_for


@pytest.fixture(scope="module")
def kluuvi() -> IntakePack:
    return load_for_intake(Path(__file__).parents[3] / "deploy" / "neighbourhoods" / "kluuvi")


@cache
def pattern(phrase: str) -> re.Pattern[str]:
    """A phrase as `shared.pack.sign_words` explains it; the service's own reading of it is tried with the service."""
    left, near, right = phrase.partition(" ~ ")
    orders = (f"{left} * * * {right}", f"{right} * * * {left}") if near else (phrase,)
    return re.compile("|".join(rf"(?<!\w){''.join(words_of(order))}(?!\w)" for order in orders), re.IGNORECASE)


def words_of(phrase: str) -> Iterator[str]:
    gap = ""
    for word in phrase.split():
        if word.startswith("^"):
            yield rf"(?!\W+(?:{'|'.join(map(one_word, word[1:].split('|')))})(?!\w))"
            continue
        yield r"(?:\W+\w+){0,3}?" if word == "*" else f"{gap}(?:{'|'.join(map(one_word, word.split('|')))})"
        gap = r"\W+"


def one_word(word: str) -> str:
    any_beginning, any_ending = (r"\w*" if there else "" for there in (word.startswith("*"), word.endswith("*")))
    return any_beginning + re.escape(word.strip("*")) + any_ending


def heard(text: str, signs: Mapping[str, tuple[str, ...]]) -> set[str]:
    """But for cries, which count in a sentence of their own."""
    return {
        sign
        for sign, phrases in signs.items()
        if any(pattern(phrase).search(text) for phrase in phrases if not phrase.endswith("!"))
    }


@pytest.mark.parametrize(
    "language, text, sign",
    [
        ("en", "There is an old man lying here, he is not breathing!", "life"),
        ("en", "She is bleeding badly", "life"),
        ("en", "FIRE in the stairwell", "fire"),
        ("en", "It smells strongly of gas in the yard", "fire"),
        ("en", "wires are hanging down from the lamp", "electricity"),
        ("en", "My husband hits me", "violence_now"),
        ("en", "he has a knife", "violence_now"),
        ("en", "I don't want to live any more", "self_harm_now"),
        ("en", "a man is about to jump off the bridge", "self_harm_now"),
        ("en", "children are home alone for days", "child_in_danger"),
        ("en", "the father hits his little child", "child_in_danger"),
        ("en", "My grandmother has not come home", "missing_person"),
        ("en", "a dog went through the ice", "water_or_ice"),
        ("en", "The manhole is open", "collapse"),
        ("en", "father is hitting his daughter", "child_in_danger"),
        ("en", "he hit my son", "child_in_danger"),
        ("en", "he touches my daughter", "child_in_danger"),
        ("en", "my dad hits us", "violence_now"),
        ("en", "someone has been shot", "violence_now"),
        ("en", "he follows me home every day", "violence_now"),
        ("en", "i will end it tonight", "self_harm_now"),
        ("da", "jeg tager livet af mig", "self_harm_now"),
        ("da", "faren slår sin datter", "child_in_danger"),
        ("da", "Han trækker ikke vejret", "life"),
        ("da", "Hun bløder meget", "life"),
        ("da", "Der er skorstensbrand på hjørnet", "fire"),
        ("da", "Det brænder i kælderen", "fire"),
        ("da", "her lugter kraftigt af gas", "fire"),
        ("da", "løse ledninger hænger ned", "electricity"),
        ("da", "Min mand slår mig", "violence_now"),
        ("da", "han har en kniv", "violence_now"),
        ("da", "Jeg vil ikke leve længere", "self_harm_now"),
        ("da", "hun taler om selvmord", "self_harm_now"),
        ("da", "Børnene er alene hjemme om natten", "child_in_danger"),
        ("da", "Han slår sit lille barn", "child_in_danger"),
        ("da", "Min bedstemor er ikke kommet hjem", "missing_person"),
        ("da", "En er faldet i vandet", "water_or_ice"),
        ("en", "She fell and does not answer.", "life"),
        ("en", "He has fallen in the kitchen and doesn't answer the door", "life"),
        ("en", "she is not answering me, I think she fell", "life"),
        ("da", "Hun er faldet og svarer ikke.", "life"),
        ("da", "Han faldt på trappen og reagerer ikke", "life"),
        ("da", "Kloakdækslet? nej, dækslet mangler: åben kloak", "collapse"),
        ("da", "my husband hits me", "violence_now"),  # written in another language than the page's
        ("fi", "fire", "fire"),  # a language that the pack does not know: any of them
    ],
)
def test_danger_is_heard(kluuvi: IntakePack, language: str, text: str, sign: str) -> None:
    assert sign in heard(text, kluuvi.signs.danger_phrases(language))


@pytest.mark.parametrize(
    "language, text, sign",
    [
        ("en", "the girl next door is always hungry, a hungry child", "child_at_risk"),
        ("en", "my mother has dementia and is confused", "adult_at_risk"),
        ("en", "he threatened me again", "violence"),
        ("en", "somebody is stalking my daughter", "harassment"),
        ("en", "a swastika on the door", "hate"),
        ("en", "I harm myself", "self_harm"),
        ("en", "his flat is full of rubbish", "hoarding"),
        ("en", "please fetch my medicine from the pharmacy", "drugs_and_medicine"),
        ("en", "I can give you cash", "money"),
        ("en", "the wiring needs an electrician", "qualified_trade"),
        ("en", "carry it into my flat please", "home_entry"),
        ("en", "my neighbour is rude", "complaint_about_person"),
        ("da", "pigen får omsorgssvigt", "child_at_risk"),
        ("da", "min mor er dement", "adult_at_risk"),
        ("da", "han truer mig", "violence"),
        ("da", "hun bliver chikaneret", "harassment"),
        ("da", "et hagekors på døren", "hate"),
        ("da", "jeg orker ikke mere", "self_harm"),
        ("da", "lejligheden er fyldt med affald", "hoarding"),
        ("da", "hent min medicin på apoteket", "drugs_and_medicine"),
        ("da", "du får kontanter", "money"),
        ("da", "vi skal bruge en elektriker", "qualified_trade"),
        ("da", "bær det ind i lejligheden", "home_entry"),
        ("da", "naboen ovenpå larmer", "complaint_about_person"),
        ("en", "watch my kids for an hour", "child_at_risk"),
        ("en", "pick up my daughter from school", "child_at_risk"),
        ("en", "pick up my meds", "drugs_and_medicine"),
        ("en", "fetch antibiotics", "drugs_and_medicine"),
        ("en", "come into the apartment and clean up", "home_entry"),
        ("da", "pas mit barn", "child_at_risk"),
    ],
)
def test_what_is_for_professionals_only_is_heard(kluuvi: IntakePack, language: str, text: str, sign: str) -> None:
    assert sign in heard(text, kluuvi.signs.floor_phrases(language))


@pytest.mark.parametrize(
    "language, text",
    [
        ("en", "The street lamp outside number 5 is dark."),
        ("en", "A deep hole in the road, cars swerve around it."),
        ("en", "Bottles and paper all over the bench."),
        ("en", "The path from my door to the street is full of snow. I am 81 and cannot shovel."),
        ("en", "Two bags of groceries, the shop has packed them."),
        ("en", "My dog needs a walk, I have a broken leg."),
        ("en", "I can't get my printer to work."),
        ("en", "A branch fell on the path. The office does its best and answers nobody."),
        ("en", "She does not answer the door, I will try again tomorrow."),
        ("en", "A brand new bin, already full."),
        ("en", "Drilling at the building site since six in the morning."),
        ("da", "Der er fire lamper, der er mørke."),
        ("da", "Et dybt hul i vejen, bilerne kører udenom."),
        ("da", "Flasker og papir over det hele."),
        ("da", "Stien fra min dør til gaden er fuld af sne. Tag gerne en skovl med."),
        ("da", "To poser med varer, butikken har pakket dem."),
        ("da", "Min hund trænger til en tur, jeg har brækket benet."),
        ("da", "Min telefon svarer ikke, når jeg trykker."),
        ("da", "De borer på byggepladsen siden klokken seks, det er ikke stabilt."),
        ("da", "Træet er helt tørt og trænger til vand."),
    ],
)
def test_small_things_stay_small(kluuvi: IntakePack, language: str, text: str) -> None:
    assert not heard(text, kluuvi.signs.danger_phrases(language))
    assert not heard(text, kluuvi.signs.floor_phrases(language))


@pytest.mark.parametrize(
    "phrase, right",
    [
        *((phrase, True) for phrase in ("fire", "bleed*", "*brand*", "child* * alone", "can't get up")),
        *((phrase, True) for phrase in ("help me!", "he|she is", "child*|*kid ~ cold", "hasn't|haven't * eaten")),
        *((phrase, True) for phrase in ("$someone fell", "$old_one|crowd * cold", "fire ^$pet2")),
        *((phrase, False) for phrase in ("$", "$2 fell", "$someone* fell", "*$someone fell", "some$one fell")),
        *((phrase, False) for phrase in ("", "*", "* *", "* fire", "fire *", "fire!!", "a**b", "fi*re")),
        *(
            (phrase, False)
            for phrase in ("|", "he|", "|she", "he||she", "~", "~ a", "a ~", "a ~ b ~ c", "!", "a ~ * b")
        ),
    ],
)
def test_a_phrase_is_words_and_stars(phrase: str, right: object) -> None:
    assert is_phrase(phrase) == right


def test_other_languages_are_listened_to_but_for_what_is_harmless_in_this_one() -> None:
    words: SignWords = {"en": {"fire": ("fire", "smoke")}, "da": {"fire": ("ild",), "life": ("bløder",)}}
    assert phrases_for("da", words, {"da": ("fire",)}) == {"fire": ("ild", "smoke"), "life": ("bløder",)}
    assert phrases_for("fi", words, {"da": ("fire",)}) == {"fire": ("fire", "ild", "smoke"), "life": ("bløder",)}
