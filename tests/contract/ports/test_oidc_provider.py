"""What we make of an organisation's own sign-in, spoken to over HTTP: right answers, wrong ones, and none."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from services.notify.adapters.oidc_description import OidcDescription
from services.notify.adapters.oidc_provider import OidcProvider
from services.notify.ports.sign_in import Errand
from shared.errors import Refused, TryAgain
from tests.fakes.oidc_city import CLIENT, SECRET, City, new_key
from tests.fakes.oidc_server import running_city

NOW = datetime(2026, 5, 27, 12, tzinfo=UTC)
BACK = "http://127.0.0.1:1/me/sign-in/oidc/back"
ERRAND = Errand(state="state-1", nonce="nonce-1", verifier="v" * 64)


@pytest.fixture
def city() -> Iterator[City]:
    with running_city(City(back=BACK, now=int(NOW.timestamp()))) as running:
        yield running


def nabo(city: City, *, issuer: str = "", https_only: bool = False, secret: str = SECRET) -> OidcProvider:
    description = OidcDescription(issuer or city.issuer, https_only=https_only)
    return OidcProvider(description, client_id=CLIENT, client_secret=secret, back=BACK)


def code_of(provider: OidcProvider, *, errand: Errand = ERRAND, anew: bool = False) -> str:
    """What a browser brings back."""
    answer = requests.get(provider.way(errand, anew=anew), timeout=15, allow_redirects=False)
    assert answer.status_code == 302, answer.text
    back = parse_qs(urlsplit(answer.headers["Location"]).query)
    assert back["state"] == [errand.state]
    return back["code"][0]


def test_who_it_is_comes_back_with_when_they_showed_it(city: City) -> None:
    city.worker.signed_in_at = int((NOW - timedelta(hours=2)).timestamp())
    provider = nabo(city)
    claimed = provider.claimed(code_of(provider), ERRAND, NOW)
    assert (claimed.email, claimed.is_verified) == ("kim@desk.example", True)
    assert (claimed.issuer, claimed.subject) == (city.issuer, "worker-1")
    assert claimed.signed_in_at == NOW - timedelta(hours=2)


def test_the_way_there_carries_what_the_standards_ask_for(city: City) -> None:
    provider = nabo(city)
    code_of(provider)
    code_of(provider, errand=replace(ERRAND, nonce="nonce-2"), anew=True)
    first, anew = city.asked
    assert (first["response_type"], first["client_id"], first["redirect_uri"]) == ("code", CLIENT, BACK)
    assert (first["state"], first["nonce"], first["scope"]) == ("state-1", "nonce-1", "openid email")
    assert first["code_challenge_method"] == "S256"
    assert ERRAND.verifier not in str(city.asked)
    assert "prompt" not in first
    assert (anew["prompt"], anew["max_age"]) == ("login", "900")


def test_asked_anew_they_show_once_more_who_they_are(city: City) -> None:
    city.worker.signed_in_at = int((NOW - timedelta(hours=2)).timestamp())
    provider = nabo(city)
    assert provider.claimed(code_of(provider, anew=True), ERRAND, NOW).signed_in_at == NOW


def test_an_address_that_stands_outside_the_token_is_asked_for(city: City) -> None:
    city.in_token = False
    provider = nabo(city)
    assert provider.claimed(code_of(provider), ERRAND, NOW).email == "kim@desk.example"
    city.userinfo = {"sub": "somebody-else"}
    with pytest.raises(Refused, match="oidc_unreadable"):
        provider.claimed(code_of(provider), ERRAND, NOW)


@pytest.mark.parametrize("said", [False, None, "true", 1])
def test_only_a_plain_yes_makes_an_address_verified(city: City, said: object) -> None:
    city.changes = {"email_verified": said}
    provider = nabo(city)
    assert not provider.claimed(code_of(provider), ERRAND, NOW).is_verified


WRONG = {
    "of another provider": {"iss": "https://evil.example"},
    "for another client": {"aud": "another"},
    "for us among others, and another asked": {"aud": [CLIENT, "another"], "azp": "another"},
    "asked for by somebody else": {"nonce": "another"},
    "without a nonce": {"nonce": ""},
    "over": {"exp": int((NOW - timedelta(minutes=2)).timestamp())},
    "from tomorrow": {"iat": int((NOW + timedelta(days=1)).timestamp())},
    "of nobody": {"sub": ""},
    "of an unknown time": {"auth_time": "lately"},
    "of a sign-in from which no session would last": {"auth_time": int((NOW - timedelta(hours=12)).timestamp())},
}


@pytest.mark.parametrize("changes", WRONG.values(), ids=WRONG)
def test_a_token_that_is_not_for_us_now_is_refused(city: City, changes: dict[str, object]) -> None:
    city.changes = changes
    provider = nabo(city)
    with pytest.raises(Refused, match="oidc_unreadable"):
        provider.claimed(code_of(provider), ERRAND, NOW)


def test_a_token_signed_by_a_key_that_is_not_the_providers_is_refused(city: City) -> None:
    city.signs_with = new_key()
    provider = nabo(city)
    with pytest.raises(Refused, match="oidc_unreadable"):
        provider.claimed(code_of(provider), ERRAND, NOW)


def test_when_the_provider_hasnew_keys_they_are_asked_for(city: City) -> None:
    provider = nabo(city)
    provider.claimed(code_of(provider), ERRAND, NOW)
    city.key = new_key()
    again = replace(ERRAND, nonce="nonce-2")
    assert provider.claimed(code_of(provider, errand=again), again, NOW).is_verified


def test_a_code_works_once_and_with_our_verifier_and_our_secret(city: City) -> None:
    provider = nabo(city)
    code = code_of(provider)
    for wrong, errand in ((provider, replace(ERRAND, verifier="w" * 64)), (nabo(city, secret="guessed"), ERRAND)):
        with pytest.raises(Refused, match="oidc_refused"):
            wrong.claimed(code, errand, NOW)
    provider.claimed(code, ERRAND, NOW)
    with pytest.raises(Refused, match="oidc_refused"):
        provider.claimed(code, ERRAND, NOW)


def test_a_provider_that_is_away_is_told_apart_from_one_that_says_no(city: City) -> None:
    provider = nabo(city)
    code = code_of(provider)
    city.is_down = True
    with pytest.raises(TryAgain):
        provider.claimed(code, ERRAND, NOW)
    with pytest.raises(TryAgain):
        nabo(city).way(ERRAND, anew=False)
    with pytest.raises(TryAgain):
        nabo(city, issuer="http://127.0.0.1:1").way(ERRAND, anew=False)


def test_a_description_of_another_provider_or_without_https_is_not_followed(city: City) -> None:
    for wrong in (nabo(city, issuer=f"{city.issuer}/"), nabo(city, https_only=True)):
        with pytest.raises(TryAgain):
            wrong.way(ERRAND, anew=False)
