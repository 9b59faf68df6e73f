"""R9: nobody helps where they are involved. R10: a no costs nothing and leaves no trace."""

from tests.e2e.town.desk import Desk
from tests.e2e.town.neighbours import are_asked, people, takes_it
from tests.e2e.town.reports import Told, post
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.signing_in import signed_in
from tests.e2e.town.town import Town
from tests.integration.rules.acting import PLACE, Desks, Tell

NEAREST = "ellen@kluuvi.example"
ELLENS_ADDRESS = "Vuorikatu 4"


def told_by(town: Town, email: str) -> Told:
    body = {
        "category": "snow_clearing",
        "text": "By my own door.",
        "location": PLACE,
        "contact": {"email": email},
        "neighbour_consent": True,
    }
    taken = post(town, body).json()
    return Told(town=town, id=taken["id"], reference=taken["reference"], email=email)


def test_R9_nobody_is_asked_to_help_on_their_own_report(town: Town) -> None:
    told = told_by(town, NEAREST)
    assert NEAREST not in {each.email for each in are_asked(told, count=3)}
    reporter_of(told).withdraws()


def test_R9_an_address_written_otherwise_is_still_theirs(town: Town) -> None:
    told = told_by(town, NEAREST.upper().replace("KLUUVI", "Kluuvi"))
    assert NEAREST not in {each.email for each in are_asked(told, count=3)}


def test_R9_a_tag_in_the_address_makes_nobody_a_stranger(town: Town) -> None:
    told = told_by(town, NEAREST.replace("@", "+street@"))
    assert NEAREST not in {each.email for each in are_asked(told, count=3)}
    reporter_of(told).withdraws()


def test_R9_nobody_is_asked_for_the_house_they_live_in(tell: Tell) -> None:
    for _ in range(2):
        told = tell("snow_clearing", neighbour_consent=True, location={"address": ELLENS_ADDRESS})
        assert NEAREST not in {each.email for each in are_asked(told, count=3)}


def test_R9_who_is_marked_as_named_in_it_is_not_asked_and_loses_it(tell: Tell, desk: Desks) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)[0]
    jesper: Desk = desk("jesper")
    jesper.waits_for(told.reference)
    assert jesper.does(told.reference, "named", person_id=asked.claims["person_id"]).status == 200
    assert not [form for form in asked.looks().forms if form.action.endswith("/accept")]
    assert asked.insists("accept").status in {403, 404, 409, 410}


def test_R9_the_resident_may_want_somebody_else_and_no_reason_is_asked(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)[0]
    helper = takes_it(asked)
    told.becomes("neighbour_on_it")
    mark = asked.has_it_in_writing().number
    reporter_of(told).wants_somebody_else()
    told.becomes("asking_neighbours", "with_team")
    assert helper.looks().status == 404
    letter = town.mailbox.wait_for(asked.email, having=told.reference, after=mark)
    assert "refus" not in letter.all_words.lower()


def test_R9_who_was_blocked_is_not_asked_for_that_person_again(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)[0]
    takes_it(asked).says("block")
    again = told_by(town, told.email)
    assert asked.email not in {each.email for each in are_asked(again, count=3)}
    reporter_of(again).withdraws()


def test_R10_a_no_costs_nothing_and_leaves_no_trace_for_others(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)[0]
    assert asked.answers("decline").status == 200
    told.letter(having="/my/")
    assert asked.first_name not in reporter_of(told).looks().text
    assert asked.first_name not in "".join(letter.text for letter in town.mailbox.to(told.email))
    home = signed_in(town, asked.email).get("/help")
    assert home.status == 200
    assert "declin" not in home.text.lower()


def test_R10_after_a_no_they_are_asked_in_their_turn_as_before(tell: Tell) -> None:
    no = are_asked(tell("snow_clearing", neighbour_consent=True), count=3)
    for each in no:
        each.answers("decline")
    everybody = {each.email for each in no}
    for _ in range(3):
        everybody -= {each.email for each in are_asked(tell("snow_clearing", neighbour_consent=True), count=3)}
    assert everybody == set()


def test_R10_handing_back_needs_no_reason_and_ends_all_access(tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    helper = takes_it(are_asked(told, count=3)[0])
    page = helper.looks().form("/hand-back")
    assert set(page.fields) == {"form_token"}
    assert helper.says("hand-back").status == 200
    told.becomes("asking_neighbours", "with_team")


def test_R10_a_break_is_kept_and_asks_for_no_reason(town: Town, tell: Tell) -> None:
    asked = are_asked(tell("snow_clearing", neighbour_consent=True), count=3)[0]
    browser = signed_in(town, asked.email)
    home = browser.get("/help")
    browser.submit(home, home.form("/pause"), {})
    for _ in range(2):
        assert asked.email not in {
            each.email for each in are_asked(tell("snow_clearing", neighbour_consent=True), count=3)
        }
    home = browser.get("/help")
    assert browser.submit(home, home.form("/resume")).status == 200


def test_R10_nobody_is_ranked_in_public(town: Town) -> None:
    names = [person.first_name for person in people(town) if person.help]
    from bench.replay.browser import Browser  # noqa: PLC0415

    text = "".join(Browser(town.url).get(path).text for path in ("/", "/list", "/how", "/help"))
    assert not [name for name in names if f">{name}<" in text]
