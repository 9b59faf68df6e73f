"""Every reason code that triage's own rules give; the pack's rules bring their own. Texts are made at the door."""

from enum import StrEnum


class Why(StrEnum):
    """Why a case goes to professionals although, or before, the pack's rules were asked; and why it is decided anew."""

    DANGER_SIGN = "danger_sign"
    FLOOR_SIGN = "floor_sign"
    CATEGORY_UNKNOWN = "category_unknown"
    POLICY_BROKEN = "policy_broken"
    PLACE_UNKNOWN = "place_unknown"
    LANGUAGE_WITHOUT_DANGER_WORDS = "language_without_danger_words"
    NO_CONSENT = "no_consent"
    THEY_WERE_NOT_ASKED = "they_were_not_asked"
    NO_TASK = "no_task"
    NOBODY_ANSWERS_NOW = "nobody_answers_now"
    NOBODY_ACCEPTED = "nobody_accepted"
    NOT_FIXED = "not_fixed"
    UNSAFE_FOR_NEIGHBOURS = "unsafe_for_neighbours"
    PROTECTION_RAISED = "protection_raised"
    TAKEN_BY_TEAM = "taken_by_team"
    STAYS_WITH_TEAM = "stays_with_team"
    NOT_CHOSEN = "not_chosen"


class Ended(StrEnum):
    """Why a helper is no longer asked, or has the slot no more."""

    SOMEBODY_ELSE_SAID_YES = "somebody_else_said_yes"
    NO_LONGER_NEEDED = "no_longer_needed"
    WITHDRAWN_BY_REPORTER = "withdrawn_by_reporter"
    DONE_BY_TEAM = "done_by_team"
    WITH_TEAM = "with_team"
    REFERRED_OUT = "referred_out"
    PROTECTION_RAISED = "protection_raised"
    LANGUAGE_UNREAD = "language_unread"
    UNSAFE = "unsafe"
    REVOKED = "revoked"
    NAMED_IN_CASE = "named_in_case"
    REPORTER_REFUSED = "reporter_refused"
    NO_SHOW = "no_show"
    CLAIM_LAPSED = "claim_lapsed"
    STOPPED_HELPING = "stopped_helping"


class WhyMe(StrEnum):
    """Why this helper was asked."""

    OFFERS_THIS = "offers_this"
    LIVES_NEAR = "lives_near"
    SPEAKS_THE_LANGUAGE = "speaks_the_language"
    NEVER_ASKED_YET = "never_asked_yet"
    THEIR_TURN = "their_turn"


class Reopened(StrEnum):
    """Why a case is not over."""

    NOT_FIXED = "not_fixed"
    SIGN_NOTICED = "sign_noticed"
    LANGUAGE_UNREAD = "language_unread"


class Escalated(StrEnum):
    """Why somebody higher must look."""

    DEADLINE_PASSED = "deadline_passed"


class RoleGiven(StrEnum):
    """Why somebody gets a role, or has it longer."""

    JOINED_TEAM = "joined_team"
    NEW_DUTY = "new_duty"
    STANDS_IN = "stands_in"
    GOES_ON = "goes_on"


class RoleTaken(StrEnum):
    """Why somebody is to have a role no more, or not at all."""

    LEFT_TEAM = "left_team"
    DUTY_ENDED = "duty_ended"
    ON_LEAVE = "on_leave"
    BY_MISTAKE = "by_mistake"
    TO_BE_SAFE = "to_be_safe"


class No(StrEnum):
    """Why the domain says no; the doors have a sentence for each."""

    NOT_INVITED = "not_invited"
    ANSWERED_ALREADY = "answered_already"
    EXPIRED = "expired"
    SOMEBODY_ELSE_SAID_YES = "somebody_else_said_yes"
    NO_LONGER_ASKED = "no_longer_asked"
    NOBODY_ANSWERS_NOW = "nobody_answers_now"
    NOT_ASSIGNED = "not_assigned"
    HELPER_REVOKED = "helper_revoked"
    HELPER_PAUSED = "helper_paused"
    VETTING_TOO_LOW = "vetting_too_low"
    ENOUGH_TASKS = "enough_tasks"
    ASKED_OFTEN_ENOUGH = "asked_often_enough"
    NO_HELPER = "no_helper"
    CLAIM_MISSING = "claim_missing"
    ACTION_MISSING = "action_missing"
    WORDS_MISSING = "words_missing"
    NEIGHBOUR_ON_IT = "neighbour_on_it"
    REPORTER_WITHDREW = "reporter_withdrew"
    NOBODY_TO_WRITE_TO = "nobody_to_write_to"
    REASON_MISSING = "reason_missing"
    NO_FLOOR_TO_LIFT = "no_floor_to_lift"
    NOTHING_PROPOSED = "nothing_proposed"
    SECOND_PERSON_NEEDED = "second_person_needed"
    LEAD_NEEDED = "lead_needed"
    NOT_BY_ONESELF = "not_by_oneself"
    NOT_ALLOWED = "not_allowed"
    TEAM_NEEDED = "team_needed"
    NO_TEAM = "no_team"
    END_MISSING = "end_missing"
    END_PASSED = "end_passed"
    END_TOO_FAR = "end_too_far"
    NOT_PROPOSED_ANY_MORE = "not_proposed_any_more"
    ADULTS_ONLY = "adults_only"
