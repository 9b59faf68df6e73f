"""What answers whoever answered, on fakes: mails and text messages are heard on the same."""

from services.notify.domain.delivery import Audience, Delivery
from services.notify.handlers.answering_reply import AnsweringDesk
from shared.clock import StoppedClock
from shared.signs.markup import LONGEST_READ
from shared.signs.signs import NO_SIGNS, Signs
from tests.factories.notify import NOON
from tests.fakes.notify_digests import FakeDayPlaces
from tests.fakes.notify_matters import FakeDisowned, FakeMatters, FakeSubscriptions
from tests.fakes.notify_messages import FakeDeliveries
from tests.fakes.notify_people import FakePeople, GlassBoxes
from tests.fakes.notify_replies import FakeReplies

DANGER, FLOOR = Signs(danger=("gas",)), Signs(floor=("drugs",))
FIRE = Signs(danger=("fire",))
_IN_ONE_LANGUAGE = {"en": "fire", "da": "brand"}
"""In the other one, "fire" is four and "brand" is a make."""


def signs(text: str, language: str) -> Signs:
    """No further than those are looked for who are looked for in earnest."""
    text = text[:LONGEST_READ]
    if _IN_ONE_LANGUAGE.get(language, "\0") in text:
        return FIRE
    return DANGER if "gas" in text else FLOOR if "drugs" in text else NO_SIGNS


class Answering:
    """At noon; nobody is known, and nothing was written to anybody."""

    def __init__(self) -> None:
        self.clock = StoppedClock(NOON)
        self.replies, self.people = FakeReplies(clock=self.clock), FakePeople(clock=self.clock)
        self.deliveries, self.places, self.disowned = FakeDeliveries(), FakeDayPlaces(), FakeDisowned()
        self.matters, self.subscriptions = FakeMatters(), FakeSubscriptions()

    @property
    def answering(self) -> AnsweringDesk:
        return AnsweringDesk(
            people=self.people,
            matters=self.matters,
            subscriptions=self.subscriptions,
            disowned=self.disowned,
            deliveries=self.deliveries,
            seals=GlassBoxes(),
            opens=GlassBoxes(),
            clock=self.clock,
        )

    @property
    def said(self) -> list[Delivery]:
        return [each for each in self.deliveries.all if each.audience is Audience.PERSON]
