"""`/desk`: my queue, what is due first on top; for coordinators what needs them at once."""

import hashlib
from collections.abc import Mapping

from flask import Blueprint, Response, make_response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, get_locale, lazy_gettext

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web.cursors import Cursors
from services.triage.entrypoints.web.reader import Reader, reader_of
from services.triage.entrypoints.web.shown.alarms import alarms_shown
from services.triage.entrypoints.web.shown.queue_rows import queue_rows
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _, ngettext
from services.triage.queries.alarms_now import Alarmed, alarms_now
from services.triage.queries.my_queue import MOST_COUNTED, MyQueue, Queue, Show, my_queue
from shared.events.triage_people import Role
from shared.web.access import role, route

LABELS: Mapping[Show, LazyString] = {
    Show.TEAM: lazy_gettext("My team"),
    Show.MINE: lazy_gettext("Mine"),
    Show.URGENT: lazy_gettext("Urgent"),
    Show.REOPENED: lazy_gettext("Opened again"),
    Show.NEIGHBOURS: lazy_gettext("With neighbours"),
    Show.WAITING: lazy_gettext("Waiting for an answer"),
}
EMPTY: Mapping[Show, tuple[LazyString, LazyString]] = {
    Show.TEAM: (
        lazy_gettext("Nothing waits for your team"),
        lazy_gettext("New cases come here by themselves, those that are due first on top."),
    ),
    Show.MINE: (
        lazy_gettext("You have taken nothing"),
        lazy_gettext("Open a case of your team and press “I take it”: then it stands here, and the others see it."),
    ),
    Show.URGENT: (lazy_gettext("Nothing is urgent"), lazy_gettext("What bears a sign of danger stands here at once.")),
    Show.REOPENED: (
        lazy_gettext("Nothing was opened again"),
        lazy_gettext("When a reporter says that something is not fixed, it comes back and stands here."),
    ),
    Show.NEIGHBOURS: (
        lazy_gettext("Neighbours are at nothing just now"),
        lazy_gettext("While neighbours are asked or at work, their case stands here. It comes to you if nobody can."),
    ),
    Show.WAITING: (
        lazy_gettext("Nobody is asked just now"),
        lazy_gettext("What is done stands here until the reporter has said whether it is fixed."),
    ),
}
DESK = role(Role.CASEWORKER, Role.COORDINATOR, Role.SAFEGUARDING_LEAD, Role.AUDITOR)


def desk_room(triage: Triage, words: PackWords, cursors: Cursors) -> Blueprint:
    room = Blueprint("desk", __name__)

    @route(room, "/desk", access=DESK)
    def queue() -> ResponseReturnValue:
        reader, show = reader_of(triage), _wished(request.args.get("show", ""))
        of = f"{show} {reader.person_id}"
        after = cursors.read(request.args.get("after", ""), of=of)
        question = MyQueue(person_id=reader.person_id, teams=reader.teams, show=show, after=after)
        found = my_queue(question, cases=triage.cases, now=triage.clock.now())
        alarms = _alarms(triage, reader)
        page = render_template(
            "desk/queue.html",
            reader=reader,
            heading=_("My queue") if reader.has_queue else _("Alarms"),
            alarms=alarms_shown(alarms, words),
            filters=_filters(show),
            rows=queue_rows(found.rows, me=reader.person_id, words=words, now=found.now),
            count=_count(found),
            empty=EMPTY[show],
            newer=url_for("desk.queue", show=show) if after else "",
            older=url_for("desk.queue", show=show, after=cursors.write(found.older, of=of)) if found.older else "",
        )
        return _fresh(make_response(page), found, alarms)

    return room


def _wished(text: str) -> Show:
    return next((show for show in Show if show == text), Show.TEAM)


def _alarms(triage: Triage, reader: Reader) -> list[Alarmed]:
    return (
        list(alarms_now(reader.coordinates, cases=triage.cases, helpers=triage.helpers))
        if reader.is_coordinator
        else []
    )


def _filters(show: Show) -> list[dict[str, object]]:
    return [
        {"href": url_for("desk.queue", show=each), "label": label, "is_current": each is show}
        for each, label in LABELS.items()
    ]


def _count(found: Queue) -> str:
    if found.count is None:
        return _("More than %(number)s cases", number=f"{MOST_COUNTED:,}")
    return ngettext("%(num)d case", "%(num)d cases", found.count) if found.count else ""


def _fresh(answer: Response, found: Queue, alarms: list[Alarmed]) -> ResponseReturnValue:
    """A page that asks again and again is told nothing while nothing is new."""
    minute = found.now.replace(second=0, microsecond=0)  # times are shown in words, which change by the minute
    shown = repr((str(get_locale()), found.rows, found.count, found.older, alarms, minute))
    answer.set_etag(hashlib.sha256(shown.encode()).hexdigest()[:32], weak=True)
    return answer.make_conditional(request)
