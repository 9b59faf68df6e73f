"""On a real database: addresses, messages, sign-ins and sessions go when they were kept long enough."""

import json
from datetime import timedelta

from services.notify.domain.ending import AFTER_THE_LAST_MESSAGE
from shared.events.triage import CaseClosed, CaseStatus, CloseReason, MessageWritten, ReportStatus
from shared.retention import survey
from tests.factories.notify import NOON, REPORT
from tests.integration.notify.house import ADA, House
from tests.integration.notify.news import ROUTED_TODAY
from tests.integration.notify.rounds import confirm, everything, lets_go, publish

DAY = timedelta(days=1)
CLOSED = CaseClosed(reason=CloseReason.CONFIRMED)


def a_report(house: House, *, ends: bool = True) -> None:
    """Of somebody whom we wrote to."""
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    house.hear_of_its_case(MessageWritten(to="reporter", text="canary-words"), version=3)
    house.send()
    if ends:
        over = {"status": CaseStatus.CLOSED, "report_status": ReportStatus.CLOSED}
        house.hear_of_its_case(CLOSED, version=4, **over)
        house.send()


def test_the_address_of_a_report_goes_after_its_end_with_all_that_was_sent_there(house: House) -> None:
    contact_id = house.notify.contact_of(ADA)
    a_report(house)
    confirm(house)
    sent = house.database["deliveries"].count_documents({})
    assert lets_go(house, 366 * DAY) == {"deliveries": sent}
    assert contact_id in everything(house)
    assert lets_go(house, 731 * DAY) == {"contact of street_light": 1}
    house.database["day_places"].delete_many({})  # As the database does by itself, after three days.
    assert contact_id not in everything(house)
    assert house.database["deliveries"].count_documents({}) == sent
    assert lets_go(house, 999 * DAY) == {}


def test_while_somebody_works_on_it_we_can_write_about_it(house: House) -> None:
    a_report(house, ends=False)
    confirm(house)
    assert "contact of street_light" not in lets_go(house, 9999 * DAY)
    assert house.notify.contact_of(ADA) in everything(house)


def test_opened_again_it_is_kept_from_its_new_end_on(house: House) -> None:
    a_report(house)
    house.hear_of_its_case(ROUTED_TODAY, version=6)
    confirm(house)
    assert "contact of street_light" not in lets_go(house, 9999 * DAY)


def test_what_is_told_again_writes_to_nobody(house: House) -> None:
    a_report(house)
    confirm(house)
    lets_go(house, 9999 * DAY)
    mails = len(house.mails())
    a_report(house)
    assert len(house.mails()) == mails
    assert "canary-words" not in everything(house)


def test_messages_sign_ins_and_sessions_go_by_their_age(house: House) -> None:
    a_report(house, ends=False)
    house.browser().sign_in(house)
    person = house.notify.people.owner_of(house.notify.contact_of(ADA))
    assert person is not None
    confirm(house)
    assert lets_go(house, 31 * DAY) == {"sign_ins": 1}
    assert lets_go(house, 92 * DAY) == {"sessions": 1}
    assert lets_go(house, 366 * DAY) == {"deliveries": house.database["deliveries"].count_documents({})}
    for name in ("sessions", "sign_ins"):
        assert house.database[name].count_documents({}) == 0
        told = json.dumps(list(house.database[f"{name}.history"].find()), default=str)
        assert told != "[]"
        assert person.id not in told
        assert house.notify.contact_of(ADA) not in told
    assert lets_go(house, 999 * DAY) == {}
    assert REPORT not in json.dumps(list(house.database["deliveries"].find()), default=str)


def test_looking_and_unconfirmed_periods_change_nothing(house: House) -> None:
    a_report(house)
    house.browser().sign_in(house)
    publish(house)
    before, keeps = everything(house), house.notify.retention
    found = {str(each.what) for each in survey(keeps.kept.periods, keeps.shelves, NOON + 9999 * DAY) if each.count}
    assert found == {"contact of street_light", "deliveries", "sign_ins", "sessions"}
    assert lets_go(house, 9999 * DAY) == {}
    assert everything(house) == before


def as_an_older_release_kept_it(house: House) -> None:
    """That it ended, and not when."""
    house.database["matters"].update_many({}, {"$unset": {"over_since": "", "case.over_since": ""}})


def test_what_ended_before_that_was_written_down_is_found_without_being_heard_of_again(house: House) -> None:
    a_report(house)
    as_an_older_release_kept_it(house)
    confirm(house)
    period, late = 730 * DAY, AFTER_THE_LAST_MESSAGE
    keeps = house.notify.retention
    assert "contact of street_light" not in {
        str(each.what) for each in survey(keeps.kept.periods, keeps.shelves, NOON + period) if each.count
    }
    assert lets_go(house, period + late)["contact of street_light"] == 1
    assert house.notify.contact_of(ADA) not in everything_but_days(house)
    assert "contact of street_light" not in lets_go(house, 9999 * DAY)


def test_where_no_message_is_left_it_counts_from_when_the_report_came(house: House) -> None:
    a_report(house)
    as_an_older_release_kept_it(house)
    confirm(house)
    lets_go(house, 366 * DAY)
    assert "contact of street_light" not in lets_go(house, (730 + 364) * DAY)
    assert lets_go(house, (730 + 366) * DAY)["contact of street_light"] == 1


def test_what_an_older_release_left_open_is_kept(house: House) -> None:
    a_report(house, ends=False)
    as_an_older_release_kept_it(house)
    confirm(house)
    assert "contact of street_light" not in lets_go(house, 9999 * DAY)


def everything_but_days(house: House) -> str:
    house.database["day_places"].delete_many({})  # As the database does by itself, after three days.
    return everything(house)
