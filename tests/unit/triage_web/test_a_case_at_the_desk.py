"""One case at the desk: what it shows, all that can be done with it, and no view stale unseen."""

from datetime import timedelta

import pytest

from shared.events.triage import REPORTER, TEAM, CaseTaken, MessageWritten, Route
from tests.factories.cases import routed
from tests.factories.triage_town import (
    ADDRESS,
    ANNA,
    AVA,
    BEN,
    DAY,
    LEO,
    MARIA,
    MINA,
    WORDS,
    Town,
    person,
)

LAMP = {"category": "street_light"}


def test_a_case_shows_what_was_said_what_is_due_why_and_what_can_be_done(town: Town) -> None:
    case_id = town.case(**LAMP)
    page = town.get(BEN, town.desk(case_id)).text
    for said in (
        WORDS,
        ADDRESS,
        "The lighting team looks at it by",
        "The category belongs to a trade",
        "I take it",
        "It is done",
    ):
        assert said in page, said


@pytest.mark.parametrize(
    "language, looks, late, had_it",
    [
        ("en", "looks at it by", "should have looked at it by", ("does it", "done it")),
        ("da", "ser på den senest", "skulle have set på den senest", ("gør det", "gjort det")),
    ],
)
def test_a_deadline_at_the_desk_is_what_the_reporter_was_promised_when_somebody_looks_at_it(
    town: Town, language: str, looks: str, late: str, had_it: tuple[str, ...]
) -> None:
    case_id = town.case(**LAMP)
    before = town.get_as_reader_of(case_id, language)
    town.clock.advance(30 * DAY)
    after = town.get_as_reader_of(case_id, language)
    assert looks in before
    assert late in after
    for page in (before, after):
        assert not [each for each in had_it if each in page]


@pytest.mark.parametrize("language, said", [("en", "looked at within"), ("da", "set på inden for")])
def test_the_rules_promise_no_more_than_that_somebody_looks_at_it(town: Town, language: str, said: str) -> None:
    assert said in town.get(None, f"/how?lang={language}").text


def test_a_case_is_found_however_its_reference_is_typed(town: Town) -> None:
    case_id = town.case(**LAMP)
    typed = town.reference(case_id).lower().replace("-", "")
    assert town.get(BEN, f"/desk/cases/{typed}").status_code == 200
    assert town.get(BEN, "/desk/cases/nonsense").status_code == 404


def test_whoever_has_a_reference_on_the_phone_finds_the_case(town: Town) -> None:
    case_id = town.case(**LAMP)
    typed = town.reference(case_id).lower().replace("-", " ")
    assert town.get(BEN, f"/desk/find?reference={typed}").headers["Location"] == town.desk(case_id)
    assert town.get(BEN, "/desk/find?reference=N-7K3M").headers["Location"] == "/desk"


def test_every_reading_of_protected_facts_is_noted_before_it_is_shown(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    for who in (ANNA, MARIA, AVA):
        assert town.get(who, town.desk(case_id)).status_code == 200
    shown = [one["data"]["to"] for one in town.ports.cases.history(case_id) if "disclosed" in one["type"]]
    assert shown == [ANNA, MARIA, AVA]


def test_R5_a_protected_place_is_shown_only_after_a_sign_in_of_the_last_fifteen_minutes(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    path = town.desk(case_id)
    for page in (
        town.get(ANNA, path, ago=timedelta(minutes=16)),
        town.send(ANNA, f"{path}/messages", {}, ago=timedelta(minutes=16)),
    ):
        assert WORDS in page.text
        assert ADDRESS not in page.text
        assert f"/me/sign-in?next={path}" in page.text
    assert ADDRESS in town.get(ANNA, path).text
    shown = [one["data"]["what"] for one in town.ports.cases.history(case_id) if "disclosed" in one["type"]]
    assert shown == [["words"], ["place", "words"]]


def test_an_open_place_is_shown_however_long_ago_somebody_signed_in(town: Town) -> None:
    page = town.get(BEN, town.desk(town.case(**LAMP)), ago=timedelta(hours=11)).text
    assert ADDRESS in page
    assert "/me/sign-in?next=" not in page


def test_reading_an_open_place_needs_no_note(town: Town) -> None:
    case_id = town.case(**LAMP)
    town.get(BEN, town.desk(case_id))
    assert "triage.place.disclosed.v1" not in town.happened(case_id)


def test_a_professional_takes_writes_and_resolves(town: Town) -> None:
    case_id = town.case(**LAMP)
    path = town.desk(case_id)
    assert town.post(BEN, f"{path}/take").headers["Location"] == path
    assert "You have taken it." in town.get(BEN, path).text
    town.post(BEN, f"{path}/messages", text="We come on Thursday.")
    assert "We come on Thursday." in town.get(BEN, path).text
    town.post(BEN, f"{path}/resolve", action="repaired", words="New lamp fitted.")
    assert "asked whether it is fixed" in town.get(BEN, path).text
    assert town.happened(case_id)[-3:] == [
        "triage.case.taken.v1",
        "triage.message.written.v1",
        "triage.case.resolved.v1",
    ]


@pytest.mark.parametrize(
    "deed,form,said",
    [
        ("resolve", {"words": "Done."}, "Choose what was done."),
        ("resolve", {"action": "repaired"}, "Write a sentence for the reporter."),
        ("resolve", {"action": "magic", "words": "Done."}, "Choose what was done."),
        ("messages", {}, "Write what you want to say."),
        ("messages", {"text": "x" * 2001}, "At most 2,000 characters."),
        ("refer", {}, "Say to whom."),
        ("protect", {}, "Say what you noticed."),
        ("protect", {"floor_signs": "bad_mood"}, "Choose one of the answers."),
        ("named", {}, "Choose who it is."),
    ],
)
def test_a_form_that_is_not_right_says_so_beside_the_field_and_keeps_what_was_typed(
    town: Town, deed: str, form: dict[str, str], said: str
) -> None:
    case_id = town.case(**LAMP)
    before = town.happened(case_id)
    answer = town.post(BEN, f"{town.desk(case_id)}/{deed}", **form)
    assert answer.status_code == 422
    assert said in answer.text
    assert town.happened(case_id) == before
    assert all(form[name] in answer.text for name in ("words", "text") if name in form)


def test_a_stale_view_is_told_what_changed_and_may_go_on(town: Town) -> None:
    case_id = town.case(**LAMP)
    path = town.desk(case_id)
    seen = town.triage.cases.by_reference(town.reference(case_id)).version
    town.then(case_id, CaseTaken(person_id=person("carla")), by=person("carla"))
    form = {"action": "repaired", "words": "New lamp fitted."}
    answer = town.post(BEN, f"{path}/resolve", version=seen, **form)
    assert answer.status_code == 412
    assert "A colleague took the case." in answer.text
    assert "New lamp fitted." in answer.text
    assert "Repaired" in answer.text
    now = answer.text.split('name="version" value="', 1)[1].split('"', 1)[0]
    assert town.post(BEN, f"{path}/resolve", version=now, **form).status_code == 303


def test_that_somebody_looked_makes_no_view_stale(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    path = town.desk(case_id)
    town.get(ANNA, path)
    seen = town.triage.cases.by_reference(town.reference(case_id)).version
    town.get(MARIA, path)
    town.get(AVA, path)
    assert town.post(ANNA, f"{path}/take", version=seen).status_code == 303


def test_what_cannot_be_done_now_is_refused_with_the_reason_and_keeps_what_was_typed(town: Town) -> None:
    case_id = town.case(**LAMP)
    path = town.desk(case_id)
    town.post(BEN, f"{path}/resolve", action="repaired", words="New lamp.")
    answer = town.post(BEN, f"{path}/resolve", action="repaired", words="Once more.")
    assert answer.status_code == 409
    assert "It is done already; the reporter is asked whether it is fixed." in answer.text


def test_R2_protection_rises_by_one_and_is_lifted_only_by_the_lead_and_another(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    path = town.desk(case_id)
    town.asked(case_id, LEO)
    assert town.post(ANNA, f"{path}/protect", floor_signs="money").status_code == 303
    assert town.get(LEO, "/help").text.count("Could you fetch groceries") == 0
    case = town.triage.cases.by_reference(town.reference(case_id)).state
    assert case.decision.route == "professional"
    assert case.decision.team == "safeguarding"
    town.post(MARIA, f"{path}/lift", reason="It was play money.")
    alone = town.post(MARIA, f"{path}/lift", reason="I am sure.")
    assert alone.status_code == 303
    case = town.triage.cases.by_reference(town.reference(case_id)).state
    assert case.bears_floor
    assert town.post(ANNA, f"{path}/lift", reason="I agree.").status_code == 404
    town.grant(BEN, team="safeguarding")
    assert "A second person must agree." in town.get(BEN, path).text
    assert town.post(BEN, f"{path}/lift", reason="I agree.").status_code == 303
    assert not town.triage.cases.by_reference(town.reference(case_id)).state.bears_floor


def test_a_neighbour_who_has_it_is_not_pushed_aside(town: Town) -> None:
    case_id = town.with_task(MINA, category="shopping_help")
    page = town.get(ANNA, town.desk(case_id)).text
    assert "/take" not in page
    assert town.post(ANNA, f"{town.desk(case_id)}/take").status_code == 409


def test_taking_a_case_over_from_those_who_are_asked_stands_them_down_kindly(town: Town) -> None:
    case_id = town.case(category="shopping_help")
    town.asked(case_id, LEO)
    assert "I take it over" in town.get(ANNA, town.desk(case_id)).text
    town.post(ANNA, f"{town.desk(case_id)}/take")
    assert "triage.invitation.stood_down.v1" in town.happened(case_id)


def test_what_was_written_to_a_team_stays_theirs_when_another_one_has_it(town: Town) -> None:
    case_id = town.with_task(MINA)
    thanks = MessageWritten(to=TEAM, written_by=REPORTER, at=town.clock.now() + DAY, text="For you.", thanks=True)
    town.clock.advance(DAY)
    town.then(case_id, thanks)
    town.clock.advance(DAY)
    town.then(case_id, *routed(route=Route.PROFESSIONAL, team="safeguarding"))
    town.clock.advance(DAY)
    town.then(case_id, MessageWritten(to=TEAM, written_by=MINA, at=town.clock.now(), text="I am here."))
    page = town.get_as_reader_of(case_id, "en")
    assert "To the social team: thank you. For you." in page
    assert "A message was written to the safeguarding team." in page
