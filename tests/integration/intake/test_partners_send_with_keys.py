"""Keys of partners' systems at the API, on a real database: who is let in, who is not, and what is kept of it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from werkzeug.test import TestResponse

from services.intake.bootstrap import KeyCabinet, make_key_cabinet
from services.intake.domain.api_key import Standing
from services.intake.handlers.issue_api_key import IssueApiKey, NewKey
from services.intake.handlers.revoke_api_key import RevokeApiKey
from shared.clock import StoppedClock
from shared.mongo.aggregates import Aggregates
from tests.factories.reports import NOW, body
from tests.integration.intake.office import REPORTS, Office

FIRE = "There is a fire"
CHALLENGE = 'Bearer realm="nabo", error="invalid_token"'
NEVER_ISSUED = f"nabo_key_{1:012x}_{2:048x}"
Issue = Callable[..., NewKey]


@pytest.fixture
def cabinet(office: Office) -> KeyCabinet:
    return make_key_cabinet(office.stores, office.intake.clock)


@pytest.fixture
def issue(cabinet: KeyCabinet) -> Issue:
    def issue(**changes: Any) -> NewKey:  # noqa: ANN401 -- any field
        told: dict[str, Any] = {"owner": "Call centre", "by": "kim", "reason": "new_partner", "per_minute": 5}
        return cabinet.issue(IssueApiKey(**{**told, **changes}))

    return issue


def post(office: Office, key: str, *, headers: dict[str, str] | None = None, **changes: Any) -> TestResponse:  # noqa: ANN401 -- any field
    bearing = {"Authorization": f"Bearer {key}", **(headers or {})}
    return office.client().post(REPORTS, json=body(**changes), headers=bearing, buffered=True)


def revoked(cabinet: KeyCabinet, issued: NewKey) -> str:
    cabinet.revoke(RevokeApiKey(key=issued.id, by="lou", reason="key_leaked"))
    return issued.key


def assert_refused(answer: TestResponse, code: str) -> None:
    problem = answer.get_json()
    assert (answer.status_code, answer.mimetype, problem["code"]) == (401, "application/problem+json", code)
    assert answer.headers["WWW-Authenticate"] == CHALLENGE
    assert (problem["type"], problem["status"]) == (f"urn:nabo:problem:{code}", 401)
    assert "API key" in problem["title"]


def publish(aggregates: Aggregates) -> None:
    """As the worker's relay does it."""
    waiting = aggregates.pending(1000)
    aggregates.file(waiting)
    aggregates.clear(waiting)


def test_a_report_says_by_which_key_it_came_and_so_does_its_history(office: Office, issue: Issue) -> None:
    issued = issue()
    answer = post(office, issued.key)
    assert answer.status_code == 201
    assert office.document(answer.get_json()["id"])["state"]["api_key"] == issued.id
    publish(office.stores.reports)
    filed = list(office.stores.database["reports.history"].find())
    assert {each["by"] for each in filed} == {issued.id}
    steps = office.stores.traces.of(answer.get_json()["reference"])
    assert {step["by"] for step in steps} == {issued.id}


def test_without_a_key_a_report_is_taken_as_anybodys(office: Office, issue: Issue) -> None:
    issue(per_minute=1)
    for _ in range(3):
        assert office.document(office.tell()["id"])["state"]["api_key"] is None
    assert office.stores.database["api_key_uses"].find_one() is None


@pytest.mark.parametrize(
    "header",
    [
        f"Bearer {NEVER_ISSUED}",
        "Bearer",
        "Bearer ",
        NEVER_ISSUED,
        "Bearer nabo_key_",
        "Bearer {'$gt': ''}",
        f"Basic {NEVER_ISSUED}",
        "Bearer \xe6\xf8\xe5",
        f"Bearer {'x' * 4000}",
    ],
)
def test_whatever_is_no_key_is_refused_before_anything_is_stored(office: Office, header: str) -> None:
    answer = office.client().post(REPORTS, json=body(), headers={"Authorization": header})
    assert_refused(answer, "api_key_unknown")
    assert "notices" not in answer.get_json()
    followed = office.client().get(f"{REPORTS}/{NEVER_ISSUED}", headers={"Authorization": header})
    assert_refused(followed, "api_key_unknown")
    assert office.documents() == []


@pytest.mark.parametrize("header", ["", "Basic YWRhOmFkYQ==", "Digest username=ada", "nonsense"])
def test_what_is_meant_for_somebody_before_us_is_no_key(office: Office, header: str) -> None:
    assert office.client().post(REPORTS, json=body(), headers={"Authorization": header}).status_code == 201


def test_the_scheme_is_read_in_any_case(office: Office, issue: Issue) -> None:
    answer = office.client().post(REPORTS, json=body(), headers={"Authorization": f"bearer  {issue().key}"})
    assert answer.status_code == 201


def test_a_revoked_key_opens_nothing_from_the_next_request_on(
    office: Office, issue: Issue, cabinet: KeyCabinet
) -> None:
    issued = issue()
    taken = post(office, issued.key)
    assert_refused(post(office, revoked(cabinet, issued)), "api_key_revoked")
    bearing = {"Authorization": f"Bearer {issued.key}"}
    assert_refused(office.client().get(taken.headers["Location"], headers=bearing), "api_key_revoked")
    assert len(office.documents()) == 1


def test_an_expired_key_opens_nothing(office: Office, issue: Issue, clock: StoppedClock) -> None:
    issued = issue(expires_at=NOW + timedelta(minutes=1))
    assert post(office, issued.key).status_code == 201
    clock.advance(timedelta(minutes=1))
    assert_refused(post(office, issued.key), "api_key_expired")
    assert len(office.documents()) == 1


def test_R1_a_refused_key_still_gets_the_numbers_to_call(office: Office, issue: Issue, cabinet: KeyCabinet) -> None:
    for key in (NEVER_ISSUED, revoked(cabinet, issue())):
        answer = post(office, key, text=FIRE)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == CHALLENGE
        assert [each["number"] for each in answer.get_json()["notices"][0]["numbers"]] == ["112", "114"]
    assert office.documents() == []


def test_R1_whatever_else_is_wrong_with_it(office: Office) -> None:
    for sent in (b'{"text": "There is a fire', b'{"text": "There is a fire ' + b"x" * 300_000 + b'"}'):
        bearing = {"Authorization": f"Bearer {NEVER_ISSUED}"}
        answer = office.client().post(REPORTS, data=sent, content_type="text/plain", headers=bearing)
        assert (answer.status_code, answer.get_json()["notices"][0]["code"]) == (401, "danger")


def test_beyond_its_limit_a_key_waits_for_the_next_minute(office: Office, issue: Issue, clock: StoppedClock) -> None:
    issued = issue(per_minute=2)
    clock.advance(timedelta(seconds=15.5))
    assert [post(office, issued.key).status_code for _ in range(2)] == [201, 201]
    full = post(office, issued.key)
    assert (full.status_code, full.mimetype) == (429, "application/problem+json")
    assert (full.get_json()["code"], full.headers["Retry-After"]) == ("too_many", "45")
    bearing = {"Authorization": f"Bearer {issued.key}"}
    followed = office.client().get(f"{REPORTS}/{office.documents()[0]['_id']}", headers=bearing)
    assert (followed.status_code, followed.headers["Retry-After"]) == (429, "45")
    assert len(office.documents()) == 2
    assert office.post().status_code == 201, "others are none of its business"
    clock.advance(timedelta(seconds=44.5))
    assert post(office, issued.key).status_code == 201


def test_R1_a_sign_does_not_wait_for_the_next_minute(office: Office, issue: Issue) -> None:
    issued = issue(per_minute=1)
    post(office, issued.key)
    signs: tuple[dict[str, Any], ...] = ({"text": FIRE}, {"text": "They want cash"}, {"category": "hoarding"})
    for told in signs:
        answer = post(office, issued.key, **told)
        assert answer.status_code == 201
        assert answer.get_json()["notices"]
    assert post(office, issued.key).status_code == 429


def test_R16_partners_may_number_their_requests_alike(office: Office, issue: Issue) -> None:
    number = {"Idempotency-Key": "4711"}
    first, second = issue(), issue(owner="Port authority")
    sent = [
        post(office, first.key, headers=number),
        post(office, first.key, headers=number),
        post(office, second.key, headers=number, text="Another lamp"),
        office.client().post(REPORTS, json=body(text="A third lamp"), headers=number),
    ]
    assert {each.status_code for each in sent} == {201}
    ids = [each.get_json()["id"] for each in sent]
    assert ids[0] == ids[1]
    assert len(set(ids)) == 3
    assert post(office, second.key, headers=number).get_json()["code"] == "request_differs"


def test_no_page_log_metric_history_or_document_holds_a_key(
    office: Office, issue: Issue, cabinet: KeyCabinet, capfd: pytest.CaptureFixture[str]
) -> None:
    """The canary: the secret half of keys that were taken, refused for every reason, and broke something."""
    keys = [issue(per_minute=1), issue(), issue()]
    gone = revoked(cabinet, keys[1])
    sent = [keys[0].key, keys[0].key, gone, f"{keys[2].key}0", NEVER_ISSUED]
    answers = [post(office, key, text=FIRE) for key in sent] + [post(office, key) for key in sent]
    answers += [post(office, keys[2].key, category=key) for key in (sent[0], gone)]
    answers += [office.client().get(path) for path in ("/metrics/intake", "/api/intake/docs")]
    publish(office.stores.api_keys)
    publish(office.stores.reports)
    database = office.stores.database
    stored = [json.dumps(list(database[name].find()), default=str) for name in database.list_collection_names()]
    office.stores.database.client.close()
    answers.append(post(office, keys[2].key))
    told = "".join([*stored, *capfd.readouterr(), *(f"{each.headers}{each.text}" for each in answers)])
    secrets = {key.rsplit("_", 1)[1] for key in (*sent, keys[2].key)}
    statuses = {answer.status_code for answer in answers}
    assert statuses >= {201, 401, 422, 429}
    assert statuses & {500, 503}, "an error of ours was tried, too"
    assert [secret for secret in secrets if secret in told] == []
    assert "api_key_refused" in told
    assert keys[1].id in told


def test_where_the_database_is_away_nobody_is_told_that_the_key_is_wrong(office: Office, issue: Issue) -> None:
    issued = issue()
    office.stores.database.client.close()
    answer = post(office, issued.key, text=FIRE)
    assert answer.status_code in {500, 503}
    assert answer.get_json()["notices"][0]["code"] == "danger"


def test_operators_see_when_a_key_was_used_last_and_what_it_is_worth(
    office: Office, issue: Issue, cabinet: KeyCabinet
) -> None:
    used, unused = issue(), issue(owner="Port authority", expires_at=NOW + timedelta(days=1))
    post(office, used.key)
    listed = {each.id: each for each in cabinet.listed()}
    assert (listed[used.id].last_used_at, listed[used.id].standing) == (NOW, Standing.VALID)
    assert (listed[unused.id].last_used_at, listed[unused.id].expires_at) == (None, NOW + timedelta(days=1))


def test_a_key_and_its_uses_are_found_by_their_ids(office: Office, issue: Issue) -> None:
    issued = issue()
    post(office, issued.key)
    for name in ("api_keys", "api_key_uses"):
        for cursor in (
            office.stores.database[name].find({"_id": issued.id}),
            office.stores.database[name].find().sort("_id"),
        ):
            plan = json.dumps(cursor.explain()["queryPlanner"]["winningPlan"], default=str)
            assert "COLLSCAN" not in plan
            assert '"SORT"' not in plan


def test_the_description_says_how_a_key_is_sent_and_that_none_is_needed(office: Office) -> None:
    described = office.client().get("/api/intake/openapi.json").get_json()
    (scheme,) = described["components"]["securitySchemes"].items()
    assert (scheme[0], scheme[1]["type"], scheme[1]["scheme"]) == ("api_key", "http", "bearer")
    for path in described["paths"].values():
        for operation in (each for name, each in path.items() if name in {"get", "post"}):
            assert operation["security"] == [{}, {"api_key": []}]
            assert {"401", "429"} <= set(operation["responses"])
    assert "Bearer" in office.client().get("/api/intake/docs").text
