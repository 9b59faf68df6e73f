"""R17: no GET changes anything; whoever scans mail and follows its links does no harm."""

from urllib.parse import urlsplit

import requests

from deploy.local.waiting import wait_until
from tests.e2e.town.mailbox import LINK, Letter
from tests.e2e.town.neighbours import are_asked
from tests.e2e.town.reports import Told
from tests.e2e.town.residents import reporter_of
from tests.e2e.town.stores import all_of, wait_until_triage_is_quiet
from tests.e2e.town.town import Town
from tests.integration.rules.acting import Desks, Tell

TEN = 10
SERVICES = ("intake", "triage", "notify")
LOOKS, QUIET_SECONDS = 10, 60.0
"""So many looks one after the other that find nothing new."""

MAY_HAPPEN = {"triage.place.disclosed.v1", "triage.invitation.seen.v1", "triage.case.escalated.v1"}
"""The last as time goes by: a week has just passed, and other cases are late."""


def follows_every_link(town: Town, letters: list[Letter]) -> set[str]:
    """As a mail scanner does: without cookies, ten times each. Gives the links."""
    links = {link for letter in letters for link in LINK.findall(letter.text + letter.html) if town.url in link}
    for link in links:
        answers = [requests.get(link, timeout=15, allow_redirects=True) for _ in range(TEN)]
        assert {answer.status_code for answer in answers} <= {200, 303, 404, 410}, link
    return links


def happened(town: Town) -> dict[str, int]:
    """How often each kind of thing has happened so far."""
    counts: dict[str, int] = {}
    for service in SERVICES:
        for _, each in all_of(town, service, named="history"):
            if each["type"] not in MAY_HAPPEN:
                counts[each["type"]] = counts.get(each["type"], 0) + 1
    return counts


def settled(town: Town, told: Told) -> None:
    """Nothing is under way any more, of this report or of others that the week which passed has set off."""
    told.letter()
    reporter_of(told).looks()
    wait_until_triage_is_quiet(town)
    seen: list[dict[str, int]] = []

    def is_still() -> bool:
        seen.append(happened(town))
        return seen[-LOOKS:] == [seen[-1]] * LOOKS

    wait_until(is_still, seconds=QUIET_SECONDS, what="nothing happens any more")


def test_R17_invitations_are_not_answered_by_looking(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)
    links = follows_every_link(town, [each.letter for each in asked])
    assert any("/help/asked/" in link for link in links)
    assert told.now["status"] == "asking_neighbours"
    assert asked[0].answers("accept").status == 200


def test_R17_is_it_fixed_is_not_answered_by_looking(town: Town, tell: Tell, desk: Desks) -> None:
    told = tell("street_light")
    told.becomes("with_team")
    aino = desk("aino")
    aino.waits_for(told.reference)
    aino.resolves(told.reference)
    letter = told.letter(having="/outcome")
    told.becomes("done_unconfirmed")
    links = follows_every_link(town, town.mailbox.to(told.email))
    assert letter.link("/outcome") in links
    assert told.now["status"] == "done_unconfirmed"
    assert reporter_of(told).says_it_is_fixed().status == 200
    told.becomes("closed")


def test_R17_a_sign_in_link_still_works_after_a_scanner_followed_it(town: Town) -> None:
    from bench.replay.browser import Browser  # noqa: PLC0415
    from tests.e2e.town.signing_in import SIGN_IN, is_signed_in  # noqa: PLC0415

    email, mark, browser = "benny@kluuvi.example", town.mailbox.now(), Browser(town.url)
    asking = browser.get(SIGN_IN)
    browser.submit(asking, asking.form(SIGN_IN), {"email": email})
    letter = town.mailbox.wait_for(email, having=SIGN_IN, after=mark)
    follows_every_link(town, [letter])
    link = letter.link(SIGN_IN)
    page = browser.get(urlsplit(link).path + "?" + urlsplit(link).query)
    browser.submit(page, next(form for form in page.forms if form.action != "/language"))
    assert is_signed_in(browser)
    used = Browser(town.url).get(urlsplit(link).path + "?" + urlsplit(link).query)
    assert used.status == 410


def test_R17_nothing_at_all_happens_when_all_mail_is_scanned(town: Town, tell: Tell) -> None:
    told = tell("snow_clearing", neighbour_consent=True)
    asked = are_asked(told, count=3)
    settled(town, told)
    before = happened(town)
    follows_every_link(town, [*(each.letter for each in asked), *town.mailbox.to(told.email)])
    after = happened(town)
    assert {kind: count for kind, count in after.items() if before.get(kind) != count} == {}
