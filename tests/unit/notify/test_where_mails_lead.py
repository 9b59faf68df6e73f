"""Where the links of a mail lead, and whom they let do what."""

import re

import pytest
from joserfc.jwk import KeySet

from shared.sessions import LinkReader
from tests.factories.letters import KEY, ORIGIN, SECRET, written
from tests.factories.notify import NOON, REFERENCE


def test_is_it_fixed_leads_to_the_page_with_the_two_buttons_R17() -> None:
    assert f"{ORIGIN}/my/{SECRET}/outcome" in written(("resolved", "reporter")).text
    assert f"{ORIGIN}/my/{SECRET}/outcome" in written(("resolved", "reporter"), is_sensitive=True).text


@pytest.mark.parametrize("is_sensitive", [True, False])
@pytest.mark.parametrize(
    "message, is_alarm",
    [("unsafe", 1), ("overdue", 1), ("revoked", 0), ("undelivered", 0), ("escalated", 0), ("urgent", 0)],
)
def test_a_coordinator_is_led_to_a_case_only_where_an_alarm_stands(
    message: str, is_alarm: int, *, is_sensitive: bool
) -> None:
    letter = written((message, "coordinator"), is_sensitive=is_sensitive)
    assert letter.text.count(f"{ORIGIN}/desk\n") == 1 - is_alarm
    assert letter.text.count(f"{ORIGIN}/desk/cases/{REFERENCE}\n") == is_alarm


@pytest.mark.parametrize("is_sensitive", [True, False])
def test_whoever_is_to_look_at_what_is_urgent_is_led_to_the_case_R1(*, is_sensitive: bool) -> None:
    letter = written(("urgent", "caseworker"), is_sensitive=is_sensitive)
    assert f"{ORIGIN}/desk/cases/{REFERENCE}\n" in letter.text
    assert "coordinator" not in letter.text


def test_an_invitation_lets_its_reader_answer_and_nobody_else() -> None:
    link = re.search(r"/help/asked/i1\?t=(\S+)", written(("invited", "helper")).text)
    assert link
    found = LinkReader(KeySet([KEY]).as_dict(private=False)).read("answer", link[1], NOON)
    assert found == {"person_id": "p1", "case_id": "case-1", "invitation_id": "i1"}


def test_reports_can_be_stopped_by_one_click_and_sign_ins_cannot() -> None:
    assert str(written(("routed", "reporter")).stop_url).startswith(f"{ORIGIN}/me/stop/")
    assert written(("sign_in", "person")).stop_url is None
    assert written(("unsafe", "coordinator")).stop_url is None
