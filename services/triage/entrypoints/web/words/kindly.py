"""What a helper reads when an invitation is over: how it ended, that it cost nothing, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.triage.domain.invitation import InvitationStatus


@dataclass(frozen=True, slots=True)
class Kindly:
    """A heading, what happened, and what comes next."""

    heading: LazyString
    text: LazyString
    more: LazyString


NOT_WITH_YOU = Kindly(
    _("This task is not with you now"),
    _("It is done, somebody else has it, or it is not needed any more. You need not do anything."),
    _("What is with you stands among your tasks."),
)
NOT_THIS_TIME = _("Not this time")
YOUR_TURN_COMES = _(
    "When something suits you again, we ask you, in turn as before. No answer counts against you, and nobody asks why; "
    "the team sees only who was asked and what they answered."
)

OVER: Mapping[InvitationStatus, Kindly] = {
    InvitationStatus.ACCEPTED: Kindly(
        _("You said yes to this"),
        _("Thank you. If the task is still with you, it stands among your tasks."),
        YOUR_TURN_COMES,
    ),
    InvitationStatus.DECLINED: Kindly(
        _("Thank you for answering"), _("You need not do anything. Somebody else is asked."), YOUR_TURN_COMES
    ),
    InvitationStatus.EXPIRED: Kindly(
        _("The time to answer is over"), _("That is quite all right. Somebody else is asked."), YOUR_TURN_COMES
    ),
    InvitationStatus.STOOD_DOWN: Kindly(
        _("You need not answer any more"),
        _("Somebody else has it, or it is not needed any more. Thank you for being there."),
        YOUR_TURN_COMES,
    ),
    InvitationStatus.WITHDRAWN: Kindly(
        _("This is no longer asked"),
        _("You need not do anything. If you wonder why, call the coordinator."),
        YOUR_TURN_COMES,
    ),
}
WILLING = Kindly(
    _("Thank you. You would do it"),
    _("Others are answering too. We draw by turn in a moment and write to you, whoever gets it."),
    _("Until then you need do nothing."),
)
LAPSED = OVER[InvitationStatus.EXPIRED]
DECLINED = OVER[InvitationStatus.DECLINED]
TAKEN = OVER[InvitationStatus.STOOD_DOWN]
OLD_LINK = Kindly(
    _("This link is too old or incomplete"),
    _("Nothing was done. If the question still stands, you find it after signing in."),
    YOUR_TURN_COMES,
)
