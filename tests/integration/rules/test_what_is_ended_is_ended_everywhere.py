"""A session that somebody ended in one browser opens no page of any service any more, whatever cookie was kept."""

import requests

from bench.replay.browser import Browser
from deploy.local.waiting import wait_until
from shared.sessions import COOKIE
from tests.e2e.town.signing_in import SIGN_IN, signs_in_afresh
from tests.e2e.town.town import Town

NEIGHBOUR = "samir@kluuvi.example"
PAGES = {"intake": "/report/me/data.json", "triage": "/help/profile", "notify": "/me"}
PATIENCE_SECONDS = 20
ANSWER_SECONDS = 15


def opens(town: Town, page: str, cookie: str) -> bool:
    answer = requests.get(town.url + page, cookies={COOKIE: cookie}, allow_redirects=False, timeout=ANSWER_SECONDS)
    if answer.status_code == 303:
        assert answer.headers["Location"].startswith(SIGN_IN)
    return answer.status_code == 200


def test_ending_every_session_in_one_browser_ends_them_in_all_services(town: Town) -> None:
    here, elsewhere = signs_in_afresh(town, NEIGHBOUR), signs_in_afresh(town, NEIGHBOUR)
    kept = elsewhere.cookie(COOKIE)
    assert all(opens(town, page, kept) for page in PAGES.values())
    end_all(here)
    assert not opens(town, PAGES["notify"], kept), "the next request of all"
    for service in ("intake", "triage"):
        wait_until(
            lambda page=PAGES[service]: not opens(town, page, kept),  # type: ignore[misc]
            seconds=PATIENCE_SECONDS,
            what=f"{service} knows that the session is over",
        )


def end_all(browser: Browser) -> None:
    sessions = browser.get("/me/sessions")
    browser.submit(sessions, sessions.form("/me/sessions/end-all"))
