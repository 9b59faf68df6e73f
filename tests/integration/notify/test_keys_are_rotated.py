"""On a real database: every box is closed anew under the newest key, and the old key is not needed any more."""

from base64 import b64encode
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from nacl.public import PrivateKey

from services.notify.bootstrap import Notify, make_notify
from services.notify.domain.preferences import Pace, Preferences
from services.notify.handlers.choose_preferences import ChoosePreferences
from services.notify.handlers.rotate_keys import RotateKeys, Turned
from services.notify.settings import Settings
from tests.integration.notify.house import ADA, SECRET, House
from tests.integration.notify.news import ROUTED_TODAY


def with_a_new_key(settings: Settings) -> Settings:
    """As an operator makes it: the newest is the current one, and the old ones still open."""
    key = PrivateKey.generate()
    public = {**settings.box_public_keys["keys"], "newest": b64encode(bytes(key.public_key)).decode()}
    private = {**settings.box_private_keys["keys"], "newest": b64encode(bytes(key)).decode()}
    return replace(
        settings,
        box_public_keys={**settings.box_public_keys, "current": "newest", "keys": public},
        box_private_keys={**settings.box_private_keys, "current": "newest", "keys": private},
    )


def without_the_old_keys(settings: Settings) -> Settings:
    def newest(ring: Mapping[str, Any]) -> Mapping[str, Any]:
        return {"current": "newest", "keys": {"newest": ring["keys"]["newest"]}}

    return replace(
        settings, box_public_keys=newest(settings.box_public_keys), box_private_keys=newest(settings.box_private_keys)
    )


def turned(notify: Notify, *, is_trial: bool) -> Mapping[str, Turned]:
    return {
        each.name: each for each in notify.reaching.rotate_keys(RotateKeys(is_trial=is_trial, step=1)) if each.is_done
    }


def test_all_boxes_come_under_the_newest_key_while_people_are_here(house: House) -> None:
    house.register("ada-id", ADA, "Ada")
    house.notify.reaching.choose_preferences(
        ChoosePreferences(person_id="ada-id", wish=Preferences(reports=Pace.NEVER))
    )
    house.hear_of_a_report()
    house.hear_of_its_case(ROUTED_TODAY, version=2)
    browser = house.browser()
    browser.sign_in(house)
    browser.ask("eve@nabo.example")
    ring = with_a_new_key(house.settings)
    notify = make_notify(ring, house.stores, house.clock)
    version = house.notify.people.get("ada-id").version
    looked = turned(notify, is_trial=True)
    assert {name: sum(each.by_key.values()) for name, each in looked.items()} == {
        "people": 1,
        "sign_ins": 1,
        "subscriptions": 1,
        "deliveries": 2,
    }
    assert all("newest" not in each.by_key for each in looked.values())
    done = turned(notify, is_trial=False)
    assert sum(each.resealed for each in done.values()) == 5
    assert sum(each.resealed for each in turned(notify, is_trial=False).values()) == 0
    after = make_notify(without_the_old_keys(ring), house.stores, house.clock)
    assert [each.address for each in after.reaching.my_contacts("ada-id")] == [ADA]
    assert [each.secret for each in after.my_page("ada-id").reports] == [SECRET]
    assert [bool(each.subject) for each in after.reaching.my_messages("ada-id", None).messages] == [True]
    assert after.people.get("ada-id").version == version
