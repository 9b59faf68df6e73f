"""Who works on a case: first what never bends, then the pack's rules."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from services.triage.domain.facts import Around, Facts
from services.triage.domain.policy import Condition, Deadline, DeadlineUnit, Owner, Policy, Protection, Rule
from services.triage.domain.reasons import Why
from services.triage.domain.routing_policy import Verdict, decide
from shared.events.triage import Route
from tests.fakes.neighbourhood import POLICY

AROUND = Around(
    is_category_known=True,
    group="outdoors",
    area="centre",
    language_has_danger_words=True,
    weekday="wed",
    hour=12,
    task_on_site=True,
    somebody_answers=True,
)
SNOW = Facts(
    category="snow",
    danger_signs=(),
    floor_signs=(),
    consent="yes",
    at_home=False,
    has_place=True,
    language="en",
    channel="web",
    private=False,
    around=AROUND,
)


def verdict(policy: Policy = POLICY, /, **changes: object) -> Verdict:
    around = {name: changes.pop(name) for name in list(changes) if hasattr(AROUND, name)}
    facts = replace(SNOW, **changes, around=replace(AROUND, **around))  # type: ignore[arg-type]  # fields of either
    return decide(facts, policy)


def test_a_neighbour_is_asked_where_a_neighbour_can_help_and_may() -> None:
    found = verdict()
    assert (found.route, found.team, found.reason_codes) == (Route.NEIGHBOURS, "streets", ("suits_a_neighbour",))


def test_the_route_that_was_not_taken_says_why() -> None:
    assert verdict().rejected == {"professional": "suits_a_neighbour", "both": "suits_a_neighbour"}
    assert verdict(consent="no").rejected == {"neighbours": "no_consent", "both": "no_consent"}


def test_R1_a_danger_sign_makes_it_professional_and_urgent() -> None:
    found = verdict(danger_signs=("gas",))
    assert (found.route, found.team, found.is_urgent) == (Route.PROFESSIONAL, "safeguarding", True)
    assert found.reason_codes == (Why.DANGER_SIGN,)


def test_R2_a_floor_sign_makes_it_professional_whatever_the_rules_say() -> None:
    found = verdict(floor_signs=("child_at_risk",))
    assert (found.route, found.team, found.reason_codes) == (Route.PROFESSIONAL, "safeguarding", (Why.FLOOR_SIGN,))


def test_R1_stands_before_r2_and_both_are_told() -> None:
    found = verdict(danger_signs=("gas",), floor_signs=("violence",))
    assert found.reason_codes == (Why.DANGER_SIGN, Why.FLOOR_SIGN)
    assert found.is_urgent


def test_R3_what_is_not_understood_is_looked_at_by_people() -> None:
    found = verdict(is_category_known=False)
    assert (found.route, found.team, found.reason_codes) == (Route.PROFESSIONAL, "office", (Why.CATEGORY_UNKNOWN,))


@pytest.mark.parametrize(
    "changes,why",
    [
        ({"has_place": False}, Why.PLACE_UNKNOWN),
        ({"language_has_danger_words": False}, Why.LANGUAGE_WITHOUT_DANGER_WORDS),
        ({"task_on_site": None}, Why.NO_TASK),
    ],
)
def test_R3_without_place_danger_words_or_task_the_owner_has_it(changes: dict[str, object], why: Why) -> None:
    found = verdict(**changes)
    assert (found.route, found.team, found.reason_codes) == (Route.PROFESSIONAL, "streets", (why,))


def test_a_rule_that_names_its_own_team_means_it_also_where_no_neighbour_may_be_asked() -> None:
    parks = Rule(code="parks_first", route=Route.NEIGHBOURS, reasons=("suits_a_neighbour",), team="parks")
    policy = replace(POLICY, rules=(parks,))
    assert verdict(policy).team == "parks"
    found = verdict(policy, barred_by=Why.TAKEN_BY_TEAM)
    assert (found.route, found.team, found.reason_codes) == (Route.PROFESSIONAL, "parks", (Why.TAKEN_BY_TEAM,))


@pytest.mark.parametrize("consent", ["no", "not_asked"])
def test_R4_without_the_reporters_yes_no_neighbour_is_asked(consent: str) -> None:
    found = verdict(consent=consent)
    assert (found.route, found.reason_codes) == (Route.PROFESSIONAL, (Why.NO_CONSENT,))


@pytest.mark.parametrize("theirs", ["no", "not_asked"])
def test_R4_nobody_says_yes_for_somebody_whom_they_have_not_asked(theirs: str) -> None:
    found = verdict(for_whom="somebody_else", they_agreed=theirs)
    assert (found.route, found.reason_codes) == (Route.PROFESSIONAL, (Why.THEY_WERE_NOT_ASKED,))
    assert verdict(consent="no", for_whom="somebody_else", they_agreed=theirs).reason_codes == (Why.NO_CONSENT,)


@pytest.mark.parametrize("whose", [("me", "not_asked"), ("not_asked", "not_asked"), ("somebody_else", "yes")], ids=str)
def test_R4_for_oneself_or_with_their_yes_neighbours_are_asked(whose: tuple[str, str]) -> None:
    for_whom, they_agreed = whose
    assert verdict(for_whom=for_whom, they_agreed=they_agreed).route is Route.NEIGHBOURS


def test_R4_the_answers_and_the_wording_are_among_the_facts() -> None:
    assert verdict(consent="no").facts["consent"] == "no"
    facts = verdict(for_whom="somebody_else", they_agreed="yes", wording="v7").facts
    assert (facts["for_whom"], facts["they_agreed"], facts["wording"]) == ("somebody_else", "yes", "v7")


def test_R8_nobody_is_sent_anywhere_while_nobody_answers() -> None:
    found = verdict(somebody_answers=False)
    assert (found.route, found.reason_codes) == (Route.PROFESSIONAL, (Why.NOBODY_ANSWERS_NOW,))


def test_R8_a_call_from_home_needs_nobody_who_answers() -> None:
    assert verdict(category="call", task_on_site=False, somebody_answers=False).route is Route.NEIGHBOURS


def test_a_lamp_needs_an_electrician_and_not_somebodys_consent() -> None:
    assert verdict(category="lamp", consent="no").reason_codes == ("needs_a_specialist",)


def test_R3_a_policy_in_which_no_rule_holds_leads_to_people() -> None:
    found = verdict(replace(POLICY, rules=()))
    assert (found.route, found.team, found.reason_codes) == (Route.PROFESSIONAL, "office", (Why.POLICY_BROKEN,))


def test_R3_a_policy_in_which_nobody_owns_the_category_leads_to_people() -> None:
    found = verdict(replace(POLICY, owners={}))
    assert (found.route, found.team, found.reason_codes) == (Route.PROFESSIONAL, "office", (Why.POLICY_BROKEN,))


def test_once_neighbours_are_out_of_the_question_they_stay_out() -> None:
    found = verdict(barred_by=Why.NOBODY_ACCEPTED)
    assert (found.route, found.team, found.reason_codes) == (Route.PROFESSIONAL, "streets", (Why.NOBODY_ACCEPTED,))


def test_a_rule_of_the_pack_can_add_protection() -> None:
    night = Rule(
        code="night",
        route=Route.PROFESSIONAL,
        reasons=("too_dark",),
        team="night_watch",
        is_urgent=True,
        all_of=(Condition(fact="hour", one_of=frozenset({"23"})),),
    )
    found = verdict(replace(POLICY, rules=(night, *POLICY.rules)), hour=23)
    assert (found.route, found.team, found.is_urgent) == (Route.PROFESSIONAL, "night_watch", True)


words = st.sampled_from(["snow", "lamp", "tree", "shopping", "nothing known", "yes", "no", "home", "centre", "da"])
owners = st.builds(
    Owner,
    team=words,
    deadline=st.builds(Deadline, amount=st.integers(0, 99), unit=st.sampled_from(DeadlineUnit), working=st.booleans()),
)
conditions = st.tuples() | st.tuples(
    st.builds(
        Condition,
        fact=st.sampled_from(["category", "consent", "place_kind", "sign", "hour", "no such fact"]),
        one_of=st.frozensets(words, max_size=3),
    )
)
rules = st.builds(
    Rule,
    code=words,
    route=st.sampled_from(Route),
    reasons=st.lists(words, max_size=2).map(tuple),
    team=st.none() | words,
    deadline=st.none() | st.builds(Deadline, amount=st.integers(0, 99), unit=st.sampled_from(DeadlineUnit)),
    is_urgent=st.booleans(),
    all_of=conditions,
    any_of=conditions,
)
policies = st.builds(
    Policy,
    version=st.just("v"),
    protection=st.builds(Protection, danger=owners, floor=owners, unsure=owners),
    owners=st.dictionaries(words, owners, max_size=4),
    rules=st.lists(rules, max_size=4).map(tuple),
)
arounds = st.builds(
    Around,
    is_category_known=st.booleans(),
    group=st.none() | words,
    area=st.none() | words,
    language_has_danger_words=st.booleans(),
    weekday=st.sampled_from(["mon", "sun"]),
    hour=st.integers(0, 23),
    task_on_site=st.none() | st.booleans(),
    somebody_answers=st.booleans(),
)
all_facts = st.builds(
    Facts,
    category=words,
    danger_signs=st.lists(words, max_size=2).map(tuple),
    floor_signs=st.lists(words, max_size=2).map(tuple),
    consent=st.sampled_from(["yes", "no", "not_asked"]),
    at_home=st.booleans(),
    has_place=st.booleans(),
    language=words,
    channel=words,
    private=st.booleans(),
    around=arounds,
    barred_by=st.none() | words,
    for_whom=st.sampled_from(["me", "somebody_else", "not_asked"]),
    they_agreed=st.sampled_from(["yes", "no", "not_asked"]),
)


@given(all_facts, policies)
def test_routing_is_total_and_deterministic(facts: Facts, policy: Policy) -> None:
    assert decide(facts, policy) == decide(facts, policy)


@given(all_facts, policies)
def test_no_policy_sends_a_neighbour_where_none_may_go(facts: Facts, policy: Policy) -> None:
    """R1, R2, R3, R4, R8: the pack adds protection and takes none away."""
    around = facts.around
    may_be_asked = (
        not facts.danger_signs
        and not facts.floor_signs
        and around.is_category_known
        and facts.has_place
        and around.language_has_danger_words
        and facts.consent == "yes"
        and (facts.for_whom != "somebody_else" or facts.they_agreed == "yes")
        and around.task_on_site is not None
        and (around.somebody_answers or not around.task_on_site)
        and facts.barred_by is None
    )
    assert decide(facts, policy).route is Route.PROFESSIONAL or may_be_asked


@given(all_facts, policies)
def test_every_verdict_says_why_and_what_was_rejected(facts: Facts, policy: Policy) -> None:
    found = decide(facts, policy)
    assert set(found.rejected) == set(Route) - {found.route}
    assert not facts.danger_signs or found.is_urgent
