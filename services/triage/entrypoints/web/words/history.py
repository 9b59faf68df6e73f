"""What happened to a case, one sentence for each kind of event, as the people at the desk read it.

`%(field)s` stands for the event's field of that name, as `shown.history` says it.
"""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from shared.events import triage as happened

SENTENCES: Mapping[type, LazyString] = {
    happened.CaseOpened: _("The case was opened."),
    happened.ReportAttached: _("The report arrived at the case."),
    happened.CaseRouted: _("Decided: %(route)s. Answers for it: %(team)s."),
    happened.CaseTaken: _("%(person_id)s took the case."),
    happened.HelperInvited: _("%(person_id)s was asked to help, in round %(wave)s."),
    happened.InvitationSeen: _("%(person_id)s read the question."),
    happened.InvitationWilling: _("%(person_id)s would do it; it is drawn by turn."),
    happened.AskingPlanned: _("Neighbours are asked in rounds, so that there is time left for the team."),
    happened.AskingEnded: _("No more neighbours are asked."),
    happened.InvitationAccepted: _("%(person_id)s said yes."),
    happened.InvitationDeclined: _("%(person_id)s said no, thank you."),
    happened.InvitationExpired: _("No answer from %(person_id)s in time."),
    happened.InvitationStoodDown: _("%(person_id)s need not answer any more: %(reason)s."),
    happened.InvitationWithdrawn: _("%(person_id)s is no longer asked: %(reason)s."),
    happened.HelperOnWay: _("%(person_id)s set out."),
    happened.HelperOnSite: _("%(person_id)s arrived."),
    happened.TaskCompleted: _("%(person_id)s says it is done."),
    happened.TaskHandedBack: _("%(person_id)s handed it back."),
    happened.AssignmentRefused: _("%(person_id)s is not on it any more: %(reason)s."),
    happened.AssignmentOverdue: _("%(person_id)s is not back when expected."),
    happened.AbortedUnsafe: _("%(person_id)s stopped: it was not safe there."),
    happened.AlarmAcknowledged: _("%(person_id)s: a coordinator has seen to the alarm."),
    happened.CaseResolved: _("Done: %(action)s."),
    happened.CaseClosed: _("Closed: %(reason)s."),
    happened.CaseReopened: _("Opened again: %(reason)s."),
    happened.CaseEscalated: _("Passed on to %(team)s: %(reason)s."),
    happened.CaseReferredOut: _("Referred to %(to)s."),
    happened.CaseWithdrawn: _("The reporter withdrew the report."),
    happened.CaseProtected: _("Protection was raised: %(signs)s."),
    happened.FloorLiftProposed: _("%(person_id)s proposed to let neighbours help after all."),
    happened.FloorLiftFell: _(
        "What was proposed, to let neighbours help after all, fell. This came after it: %(signs)s."
    ),
    happened.FloorLifted: _("%(lead)s and %(second)s agreed that neighbours may help after all."),
    happened.PersonNamed: _("%(person_id)s was marked as named in the case."),
    happened.PersonForgotten: _("Somebody who helped asked to be forgotten; what they wrote is gone."),
    happened.ReporterForgotten: _("Whoever reported it asked to be forgotten."),
    happened.CaseEmptied: _("What had been kept long enough was taken out of it."),
    happened.ReporterHeard: _("The reporter wrote or answered."),
    happened.MessageWritten: _("A message was written to %(to)s."),
    happened.PlaceDisclosed: _("Protected facts were shown to %(to)s: %(what)s."),
}

THANKED = _("The reporter said thank you.")
HELPS_NO_MORE = _("%(person_id)s helps no more and handed it back.")
REWORDED = _("The reporter put it in other words.")
PICTURED = _("The reporter added a photo.")
NO_LONGER_NEEDED = _("The reporter said that it is no longer needed.")
