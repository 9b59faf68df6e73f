"""Take a bare yes or no for an answer to "is it fixed?", where a phone was asked that; a step of hearing it.

A no opens the case again. A yes is words for the team: whoever can send under somebody's number must end nothing.
"""

from dataclasses import replace
from datetime import datetime

from services.notify.domain.mail_reply import LONGEST_REPLY, asks_whether_fixed
from services.notify.domain.own_words import typed_words
from services.notify.domain.sms_answer import Says
from services.notify.handlers.hearing_words import Passed, Words, WordsDesk, correspondents, hand_on
from services.notify.handlers.passing_on import passed_on
from shared.signs.signs import NO_SIGNS


def say_whether_fixed(words: Words, says: Says, *, after: datetime | None, desk: WordsDesk) -> Passed | None:
    """None where nobody asked them since `after`, or a yes says nothing new. Of several it is the newest."""
    for each in correspondents(words, desk):
        is_asked = asks_whether_fixed(each.asked, each.matter) and (after is None or each.asked.planned_at > after)
        if is_asked and (says is Says.NO or not each.is_over):
            told = passed_on(typed_words(words.text)[:LONGEST_REPLY], each)
            outcome = hand_on(words, replace(told, is_no=says is Says.NO), each, NO_SIGNS, desk=desk)
            return Passed(outcome=outcome, signs=NO_SIGNS, language=each.language)
    return None
