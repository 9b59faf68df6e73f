"""The gateway routes by path, sheds by path, and never leaves anybody in danger without a number."""

import http.client
import json
import socket
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import pytest

from deploy.local.gateway import gateway_program
from deploy.local.layout import ASSETS
from deploy.local.plan import Plan
from deploy.local.waiting import wait_until
from shared.events.topics import SERVICES
from tests.integration.platform.a_gateway import MANY, SECONDS, Echo, a_gateway, ask

FIRST_REFUSED = 10
PAGES = 24
ASKING = 40
LAST_REFUSED = 60
PHOTOS = 12


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Plan, int]]:
    """A real gateway in front of stand-ins, and the id of its process; notify is away."""
    with a_gateway(tmp_path_factory.mktemp("gateway")) as found:
        yield found


@pytest.fixture
def behind(tmp_path: Path) -> Iterator[Plan]:
    """One that trusts what stands before it."""
    with a_gateway(tmp_path, NABO_GATEWAY_TRUSTS="127.0.0.0/8") as (plan, _):
        yield plan


@pytest.fixture
def whole(tmp_path: Path) -> Iterator[Plan]:
    """One in front of all three services."""
    with a_gateway(tmp_path, SERVICES) as (plan, _):
        yield plan


@pytest.fixture
def gateway(running: tuple[Plan, int]) -> Plan:
    return running[0]


@pytest.mark.parametrize(
    "path",
    ["/desk", "/desk/cases/N-7K3M-Q9WY-4", "/help", "/help/tasks/1", "/how", "/api/triage/v1/x", "/readyz/triage"],
)
def test_triage_has_the_desk_and_the_helpers(gateway: Plan, path: str) -> None:
    assert ask(gateway, path).seen["port"] == gateway.ports.web("triage")


@pytest.mark.parametrize(
    "path",
    ["/", "/report", "/my/secret", "/list", "/open311/v2/services.json", "/api/intake/v1/reports", "/deskman", "/me2"],
)
def test_intake_has_everything_else(gateway: Plan, path: str) -> None:
    assert ask(gateway, path).seen["port"] == gateway.ports.web("intake")


def test_nobody_claims_another_address(gateway: Plan) -> None:
    seen = ask(gateway, "/", X_Forwarded_For="6.6.6.6", X_Client_Address="6.6.6.6").seen
    assert (seen["from"], seen["client"]) == ("127.0.0.1", "127.0.0.1")


def test_a_proxy_that_is_trusted_says_whom_a_request_comes_from(behind: Plan) -> None:
    seen = ask(behind, "/", X_Forwarded_For="6.6.6.6, 203.0.113.7", X_Client_Address="6.6.6.6").seen
    assert seen["client"] == "203.0.113.7", "it wrote the last of them; whoever wrote those before it may be anybody"


def test_what_is_left_of_a_body_is_nobodys_next_request(gateway: Plan) -> None:
    """A proxy that keeps its connections would lead somebody else's words behind it."""
    refused = ask(gateway, "/api/intake/v1/reports", method="POST", body=b"a" * MANY)
    assert (refused.status, refused.headers["Connection"]) == (413, "close")
    assert ask(gateway, "/me").headers["Connection"] == "close"


@pytest.mark.parametrize("path", ["/me", "/me/sign-in"])
def test_a_service_that_is_away_leaves_a_page_with_the_numbers_to_call(gateway: Plan, path: str) -> None:
    answer = ask(gateway, path)
    assert answer.status == http.HTTPStatus.SERVICE_UNAVAILABLE
    assert answer.headers["Retry-After"] == "5"
    assert 'href="tel:112"' in answer.body
    assert 'lang="da"' in answer.body


def test_a_program_gets_the_numbers_as_data(gateway: Plan) -> None:
    answer = ask(gateway, "/api/notify/v1/people")
    assert (answer.status, answer.headers["Content-Type"]) == (503, "application/problem+json")
    problem = json.loads(answer.body)
    assert problem["status"] == 503
    assert "112" in {call["number"] for notice in problem["notices"] for call in notice["numbers"]}


@contextmanager
def looking(plan: Plan, at: str, many: int) -> Iterator[None]:
    """So many look at slow pages, and read them all in the end."""
    Echo.released.clear()
    with ThreadPoolExecutor(many) as crowd:
        jobs = [crowd.submit(ask, plan, f"{at}/slow/{number}") for number in range(many)]
        try:
            wait_for(many)
            yield
        finally:
            Echo.released.set()
        assert {job.result().status for job in jobs} == {200}


def test_lists_are_refused_before_pages_and_pages_before_reports(gateway: Plan) -> None:
    with looking(gateway, "/list", FIRST_REFUSED):
        assert ask(gateway, "/list").status == 503
        assert ask(gateway, "/api/intake/v1/reports").status == 503
        assert ask(gateway, "/").status == 200
        with looking(gateway, "", PAGES - FIRST_REFUSED):
            assert ask(gateway, "/").status == 503
            assert ask(gateway, "/api/intake/v1/reports", method="POST", body=b"{}").status == 200
            assert ask(gateway, "/report").status == 200
            with looking(gateway, "/my", ASKING - PAGES):
                assert ask(gateway, "/report").status == 503
                assert ask(gateway, "/report", method="POST", body=b"category=litter").status == 200
                assert ask(gateway, "/my/secret/write", method="POST", body=b"text=help").status == 200
                assert ask(gateway, "/api/intake/v1/reports", method="POST", body=b"{}").status == 200


def test_whoever_sends_slowly_takes_nobody_s_place(gateway: Plan) -> None:
    """Half-sent requests wait at the gateway; a service hears of a request when it is whole."""
    half = b"POST /api/intake/v1/reports HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n{"
    with ExitStack() as open_ones:
        for _ in range(LAST_REFUSED + PAGES):
            slow = open_ones.enter_context(socket.create_connection(("127.0.0.1", gateway.ports.gateway), SECONDS))
            slow.sendall(half)
        assert ask(gateway, "/").status == 200
        assert ask(gateway, "/api/intake/v1/reports", method="POST", body=b"{}").status == 200


def test_photos_that_come_slowly_cost_no_memory_and_no_report(running: tuple[Plan, int]) -> None:
    """Twelve are under way to intake; the others are told at once, however much they have sent."""
    plan, process = running
    head = f"POST /report HTTP/1.1\r\nHost: x\r\nContent-Length: {5 * MANY}\r\n\r\n".encode()
    before = memory_of(process)
    with ExitStack() as open_ones:
        for _ in range(4 * PHOTOS):
            slow = open_ones.enter_context(socket.create_connection(("127.0.0.1", plan.ports.gateway), SECONDS))
            with suppress(OSError):
                slow.sendall(head + bytes(MANY))
        for _ in range(PHOTOS):
            assert Echo.begun.acquire(timeout=SECONDS)
        refused = ask(plan, "/my/secret/photos", method="POST", body=bytes(MANY))
        assert (refused.status, "without photos now" in refused.body) == (503, True)
        for path in ("/report", "/api/intake/v1/reports", "/my/secret/photos"):
            assert ask(plan, path, method="POST", body=b"x" * 200_000).status == 200
        assert ask(plan, "/list").status == 200
        assert memory_of(process) - before < PHOTOS * MANY
    wait_until(
        lambda: ask(plan, "/report", method="POST", body=bytes(MANY)).status == 200,
        seconds=SECONDS,
        what="photos have places again",
    )


def memory_of(process: int) -> int:
    """What it holds, in bytes."""
    lines = Path(f"/proc/{process}/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith("VmRSS"))


def test_who_says_that_it_is_unsafe_reads_what_to_do_however_many_look_at_pages(gateway: Plan) -> None:
    with looking(gateway, "/help", PAGES):
        assert ask(gateway, "/help").status == 503
        assert ask(gateway, "/help/tasks/1/unsafe", method="POST").status == 200
        assert ask(gateway, "/help/unsafe").status == 200


@pytest.mark.parametrize("path", ["/api/notify/v1/sms/inbound", "/api/notify/v1/mail/inbound"])
def test_R1_words_that_come_by_phone_or_mail_are_taken_however_many_look_at_pages(whole: Plan, path: str) -> None:
    with looking(whole, "/me", PAGES):
        assert ask(whole, "/me").status == 503
        assert ask(whole, path, method="POST", body=b"{}").status == 200


def test_nobody_waits_for_a_service_that_hangs(gateway: Plan) -> None:
    Echo.released.clear()
    try:
        answer = ask(gateway, "/report/slow", method="POST", body=b"{}")
    finally:
        Echo.released.set()
    wait_for(1)
    assert (answer.status, answer.headers["Retry-After"]) == (503, "5")
    assert 'href="tel:112"' in answer.body


def wait_for(requests: int) -> None:
    """Until so many more requests have reached the stand-in."""
    for _ in range(requests):
        assert Echo.waiting.acquire(timeout=SECONDS)


@pytest.mark.parametrize(
    "path, length, kind, of_photos",
    [
        ("/my/secret/message", MANY, "text/html", False),
        ("/api/intake/v1/reports", MANY, "application/problem+json", False),
        ("/report", 17_000_000, "text/html", True),
        ("/api/intake/v1/reports/1/photos", 17_000_000, "application/problem+json", True),
    ],
)
def test_a_body_over_the_limit_is_refused_kindly(
    gateway: Plan, path: str, length: int, kind: str, *, of_photos: bool
) -> None:
    answer = ask(gateway, path, method="POST", body=b"x" * length)
    assert answer.status == http.HTTPStatus.REQUEST_ENTITY_TOO_LARGE
    assert answer.headers["Content-Type"].startswith(kind)
    assert ("Your photos are too large together" in answer.body) == of_photos


@pytest.mark.parametrize(
    "path", ["/report", "/report/done/photos", "/my/secret/photos", "/api/intake/v1/reports/1/photos"]
)
def test_photos_are_let_through_where_they_are_taken(gateway: Plan, path: str) -> None:
    assert ask(gateway, path, method="POST", body=bytes(MANY)).status == http.HTTPStatus.OK


def test_files_for_browsers_are_served_and_nothing_else(gateway: Plan) -> None:
    marked = ask(gateway, "/assets/nabo.css?v=1")
    assert (marked.status, marked.headers["Cache-Control"]) == (200, "public, max-age=31536000, immutable")
    assert ask(gateway, "/assets/nabo.css").headers["Cache-Control"] == "public, max-age=3600"
    assert (ASSETS / "manifest.json").exists()
    for path in ("/assets/manifest.json", "/assets/", "/assets/../secrets/x.css", "/assets/%2e%2e/%2e%2e/x.css"):
        assert ask(gateway, path).status in {400, 404} or "port" in ask(gateway, path).body


def test_figures_are_for_this_machine(gateway: Plan) -> None:
    assert ask(gateway, "/metrics/triage").status == 200


def test_every_page_of_its_own_stands_in_every_language_of_the_pack(gateway: Plan) -> None:
    pages = sorted(Path(gateway_program(gateway).environment["NABO_GATEWAY_PAGES"]).glob("*.html"))
    assert len(pages) == 8
    for page in pages:
        assert {'lang="en"', 'lang="da"', 'href="tel:112"'} <= set(page.read_text().replace(">", " ").split())
