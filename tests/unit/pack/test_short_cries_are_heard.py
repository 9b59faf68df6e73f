"""The demo's words as they are read: three words in any language it knows are heard, whatever language was said."""

import re
from pathlib import Path

import pytest
import yaml

from shared.pack import load_for_intake
from shared.pack.sign_reader import sign_reader
from shared.signs.signs import SignWords

KLUUVI = Path(__file__).parents[3] / "deploy" / "neighbourhoods" / "kluuvi"


@pytest.fixture(scope="module")
def words() -> SignWords:
    pack = load_for_intake(KLUUVI)
    return sign_reader(pack.signs, pack.common.neighbourhood.languages)


@pytest.mark.parametrize(
    "said, text",
    [
        *(("da", text) for text in ("he stabbed me", "he chokes me", "kitchen fire", "fire upstairs", "stabbing")),
        *(("da", text) for text in ("hej, he stabbed me", "my husband chokes me", "Sne på trappen. Kitchen fire!")),
        *(("en", text) for text in ("Brand i nr 4", "Brand i trappen", "brand hos naboen", "salg af hash")),
        *(("en", text) for text in ("hent min recept", "Litter here. Brand i nr 4")),
    ],
)
def test_a_short_cry_in_the_other_language_is_heard(words: SignWords, said: str, text: str) -> None:
    assert words.in_words(text, language=said)


@pytest.mark.parametrize(
    "said, text",
    [
        *(("da", text) for text in ("jeg har fire katte", "Der er fire huller i vejen", "fire lamper er gået ud")),
        *(("da", text) for text in ("Fire sække affald", "Hej! Der mangler fire fliser.", "4 stabler brænde")),
        *(("en", text) for text in ("the brand is Osram", "a brand new lamp", "The brand of it? Osram.")),
        *(("en", text) for text in ("hash browns on the path", "The receptacle is broken")),
    ],
)
def test_what_is_harmless_in_the_language_it_is_in_stays_so(words: SignWords, said: str, text: str) -> None:
    assert not words.in_words(text, language=said)


@pytest.mark.parametrize(
    "said, text",
    [
        ("en", "My stepfather touches me at night. Please clear the snow so that I can get out."),
        ("en", "dad hits mum every night"),
        ("en", "I am being held here, I am not allowed to go out"),
        ("en", "a little girl locked in the cellar"),
        ("en", "Litter here. ChildAbuse at number 4"),
        ("en", "#childabuse"),
        ("en", "my boss touches me"),
        ("en", "my father locks me in"),
        ("en", "he took my passport"),
        ("en", "my son (14) cuts his arms"),
        ("en", "my daughter starves herself"),
        ("en", "thinking of ending it all"),
        ("en", "I do not want to be here anymore"),
        ("en", "could you look after my toddler for an hour"),
        ("en", "look after my grandson"),
        ("en", "walk with my daughter to school"),
        ("en", "a man shows himself to children"),
        ("en", "someone spiked my drink"),
        ("en", "come inside and carry my sofa"),
        ("da", "min far rører ved mig"),
        ("da", "han har låst mig inde"),
        ("da", "jeg tør ikke gå hjem"),
        ("da", "han banker børnene"),
        ("da", "far slår mor hver aften"),
        ("en", "Please clear the snow at the door. Lasta hakataan."),
        ("da", "Ryd sneen. Lapsi on yksin."),
        ("en", "Litter on the corner, also Mein Mann schlägt mich"),
    ],
)
def test_what_people_say_of_harm_in_few_words_is_heard(words: SignWords, said: str, text: str) -> None:
    assert words.in_words(text, language=said)


@pytest.mark.parametrize(
    "said, text",
    [
        ("en", "A drunk man fell against my fence and broke it"),
        ("en", "The lamp on the way to the school is dark"),
        ("en", "Could somebody walk my dog past the school?"),
        ("en", "The ball hit my window"),
        ("da", "Lampen ved skolen er slukket"),
        ("da", "Hunden skal luftes, jeg har ondt i knæet"),
    ],
)
def test_small_things_stay_small(words: SignWords, said: str, text: str) -> None:
    assert not words.in_words(text, language=said)


TOLD: dict[str, dict[str, list[str]]] = yaml.safe_load(Path(__file__).with_name("told_in_words.yaml").read_text())


@pytest.mark.parametrize("language", ["en", "da"])
def test_R2_harm_is_heard_however_it_is_told(words: SignWords, language: str) -> None:
    assert [text for text in TOLD["harm"][language] if not words.in_words(text, language=language)] == []


@pytest.mark.parametrize("language", ["en", "da"])
def test_asking_neighbours_for_help_is_no_cry_for_help(words: SignWords, language: str) -> None:
    assert [text for text in TOLD["small"][language] if words.in_words(text, language=language)] == []


@pytest.mark.parametrize("language", ["en", "da"])
def test_R2_harm_is_heard_through_markup_within_its_words(words: SignWords, language: str) -> None:
    told = [in_markup(text) for text in TOLD["harm"][language]]
    assert [text for text in told if not words.in_words(text, language=language)] == []


@pytest.mark.parametrize("language", ["en", "da"])
def test_small_things_stay_small_on_a_page(words: SignWords, language: str) -> None:
    told = [f"<div>\n{text} <br>\n</div>" for text in TOLD["small"][language]]
    assert [text for text in told if words.in_words(text, language=language)] == []


def in_markup(text: str) -> str:
    """The beginnings of words in bold, and no letter but those of English."""
    bold = re.sub(r"\b(\w\w)(\w+)", r"<b>\1</b>\2", text)
    return f"<p>{bold.encode('ascii', 'xmlcharrefreplace').decode()}</p>"


def test_R2_san_diego_hears_the_same_english() -> None:
    pack = load_for_intake(KLUUVI.with_name("san-diego"))
    there = sign_reader(pack.signs, pack.common.neighbourhood.languages)
    assert [text for text in TOLD["harm"]["en"] if not there.in_words(text, language="en")] == []
    assert [text for text in TOLD["small"]["en"] if there.in_words(text, language="en")] == []


@pytest.mark.parametrize("text", ["Help me!", "please help me", "It is late. Help me! He comes.", "hjælp mig nu"])
def test_a_cry_for_help_is_one(words: SignWords, text: str) -> None:
    assert words.in_words(text, language="en")
