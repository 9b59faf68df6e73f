"""R3: a sentence in the field for the address is read for its language; an address never is one."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.intake.domain.address_words import sentences_in
from services.intake.handlers.receive_report import receive_report
from shared.clock import StoppedClock
from shared.events.intake import ReportReceived
from shared.pack import load_demo, load_gazetteer
from tests.factories.reports import CATALOGUE, NOW, WORDS, draft, receive
from tests.fakes.intake import FakeContacts, FakePlaces, FakeReports, counting_mint

PACKS = Path("deploy/neighbourhoods")
BUILT = Path("var/build/gazetteers")

WRITTEN_OTHERWISE = (
    "Vuorikatu 5 A 12",
    "vuorikatu 5 a 12",
    "Vuorikatu 5 A 12, 00100 Helsinki, Finland",
    "alvar aallon katu 3 b 4, helsinki",
    "alvar aallon katu 3 (door code 1234)",
    "Läntinen teatterikuja 1, 3. kerros",
    "c/o Virtanen, Vuorikatu 5",
    "1234 camino de la costa",
    "Camino de la Costa",
    "Paseo de las Olas 12, San Diego, CA 92103",
    "Rue de la Paix 7",
    "Straße des 17. Juni 135",
    "Calle de la Princesa",
    "ul. Marszałkowska 10/12 m. 5",
    "Karl-Marx-Allee 1, Hinterhaus",
    "Aleksanterinkatu / Mikonkatu",
    "Kaisaniemen puisto",
    "Nørre Voldgade 12, 3. tv., København",
    "ул. Ленина 5",
    "Хельсинки",
    "赫尔辛基",
    "شارع فوريكاتو 5",
    "N-7K3M-Q9WY-4",
    "60.1699, 24.9384",
    "",
)

READ = ("en", "da")
ENGLISH = (
    "by the church behind the big tree",
    "corner of the park and the railway station",
    "the house with a red door",
)
DANISH = ("ved kirken bag det store træ", "på hjørnet af parken og banegården", "det gule hus med den røde dør")


def known() -> Sequence[str]:
    """All that the demo's map and its people have, where the map is built."""
    people = [each.help.address for each in load_demo(PACKS / "kluuvi") if each.help and each.help.address]
    return [*people, *(each.text for each in load_gazetteer(BUILT, "kluuvi").addresses)]


ADDRESSES = (*WRITTEN_OTHERWISE, *known())
AROUND = (
    "",
    " A 12",
    " b 3",
    ", 00100 Helsinki",
    ", Helsinki, Finland",
    ", 3rd floor",
    " (door code 1234)",
    "\nFinland",
)


def written_in(address: str, *, language: str = "en") -> str | None:
    """What a report says of the language of its words, with this address."""
    reports = FakeReports(clock=StoppedClock(NOW))
    receive_report(
        receive(draft(address=address, language=language)),
        reports=reports,
        places=FakePlaces({}),
        contacts=FakeContacts(),
        catalogue=CATALOGUE,
        words=WORDS,
        mint=counting_mint(),
        clock=StoppedClock(NOW),
    )
    (told,) = [event for event in reports.happened if isinstance(event, ReportReceived)]
    return told.written_in


def test_R3_no_address_counts_as_words() -> None:
    assert [address for address in ADDRESSES if sentences_in(address)] == []


@given(address=st.sampled_from(ADDRESSES), around=st.sampled_from(AROUND), is_small=st.booleans())
def test_R3_whatever_stands_around_it_an_address_is_in_no_language(
    address: str, around: str, *, is_small: bool
) -> None:
    whole = (address + around).lower() if is_small and any(map(str.isdigit, address)) else address + around
    assert sentences_in(whole) == []


@pytest.mark.parametrize("language", READ)
@pytest.mark.parametrize(
    "address",
    [
        "Mieheni lyö minua",
        "mieheni lyö minua joka ilta",
        "Vuorikatu 5, mieheni lyö minua joka ilta",
        "Vuorikatu 5 A 12. Mieheni lyö minua.",
        "Vuorikatu 5 mieheni lyö minua joka ainoa ilta",
        "mi marido me pega cada noche",
        "муж бьёт меня каждый вечер",
        "我丈夫打我",
        "Vuorikatu 5\n他每天打孩子请救救我们",
        "زوجي يضربني كل ليلة",
    ],
)
def test_R3_a_sentence_in_place_of_an_address_counts_as_words_that_nobody_reads(address: str, language: str) -> None:
    assert written_in(address, language=language) not in {None, *READ}


@pytest.mark.parametrize("address", ENGLISH)
def test_R3_a_description_that_somebody_here_reads_is_no_other_language(address: str) -> None:
    assert written_in(address) is None


@pytest.mark.parametrize("address", DANISH)
def test_R3_so_is_one_in_danish(address: str) -> None:
    assert written_in(address) == "da", "which the pack reads"


@pytest.mark.parametrize("address", ["Vuorikatu 5 A 12", "Läntinen teatterikuja 1"])
def test_R3_a_report_with_an_address_says_nothing_of_another_language(address: str) -> None:
    assert written_in(address) is None
