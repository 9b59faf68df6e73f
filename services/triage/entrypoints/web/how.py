"""`/how`: how decisions are made here, from the rules that hold now."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web.shown.kept import kept_rows
from services.triage.entrypoints.web.shown.policy import rules_shown
from services.triage.entrypoints.web.words.pack import PackWords
from shared.web.access import PUBLIC, route


def how_room(triage: Triage, words: PackWords) -> Blueprint:
    room = Blueprint("how", __name__)

    @route(room, "/how", access=PUBLIC)
    def how() -> ResponseReturnValue:
        pack = triage.pack
        return render_template(
            "how.html",
            said=words.say(pack.policy),
            rules=rules_shown(triage.neighbourhood.policy, words),
            signs=[words.say(one.name) for one in pack.common.floor_signs],
            waves=pack.waves,
            limits=pack.limits,
            note=words.say(pack.limits.note) if pack.limits.note else "",
            confirm_within=pack.timings.confirm_within,
            kept=pack.common.kept,
            kept_rows=kept_rows(pack.common, words),
            version=triage.neighbourhood.policy.version,
        )

    return room
