"""From what the topic tells to the mail: whoever stopped is thanked, once, in their own name."""

from shared.events.triage_people import HelperRegistered, HelperState, HelperStopped
from tests.integration.notify.house import ADA, House

NAMED = HelperState(first_name="Ada", language="en")


def test_whoever_stopped_reads_what_it_means_once_R16(house: House) -> None:
    house.register("ada-id", ADA, "Ada")
    house.hear(house.told(HelperRegistered(first_name="Ada"), state=NAMED, subject="ada-id", version=1))
    stopped = house.told(HelperStopped(emptied=["home"]), state=NAMED, subject="ada-id", version=2, event_id="stop")
    for _ in range(2):
        house.hear(stopped)
        house.send()
    (mail,) = house.mails()
    assert mail.subject == "Goodbye for now, and thank you"
    assert mail.text.startswith("Ada, you have stopped helping")
    assert mail.path("/help") == "/help"


def test_an_address_of_nobody_is_no_obstacle(house: House) -> None:
    house.hear(house.told(HelperStopped(), state=NAMED, subject="unknown-id", version=2))
    assert house.send()
    assert house.mails() == []
