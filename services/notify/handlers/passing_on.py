"""What somebody's words become on their way to a case; a step of hearing a mail or a text message."""

from services.notify.domain.delivery import Channel
from services.notify.domain.own_words import LEFT_OUT
from services.notify.handlers.answering_reply import Correspondent
from shared.events.notify_replies import ReplyReceived
from shared.signs.signs import Signs
from shared.typed_contacts import contacts_in


def as_others_read_them(told: str, signs: Signs) -> str:
    """Nobody could be asked whether others may see the addresses and numbers in them (rule R6).

    Where there are signs, professionals alone read them, and nothing that could matter is left out.
    """
    if signs:
        return told
    words = told
    for each in contacts_in(words):
        words = words.replace(each, LEFT_OUT)
    return words


def passed_on(words: str, somebody: Correspondent) -> ReplyReceived:
    """words: as others read them."""
    asked = somebody.asked
    return ReplyReceived(
        report_id=somebody.matter.report_id,
        audience=asked.audience.value,
        case_id=asked.case_id,
        person_id=somebody.helper_id,
        language=somebody.language,
        text=words,
        by_sms=asked.channel is Channel.SMS,
    )
