"""From a mail that somebody got to what the services hear of their answer: the real door, stores and mail server."""

import base64
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from werkzeug.test import TestResponse

from services.notify.adapters.mongo_leftovers import MongoLeftovers
from services.notify.bootstrap import make_notify, make_sending
from services.notify.domain.delivery import Audience, Status
from services.notify.entrypoints.web.app import make_notify_app
from services.notify.entrypoints.web.signed import FRESH_SECONDS
from services.notify.ports.replies import LARGEST_MAIL
from shared.events import triage
from shared.events.intake import ReportWithdrawn
from shared.events.triage import CaseStatus, CloseReason
from shared.observability.metrics import REPLIES
from tests.factories.mails import mail
from tests.factories.notify import REPORT, report_state
from tests.factories.templates import quick
from tests.integration.notify.house import ADA, SECRET, House
from tests.integration.notify.mailing import ALMA, INBOUND, Post, asked, asked_as_a_helper
from tests.integration.notify.news import ROUTED

CANARY = "canary-in-an-answer"
EVERYTHING = ("deliveries", "replies", "replies.history", "deliveries.history", "day_places", "refusals")


@pytest.fixture
def post(house: House) -> Post:
    return Post(house)


def counted(outcome: str) -> float:
    return float(REPLIES.labels(outcome)._value.get())  # noqa: SLF001 -- it tells it in no other way


def test_a_mail_says_that_it_can_be_answered_and_where(post: Post) -> None:
    told = asked(post)
    assert "You can simply answer this mail" in told.text
    local, _, domain = str(told.message["Reply-To"]).partition("@")
    assert local.startswith("reply+")
    assert domain == "replies.nabo.test"
    assert REPORT not in str(told.message["Reply-To"])


def test_each_mail_to_each_person_has_an_address_of_its_own(post: Post) -> None:
    first = asked(post)
    second = asked_as_a_helper(post)
    assert first.message["Reply-To"] != second.message["Reply-To"]


def test_where_there_is_no_domain_mails_are_as_they_were_and_nothing_is_there(house: House) -> None:
    settings = replace(house.settings, replies=None)
    notify = make_notify(settings, house.stores, house.clock)
    (sending,) = make_sending(settings, house.stores, notify)
    app = quick(make_notify_app(settings, notify, house.stores))
    silent = replace(house, settings=settings, notify=notify, sending=sending, app=app)
    silent.hear_of_a_report()
    silent.hear_of_its_case(ROUTED, version=2)
    told = silent.newest()
    assert "answer this mail" not in told.text
    assert told.message["Reply-To"] == house.notify.pack.sender.reply_to
    assert app.test_client().post(INBOUND, data=b"x", content_type="message/rfc822").status_code == 404
    sending.channel.close()


def test_a_reporters_answer_is_told_once_with_their_own_words_alone(post: Post) -> None:
    told = asked(post)
    for _ in range(3):
        assert (
            post.hand_over(
                mail(
                    f"{CANARY}\n\nOn 7 May 2026, at 10:12, Nabo <x@y.example> wrote:\n> old",
                    To=told.message["Reply-To"],
                )
            )
            == 204
        )
    (event,) = post.heard()
    assert {name: event[name] for name in ("report_id", "audience", "text")} == {
        "report_id": REPORT,
        "audience": "reporter",
        "text": CANARY,
    }
    assert post.house.send() == []
    (relayed,) = [each for each in post.house.stores.relayed if each.name == "replies"]
    pending = list(relayed.pending(10))
    relayed.file(pending)
    relayed.clear(pending)
    for name in EVERYTHING:
        assert CANARY not in str(list(post.house.database[name].find()))


def test_a_helpers_answer_names_them_and_is_forgotten_with_them(post: Post) -> None:
    told = asked_as_a_helper(post)
    assert post.answer(told, "I come at five.") == 204
    (event,) = post.heard()
    assert (event["audience"], event["person_id"], event["text"]) == ("helper", "alma", "I come at five.")
    relayed = [each for each in post.house.stores.relayed if each.name in {"replies", "deliveries"}]
    for each in relayed:
        if pending := list(each.pending(10)):
            each.file(pending)
            each.clear(pending)
    post.house.database["people"].update_many({}, {"$unset": {"pending_since": ""}})
    assert MongoLeftovers(post.house.database).of_person("alma")
    assert post.house.database["replies"].count_documents({}) == 0
    assert "alma" not in str(list(post.house.database["replies.history"].find()))
    before = counted("unknown")
    assert post.answer(told, "I come at six.") == 204
    assert counted("unknown") == before + 1


FORGED: Sequence[Callable[[Post, bytes], TestResponse]] = (
    lambda post, body: post.house.app.test_client().post(INBOUND, data=body, content_type="message/rfc822"),
    lambda post, body: post.post(body, key=b"x" * 32),
    lambda post, body: post.post(body, webhook_id="w-2"),
    lambda post, body: post.post(body, webhook_signature="v1,"),
    lambda post, body: post.post(body, webhook_timestamp="now"),
    lambda post, body: post.post(body, at=-FRESH_SECONDS - 2),
    lambda post, body: post.post(body, at=FRESH_SECONDS + 2),
)


@pytest.mark.parametrize("forged", range(len(FORGED)))
def test_what_is_not_signed_by_whoever_takes_our_mail_is_refused(post: Post, forged: int) -> None:
    told = asked(post)
    answer = FORGED[forged](post, mail(To=told.message["Reply-To"]).as_bytes())
    assert (answer.status_code, answer.mimetype) == (401, "application/problem+json")
    assert post.house.database["replies"].count_documents({}) == 0


@pytest.mark.parametrize("method", ["GET", "PUT", "DELETE"])
def test_R17_nothing_but_a_post_opens_the_door(post: Post, method: str) -> None:
    assert post.house.app.test_client().open(INBOUND, method=method, buffered=True).status_code == 405


def test_another_kind_of_body_and_one_that_is_too_large_are_told_so(post: Post) -> None:
    assert post.post(b"{}", kind="application/json").status_code == 415
    assert post.post(b"x" * (LARGEST_MAIL + 1)).status_code == 413
    assert post.post(b"x" * LARGEST_MAIL).status_code == 204


def test_a_forged_address_is_answered_to_nobody_and_kept_nowhere(post: Post) -> None:
    told = asked(post)
    address = str(told.message["Reply-To"])
    forged = address.replace(address[20], "a" if address[20] != "a" else "b", 1)
    before = counted("forged")
    assert post.hand_over(mail(CANARY, To=forged)) == 204
    assert counted("forged") == before + 1
    assert post.said() == []
    for name in EVERYTHING:
        assert CANARY not in str(list(post.house.database[name].find()))


def test_an_older_key_still_opens_and_the_address_is_found_however_it_is_written(post: Post, house: House) -> None:
    told = asked(post)
    replies = house.settings.replies
    assert replies is not None
    newer = {"current": "new", "keys": {**replies.keys["keys"], "new": base64.b64encode(b"n" * 32).decode()}}
    settings = replace(house.settings, replies=replace(replies, keys=newer))
    notify = make_notify(settings, house.stores, house.clock)
    renewed = Post(replace(house, notify=notify, app=quick(make_notify_app(settings, notify, house.stores))))
    assert renewed.hand_over(mail(To=str(told.message["Reply-To"]).upper(), From=ADA.upper())) == 204
    assert [each["text"] for each in post.heard()] == ["The second lamp."]


def test_from_a_foreign_address_nothing_is_taken_and_only_whoever_was_asked_hears_of_it(post: Post) -> None:
    told = asked(post)
    stranger = "stranger@elsewhere.example"
    for text in (CANARY, f"again {CANARY}"):
        assert post.answer(told, text, sender=stranger) == 204
    (said,) = post.said()
    assert "an address that we do not know as yours" in " ".join(said.text.split())
    assert CANARY not in said.message.as_string()
    assert stranger not in said.message.as_string()
    assert post.house.mails(stranger) == []
    assert [each["reason"] for each in post.heard()] == ["foreign", "foreign"]


@pytest.mark.parametrize("headers", [{"Auto_Submitted": "auto-replied"}, {"Precedence": "bulk"}, {"Return_Path": "<>"}])
def test_a_machine_is_never_answered(post: Post, headers: dict[str, str]) -> None:
    told = asked(post)
    before = counted("automatic")
    assert post.answer(told, "I am away until Monday. It smells of gas.", **headers) == 204
    assert counted("automatic") == before + 1
    assert post.said() == []
    assert post.heard() == []


def test_R14_what_is_said_of_a_sensitive_case_names_nothing_of_it(post: Post) -> None:
    told = asked(post, sensitive=True)
    assert post.answer(told, "") == 204
    (said,) = post.said()
    for secret in (REPORT, "treet lamp", "lighting"):
        assert secret not in said.message.as_string()
    assert said.path("/my/") == f"/my/{SECRET}"


def test_too_long_is_said_in_words_and_nothing_of_it_is_kept(post: Post) -> None:
    told = asked(post)
    assert post.answer(told, f"{CANARY} " * 400) == 204
    (said,) = post.said()
    assert "longer than 4,000 characters" in " ".join(said.text.split())
    assert CANARY not in said.message.as_string()
    assert [each["reason"] for each in post.heard()] == ["too_long"]


@pytest.mark.parametrize("ended", ["closed", "withdrawn"])
def test_what_is_over_is_read_by_nobody_and_that_is_said(post: Post, ended: str) -> None:
    told = asked(post)
    if ended == "closed":
        closed = triage.CaseClosed(reason=CloseReason.CONFIRMED)
        post.house.hear_of_its_case(closed, version=3, status=CaseStatus.CLOSED)
    else:
        state = report_state(contact_id=post.house.contact_of(ADA), withdrawn=True)
        post.house.hear(post.house.told(ReportWithdrawn(), state=state, subject=REPORT, version=2, by="reporter"))
    assert post.answer(told, "One more thing.") == 204
    (said,) = post.said()
    assert "Please report it anew" in " ".join(said.text.split())
    assert said.path("/report").endswith("/report")


def test_whoever_handed_the_task_back_hears_that_kindly(post: Post) -> None:
    told = asked_as_a_helper(post)
    post.house.hear_of_its_case(triage.TaskHandedBack(person_id="alma"), version=4)
    assert post.answer(told, "I come at five.") == 204
    (said,) = post.said(ALMA)
    assert "is not with you any more" in " ".join(said.text.split())


def test_what_is_said_goes_in_their_language(post: Post) -> None:
    told = asked_as_a_helper(post)
    post.house.database["people"].update_one({"_id": "alma"}, {"$set": {"state.language": "da"}})
    assert post.answer(told, "") == 204
    (said,) = post.said(ALMA)
    assert "hvor vi ikke fandt dine egne ord" in " ".join(said.text.split())


def test_not_my_address_ends_it(post: Post) -> None:
    told = asked(post)
    token = told.path("/me/address/").rpartition("/")[2]
    browser = post.house.browser()
    browser.post(f"/me/address/{token}/not-mine", on=f"/me/address/{token}")
    before = counted("ended")
    assert post.answer(told, "One more thing.") == 204
    assert counted("ended") == before + 1
    assert post.said() == []


def test_what_answers_an_answer_can_be_answered_by_nobody(post: Post) -> None:
    told = asked(post)
    assert post.answer(told, "") == 204
    (said,) = post.said()
    assert "reply+" not in str(said.message["Reply-To"])
    kept = post.house.database["deliveries"].find_one({"audience": Audience.PERSON.value})
    assert kept is not None
    assert (kept["status"], "asked_as" in kept) == (Status.SENT.value, False)
