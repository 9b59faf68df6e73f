"""`/`, `/list`, `/r`: public places and how things stand; of the rest there is no trace."""

import re
from datetime import timedelta

import pytest

from shared.clock import StoppedClock
from shared.errors import NotFound
from shared.events.triage import CaseProtected, ReportStatus
from shared.ids import case_of, new_reference
from tests.factories.reports import case_state, told
from tests.integration.intake.office import Office

HIDDEN = [
    {"category": "snow_clearing"},
    {"private": True},
    {"text": "There is a fire"},
    {"text": "They want cash"},
    {"category": "hoarding"},
]


def test_R5_the_place_and_the_standing_are_public_and_the_words_are_not(office: Office) -> None:
    taken = office.tell(text="The lamp at Ada's is out.", contact={"email": "ada@resident.example"})
    page = office.client().get(f"/r/{taken['reference']}").text
    assert "Street lamp" in page
    assert "Near Nygade 1" in page
    assert "deciding who takes it" in page
    assert "Ada" not in page
    assert taken["id"] not in page


@pytest.mark.parametrize("hidden", HIDDEN)
def test_R14_what_is_hidden_answers_exactly_as_what_is_not_there(office: Office, hidden: dict[str, object]) -> None:
    there, absent = office.tell(**hidden)["reference"], new_reference()
    answers = [office.client().get(f"/r/{reference}") for reference in (there, absent, "nonsense")]
    bodies = {answer.text.replace(one, "R") for answer, one in zip(answers, (there, absent, "nonsense"), strict=True)}
    assert {answer.status_code for answer in answers} == {404}
    assert len(bodies) == 1
    assert len({frozenset(dict(answer.headers)) for answer in answers}) == 1


@pytest.mark.parametrize("hidden", HIDDEN)
def test_R14_what_is_hidden_is_in_no_list(office: Office, hidden: dict[str, object]) -> None:
    reference = office.tell(**hidden)["reference"]
    for path in ("/", "/list", "/list?near=Nygade+1", f"/list?category={hidden.get('category', 'street_light')}"):
        assert reference not in office.client().get(path).text


def test_R14_what_triage_protects_later_disappears(office: Office) -> None:
    taken = office.tell()
    protected = case_state(ReportStatus.WITH_TEAM, report_id=taken["id"], sensitive=True)
    event = told(CaseProtected(floor_signs=["money"]), state=protected, subject=case_of(taken["id"]))
    office.intake.project_case(event)
    assert office.client().get(f"/r/{taken['reference']}").status_code == 404
    assert taken["reference"] not in office.client().get("/list").text


def test_a_reference_is_found_however_it_is_typed(office: Office) -> None:
    reference = office.tell()["reference"]
    typed = reference.lower().replace("-", " ")
    found = office.client().get("/r", query_string={"reference": typed})
    assert found.headers["Location"] == f"/r/{reference}"
    assert office.client().get(f"/r/{reference.lower()}").status_code == 200


def test_a_reference_that_is_none_says_what_one_looks_like(office: Office) -> None:
    page = office.client().get("/r?reference=N-7K3M<script>").text
    assert "A reference looks like" in page
    assert "<script>" not in page.replace("<script src=", "")
    assert "A reference looks like" not in office.client().get("/r").text


def test_the_list_is_the_newest_first_and_goes_on(office: Office, clock: StoppedClock) -> None:
    references = []
    for number in range(45):
        clock.advance(timedelta(minutes=1))
        references.append(office.tell(category=("street_light", "litter")[number % 2])["reference"])
    pages, path = [], "/list"
    while path:
        page = office.client().get(path).text
        pages.append(re.findall(r'href="/r/(N-[^"]+)"', page))
        older = re.search(r'rel="next" href="([^"]+)"', page)
        path = older[1].replace("&amp;", "&") if older else ""
    assert [len(page) for page in pages] == [20, 20, 5]
    assert [reference for page in pages for reference in page] == references[::-1]


def test_the_list_can_be_of_one_kind_and_near_an_address(office: Office) -> None:
    lamp, litter = office.tell()["reference"], office.tell(category="litter")["reference"]
    far = office.tell(location={"lat": 55.6895, "long": 12.5795})["reference"]
    kinds = office.client().get("/list?category=litter").text
    near = office.client().get("/list?near=nygade+1").text
    assert litter in kinds
    assert lamp not in kinds
    assert lamp in near
    assert far not in near
    assert "less than 100 m" in near


def test_an_address_that_is_not_known_hides_nothing(office: Office) -> None:
    reference = office.tell()["reference"]
    page = office.client().get("/list?near=Atlantis").text
    assert "We do not know this address" in page
    assert reference in page


@pytest.mark.parametrize("cursor", ["x", "AAAA", "e30", "%00", "~", "ä"])
def test_a_mark_that_was_made_up_begins_at_the_beginning(office: Office, cursor: str) -> None:
    reference = office.tell()["reference"]
    assert reference in office.client().get(f"/list?after={cursor}").text


def test_a_mark_of_one_list_opens_no_other(office: Office, clock: StoppedClock) -> None:
    for _ in range(21):
        clock.advance(timedelta(minutes=1))
        newest = office.tell()["reference"]
    page = office.client().get("/list").text
    older = re.search(r'after=([^"&]+)', page)
    assert older
    assert newest not in office.client().get(f"/list?after={older[1]}").text
    assert newest in office.client().get(f"/list?category=street_light&after={older[1]}").text


def test_an_empty_list_says_what_will_stand_there(office: Office) -> None:
    assert "Nothing here" in office.client().get("/list").text
    assert "will stand here" in office.client().get("/").text


def test_the_front_page_begins_with_danger(office: Office) -> None:
    page = office.client().get("/").text
    main = page[page.index("<main") :]
    wished = ("tel:112", "Report something", "Help a neighbour", "Find my report", "Near you lately", "/how")
    assert [main.index(one) for one in wished] == sorted(main.index(one) for one in wished)


def test_every_page_speaks_danish(office: Office) -> None:
    for path, words in (
        ("/", "Er der noget galt i Strict?"),
        ("/report", "Hvad handler det om?"),
        ("/list", "Nær dig"),
    ):
        page = office.client("da").get(path).text
        assert words in page
        assert '<html lang="da">' in page


@pytest.mark.parametrize("path", ["/", "/list", "/report", "/r", "/report/what"])
def test_R17_looking_changes_nothing(office: Office, path: str) -> None:
    office.tell()
    before = office.documents()
    for _ in range(3):
        office.client().get(path)
    assert office.documents() == before


def test_hidden_reports_are_not_even_read_for_the_public(office: Office) -> None:
    taken = office.tell(private=True)
    with pytest.raises(NotFound):
        office.intake.public_report(taken["reference"])
