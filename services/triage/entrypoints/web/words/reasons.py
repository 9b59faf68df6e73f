"""Why something was decided, ended or refused: the codes of triage's own rules, in words. The pack's are the pack's."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

from services.triage.domain.reasons import Ended, Escalated, No, Reopened, Why, WhyMe

WHY: Mapping[Why, LazyString] = {
    Why.DANGER_SIGN: _("Somebody may be in danger, so it goes to professionals at once."),
    Why.FLOOR_SIGN: _("It bears a sign of something that only professionals deal with."),
    Why.CATEGORY_UNKNOWN: _("We do not know this category, so people look at it."),
    Why.POLICY_BROKEN: _("The rules could not be applied, so people look at it."),
    Why.PLACE_UNKNOWN: _("We do not know where it is, so neighbours cannot be asked."),
    Why.LANGUAGE_WITHOUT_DANGER_WORDS: _("We cannot notice danger in this language, so people read it first."),
    Why.NO_CONSENT: _("The reporter did not say that a neighbour may help."),
    Why.THEY_WERE_NOT_ASKED: _("It is for somebody else, who has not said that a neighbour may help."),
    Why.NO_TASK: _("There is no task in it that a neighbour could do."),
    Why.NOBODY_ANSWERS_NOW: _("Nobody is on duty for neighbours just now, so none is sent out."),
    Why.NOBODY_ACCEPTED: _("Neighbours were asked and nobody could, so the team has it."),
    Why.NOT_FIXED: _("The reporter says that it is not fixed."),
    Why.UNSAFE_FOR_NEIGHBOURS: _("A neighbour stopped because it was not safe."),
    Why.PROTECTION_RAISED: _("Something was noticed that only professionals deal with."),
    Why.TAKEN_BY_TEAM: _("Somebody of the team took it."),
    Why.STAYS_WITH_TEAM: _("It stays with the team, which had it before."),
    Why.NOT_CHOSEN: _("Another route fitted first."),
}

ENDED: Mapping[Ended, LazyString] = {
    Ended.SOMEBODY_ELSE_SAID_YES: _("somebody else said yes first"),
    Ended.NO_LONGER_NEEDED: _("it is no longer needed"),
    Ended.WITHDRAWN_BY_REPORTER: _("the reporter withdrew it"),
    Ended.DONE_BY_TEAM: _("the team has done it"),
    Ended.WITH_TEAM: _("the team has it now"),
    Ended.REFERRED_OUT: _("somebody else deals with it"),
    Ended.PROTECTION_RAISED: _("it is for professionals after all"),
    Ended.LANGUAGE_UNREAD: _("it is for professionals after all"),
    Ended.UNSAFE: _("it was not safe"),
    Ended.REVOKED: _("their vetting was taken back"),
    Ended.NAMED_IN_CASE: _("they are named in it"),
    Ended.REPORTER_REFUSED: _("the reporter would rather have somebody else"),
    Ended.NO_SHOW: _("nothing was heard of them"),
    Ended.CLAIM_LAPSED: _("the time to confirm it ran out"),
    Ended.STOPPED_HELPING: _("they help no more"),
}

WHY_ME: Mapping[WhyMe, LazyString] = {
    WhyMe.OFFERS_THIS: _("You offered just this kind of help."),
    WhyMe.LIVES_NEAR: _("You are near."),
    WhyMe.SPEAKS_THE_LANGUAGE: _("You speak the language of the person who asks."),
    WhyMe.NEVER_ASKED_YET: _("You have not been asked before."),
    WhyMe.THEIR_TURN: _("It is your turn: of those near you, you were asked longest ago."),
}

REOPENED: Mapping[Reopened, LazyString] = {
    Reopened.NOT_FIXED: _("it is not fixed, says the reporter"),
    Reopened.SIGN_NOTICED: _("a sign of danger was noticed"),
    Reopened.LANGUAGE_UNREAD: _("the reporter wrote in a language in which we cannot look for danger"),
}

ESCALATED: Mapping[Escalated, LazyString] = {
    Escalated.DEADLINE_PASSED: _("the time for it has passed"),
}

NO: Mapping[No, LazyString] = {
    No.NOT_INVITED: _("This was not asked of you."),
    No.ANSWERED_ALREADY: _("You have answered this already, and that stands."),
    No.EXPIRED: _("The time to answer is over. Nothing is lost: somebody else is asked, and your turn comes again."),
    No.SOMEBODY_ELSE_SAID_YES: _("Somebody else said yes just before you. Thank you for wanting to."),
    No.NO_LONGER_ASKED: _("This is no longer asked of anybody. Thank you for wanting to."),
    No.NOBODY_ANSWERS_NOW: _("Nobody whom you could call is on duty, so we do not send you out. Try again in a while."),
    No.NOT_ASSIGNED: _("This task is not with you any more."),
    No.HELPER_REVOKED: _("You cannot take tasks at the moment. The coordinator can tell you more."),
    No.HELPER_PAUSED: _("You are taking a break. End it first, then you can say yes."),
    No.VETTING_TOO_LOW: _("For this the coordinator would have to know you a little better. Ask them, if you like."),
    No.ENOUGH_TASKS: _("You have as many tasks as anybody should have. Finish one first, or leave this to others."),
    No.ASKED_OFTEN_ENOUGH: _("They have been asked often enough this week."),
    No.NO_HELPER: _("There is no such helper."),
    No.CLAIM_MISSING: _("The time to confirm your yes ran out. If it still stands open, say yes once more."),
    No.ACTION_MISSING: _("Choose what was done."),
    No.WORDS_MISSING: _("Write a sentence for the reporter."),
    No.NEIGHBOUR_ON_IT: _("A neighbour has it until they are done or hand it back. You can write to them."),
    No.REPORTER_WITHDREW: _("The reporter withdrew the report, so nobody writes to them any more."),
    No.NOBODY_TO_WRITE_TO: _("There is nobody there to write to."),
    No.REASON_MISSING: _("Write down why."),
    No.NO_FLOOR_TO_LIFT: _("Neighbours may help already as far as this goes."),
    No.NOTHING_PROPOSED: _("Nobody has proposed this yet."),
    No.SECOND_PERSON_NEEDED: _("A second person must agree, not the one who proposed it."),
    No.LEAD_NEEDED: _("The safeguarding lead must be one of the two."),
    No.NOT_BY_ONESELF: _("Nobody decides this about themselves. Ask a colleague who may."),
    No.NOT_ALLOWED: _("This is not yours to do."),
    No.TEAM_NEEDED: _("Say for which team."),
    No.NO_TEAM: _("This role is for no team in particular."),
    No.END_MISSING: _("Say until when."),
    No.END_PASSED: _("Choose a day that is still to come."),
    No.END_TOO_FAR: _("A role lasts two years at most. It can be given again then."),
    No.NOT_PROPOSED_ANY_MORE: _("Nobody proposes this any more."),
    No.ADULTS_ONLY: _("Helpers are adults. Thank you for wanting to; come back when you are eighteen."),
}


def own_reason(code: str) -> str:
    """The words of a code that triage's own rules give; empty for one of the pack's."""
    return next((str(words) for known, words in WHY.items() if known == code), "")
