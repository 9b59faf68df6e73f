"""Why it went where it went, for whoever reported it: the reasons that hold everywhere. The pack's are the pack's."""

from collections.abc import Mapping

from flask_babel import LazyString
from flask_babel import lazy_gettext as _

EVERYWHERE: Mapping[str, LazyString] = {
    "danger_sign": _("Somebody may be in danger, so it goes to professionals at once."),
    "floor_sign": _("It is about something that only professionals deal with."),
    "category_unknown": _("We were not sure what kind of thing it is, so people look at it."),
    "not_sure": _("We were not sure what it is about, so people look at it."),
    "policy_broken": _("Our rules could not be applied, so people look at it."),
    "place_unknown": _("We do not know exactly where it is, so no neighbour could be asked."),
    "language_without_danger_words": _(
        "We cannot notice danger by ourselves in this language, so people read it first."
    ),
    "no_consent": _("You did not say that a neighbour may help, so no neighbour is asked."),
    "they_were_not_asked": _(
        "It is for somebody else, and you did not say that they agreed, so no neighbour is asked."
    ),
    "no_task": _("There is no task in it that a neighbour could do."),
    "nobody_answers_now": _("Nobody is on duty for neighbours just now, so none is sent out."),
    "nobody_accepted": _("Neighbours were asked and nobody could just now, so the team has it."),
    "not_fixed": _("You told us that it is not fixed."),
    "unsafe_for_neighbours": _("A neighbour found that it was not safe, so professionals take over."),
    "protection_raised": _("We noticed something that only professionals deal with."),
    "floor_lifted": _("Two professionals looked at it and agreed that neighbours may help."),
    "taken_by_team": _("Somebody of the team took it upon themselves."),
    "stays_with_team": _("It stays with the team, which had it before."),
}
UNKNOWN = _("The rules of this neighbourhood say so.")
