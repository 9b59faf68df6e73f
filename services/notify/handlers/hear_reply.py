"""Hear what somebody answers to a mail: it goes to the case as if they had written it on their page, or is refused.

Whom the mail was sent to decides who speaks: a mail from another address is nobody's word. Nothing is ever answered to
an address that only a mail names, for anybody can write any sender into one.
"""

from dataclasses import dataclass

from services.notify.domain.mail_reply import Outcome
from services.notify.handlers.answering_reply import Correspondent, correspondent_of
from services.notify.handlers.reading_reply import ReplyDesk, is_late, is_theirs, read_reply
from services.notify.ports.replies import Incoming
from shared.repository import decide_again

BY = "mail"


@dataclass(frozen=True, slots=True, kw_only=True)
class HearReply:
    mail: Incoming


def hear_reply(command: HearReply, *, desk: ReplyDesk) -> Outcome:
    """What became of it; told twice it changes nothing. Of what is not addressed to a mail of ours nothing is kept."""
    mail = command.mail
    references = [found for each in mail.tokens if (found := desk.addresses.reference_in(each)) is not None]
    if not references:
        return Outcome.FORGED
    asked = desk.asked.by_reference(references[0])
    if asked is None:
        return Outcome.UNKNOWN
    if mail.is_automatic:
        return Outcome.AUTOMATIC
    somebody = correspondent_of(asked, desk=desk.answering)
    if somebody is None:
        return Outcome.ENDED
    if is_late(asked, desk) and not is_theirs(mail, somebody, desk):
        return Outcome.EXPIRED
    return decide_again(lambda: _attempt(mail, somebody, desk))


def _attempt(mail: Incoming, somebody: Correspondent, desk: ReplyDesk) -> Outcome:
    found = desk.replies.find(mail.id)
    if found.state.is_heard:
        return Outcome.REPEATED
    heard = read_reply(mail, somebody, desk)
    outcome, album = heard.outcome()
    heard.say(outcome, album)
    helper = somebody.helper_id if outcome is Outcome.TAKEN else None
    desk.replies.append(found, heard.events(found.state, outcome, album), by=helper or BY)
    return outcome
