"""What helpers and caseworkers write is looked at before anybody else reads it."""

from datetime import timedelta

import pytest

from tests.factories.triage_town import ADDRESS, BEN, LEO, MINA, WORDS, Town

LAMP = {"category": "street_light"}


def shows_the_place(page: str) -> bool:
    return ADDRESS in page or WORDS in page


WRITTEN = [("messages", "text", {}), ("resolve", "words", {"action": "repaired"})]


@pytest.mark.parametrize("deed, field, more", WRITTEN)
def test_R6_an_address_in_what_a_caseworker_writes_is_pointed_out_before_it_is_sent(
    town: Town, deed: str, field: str, more: dict[str, str]
) -> None:
    case_id = town.case(**LAMP)
    before, path = town.happened(case_id), f"{town.desk(case_id)}/{deed}"
    typed = {**more, field: "Write to ben@home.example or call 40 12 34 56."}
    answer = town.post(BEN, path, **typed)
    assert answer.status_code == 200
    assert "<b>ben@home.example</b>" in answer.text
    assert "<b>40 12 34 56</b>" in answer.text
    assert f'action="{path}"' in answer.text
    assert f'name="{field}" value="{typed[field]}"' in answer.text
    changed = town.post(BEN, path, **typed, seen="contacts", do="change")
    assert changed.status_code == 200
    assert typed[field] in changed.text
    assert town.happened(case_id) == before
    assert town.post(BEN, path, **typed, seen="contacts", do="send").status_code == 303
    assert len(town.happened(case_id)) == len(before) + 1


@pytest.mark.parametrize("minutes_ago", [1, 16])
@pytest.mark.parametrize("what, field", [("messages", "text"), ("done", "words")])
def test_R6_an_address_in_what_a_helper_writes_is_pointed_out_before_it_is_sent(
    town: Town, what: str, field: str, minutes_ago: int
) -> None:
    case_id, ago = town.with_task(MINA), timedelta(minutes=minutes_ago)
    town.post(MINA, f"/help/tasks/{case_id}/on-way")
    before, path = town.happened(case_id), f"/help/tasks/{case_id}/{what}"
    typed = {field: "Call me: 40 12 34 56.", **({"letter_to": "team"} if what == "messages" else {})}
    answer = town.send(MINA, path, typed, ago=ago)
    assert answer.status_code == 200
    assert "<b>40 12 34 56</b>" in answer.text
    assert not shows_the_place(answer.text)
    assert town.happened(case_id) == before
    changed = town.send(MINA, path, {**typed, "seen": "contacts", "do": "change"}, ago=ago)
    assert changed.status_code == 200
    assert typed[field] in changed.text
    assert shows_the_place(changed.text) is (minutes_ago == 1)
    assert town.send(LEO, path, typed, ago=ago).status_code == 404
    assert town.send(MINA, path, {**typed, "seen": "contacts", "do": "send"}, ago=ago).status_code == 303
    assert len(town.happened(case_id)) > len(before)
