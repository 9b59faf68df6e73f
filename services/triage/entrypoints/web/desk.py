"""`/desk`: my queue, what is due first on top; for coordinators what needs them at once."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Blueprint, Response, flash, make_response, redirect, render_template, request, url_for
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
from shared.ids import read_reference
from shared.web.access import role, route
from shared.web.sessions import current_roles

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
    Show.URGENT: (
        lazy_gettext("Nothing is urgent"),
        lazy_gettext("What bears a sign of danger, or is past its time, stands here at once."),
    ),
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

AT_THE_DOOR = role(*DESK.roles, Role.ADMINISTRATOR)
"""An administrator has no cases: the desk leads them on to the roles."""


def desk_room(triage: Triage, words: PackWords, cursors: Cursors) -> Blueprint:
    room = Blueprint("desk", __name__)
    desk = Desk(triage, words, cursors)

    @route(room, "/desk", access=AT_THE_DOOR)
    def queue() -> ResponseReturnValue:
        if not current_roles() & DESK.roles:
            return redirect(url_for("roles.listed"), code=303)
        return desk.page(reader_of(triage), _wished(request.args.get("show", "")), request.args.get("after", ""))

    @route(room, "/desk/find", access=DESK)
    def find() -> ResponseReturnValue:
        """Whether there is such a case, and for whom, is for its own page to say."""
        try:
            reference = read_reference(request.args.get("reference", ""))
        except ValueError:
            flash(_("This is no reference: it looks like N-7K3M-Q9WY-4."), "warning")
            return redirect(url_for("desk.queue"), code=303)
        return redirect(url_for("case.show", reference=reference), code=303)

    return room


@dataclass(frozen=True, slots=True)
class Desk:
    """Pages of the queue."""

    triage: Triage
    words: PackWords
    cursors: Cursors

    def page(self, reader: Reader, show: Show, mark: str) -> ResponseReturnValue:
        """A page that asks again and again is told nothing, and nothing is drawn, while nothing is new."""
        of = f"{show} {reader.person_id}"
        after = self.cursors.read(mark, of=of)
        question = MyQueue(person_id=reader.person_id, teams=reader.teams, show=show, after=after)
        found, alarms = my_queue(question, cases=self.triage.cases, now=reader.at), self._alarms(reader)
        tag = _tag(found, alarms)
        if request.if_none_match.contains_weak(tag):
            return Response(status=304)
        page = render_template(
            "desk/queue.html",
            reader=reader,
            heading=_heading(reader),
            alarms=alarms_shown(alarms, self.words),
            filters=_filters(show),
            rows=queue_rows(found.rows, me=reader.person_id, words=self.words, now=found.now),
            count=_count(found),
            empty=EMPTY[show],
            newer=url_for("desk.queue", show=show) if after else "",
            older=url_for("desk.queue", show=show, after=self.cursors.write(found.older, of=of)) if found.older else "",
        )
        answer = make_response(page)
        answer.set_etag(tag, weak=True)
        return answer

    def _alarms(self, reader: Reader) -> Sequence[Alarmed]:
        if not reader.is_coordinator:
            return ()
        return alarms_now(reader.coordinates, cases=self.triage.cases, helpers=self.triage.helpers)


def _wished(text: str) -> Show:
    return next((show for show in Show if show == text), Show.TEAM)


def _heading(reader: Reader) -> str:
    if reader.has_queue:
        return _("My queue")
    return _("Alarms") if reader.is_coordinator else _("Cases")


def _filters(show: Show) -> list[dict[str, object]]:
    return [
        {"href": url_for("desk.queue", show=each), "label": label, "is_current": each is show}
        for each, label in LABELS.items()
    ]


def _count(found: Queue) -> str:
    if found.count is None:
        return _("More than %(number)s cases", number=f"{MOST_COUNTED:,}")
    return ngettext("%(num)d case", "%(num)d cases", found.count) if found.count else ""


def _tag(found: Queue, alarms: Sequence[Alarmed]) -> str:
    """Changes whenever the page would; times are shown in words, which change by the minute."""
    minute = found.now.replace(second=0, microsecond=0)
    shown = repr((str(get_locale()), list(found.rows), found.count, found.older, list(alarms), minute))
    return hashlib.sha256(shown.encode()).hexdigest()[:32]
