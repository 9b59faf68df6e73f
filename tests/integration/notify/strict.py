"""Notify as in production: a mail alone gives nobody who works here their rights."""

from dataclasses import replace

from services.notify.bootstrap import make_notify
from services.notify.entrypoints.web.app import make_notify_app
from services.notify.settings import OidcSettings
from tests.factories.templates import quick
from tests.fakes.authenticator import Device
from tests.integration.notify.house import Browser, House

KIM = "kim@desk.example"


def strict(house: House, *, public_url: str = "http://localhost", oidc: OidcSettings | None = None) -> House:
    common = replace(house.settings.common, staff_may_use_links=False, public_url=public_url)
    settings = replace(house.settings, common=common, oidc=oidc)
    notify = make_notify(settings, house.stores, house.clock)
    app = quick(make_notify_app(settings, notify, house.stores))
    return replace(house, settings=settings, notify=notify, app=app)


def add_passkey(browser: Browser, device: Device, at: str = "/me/passkeys", name: str = "") -> str:
    """As the script of that page does it. Gives where one is led then."""
    asked = browser.post(f"{at}/options", on=at)
    assert asked.status_code == 200, asked.text
    answer = browser.post(at, credential=device.create(asked.get_json()), name=name)
    assert answer.status_code == 303, answer.text
    return answer.location


def use_passkey(browser: Browser, device: Device, next_path: str = "/me") -> str:
    """Likewise."""
    asked = browser.post("/me/sign-in/passkey/options", on="/me/sign-in", next=next_path)
    credential = device.get(asked.get_json())
    answer = browser.post("/me/sign-in/passkey", on="/me/sign-in", credential=credential, next=next_path)
    assert answer.status_code == 303, answer.text
    return answer.location
