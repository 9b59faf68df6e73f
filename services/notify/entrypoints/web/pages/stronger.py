"""The page for whoever is signed in by a link or code, and went to where that is not enough."""

from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, redirect, render_template, request
from flask.typing import ResponseReturnValue

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.pages.ways_in import ways_in
from services.notify.handlers.enter import STAFF
from services.notify.queries.my_passkeys import SeenPasskey
from shared.events.notify_sign_ins import VOUCHED
from shared.web.access import SIGNED_IN, route
from shared.web.languages import local_path
from shared.web.sessions import somebody


def stronger_room(notify: Notify) -> Blueprint:
    room = Blueprint("stronger", __name__)

    @route(room, "/me/stronger", access=SIGNED_IN)
    def page() -> ResponseReturnValue:
        person, next_path = somebody(), local_path(request.args.get("next", "/me"))
        if person.method in VOUCHED:
            return redirect(next_path, code=303)
        works_here = bool(notify.roles.of(person.person_id, notify.clock.now()) & STAFF)
        passkeys = notify.surer.my_passkeys(person.person_id)
        return render_template(
            "notify/stronger.html",
            works_here=works_here,
            number=person.person_id,
            has_passkey=any(each.is_vouched or not works_here for each in passkeys),
            new_until=None if works_here else _new_until(passkeys, notify.clock.now()),
            **ways_in(notify, next_path),
        )

    return room


def _new_until(passkeys: Sequence[SeenPasskey], now: datetime) -> datetime | None:
    """When the first of them is enough; None where one is already, or there is none."""
    waits = [each.counts_from for each in passkeys if each.counts_from is not None and each.counts_from > now]
    return min(waits) if waits and len(waits) == len(passkeys) else None
