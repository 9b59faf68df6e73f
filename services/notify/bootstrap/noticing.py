"""What hearing mails and text messages have in common: whose they are, and the signs in them."""

from collections.abc import Callable
from functools import cache

from services.notify.bootstrap.ground import Ground
from services.notify.handlers.answering_reply import AnsweringDesk
from shared.pack.notify import NotifyPack
from shared.signs.signs import Signs, SignWords

Notice = Callable[[str, str], Signs]
"""Signs in words, by their language."""


def answering_desk(ground: Ground) -> AnsweringDesk:
    return AnsweringDesk(
        people=ground.people,
        matters=ground.matters,
        subscriptions=ground.subscriptions,
        disowned=ground.disowned,
        deliveries=ground.deliveries,
        seals=ground.seals,
        opens=ground.opens,
        clock=ground.clock,
    )


def noticing(pack: NotifyPack) -> Notice:
    """Made when the first message comes: most processes read nothing, and a model of languages is large."""

    @cache
    def words() -> SignWords:
        from shared.pack.sign_reader import sign_reader  # noqa: PLC0415 -- for the same reason

        return sign_reader(pack.signs, pack.common.neighbourhood.languages)

    return lambda text, language: words().in_words(text, language=language)
