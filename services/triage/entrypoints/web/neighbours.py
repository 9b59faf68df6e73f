"""`/help`: my tasks now, what is asked of me, my week; the guide; and what to do at once when it is not safe."""

from datetime import datetime, time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web.forms import PauseForm
from services.triage.entrypoints.web.shown.asked_rows import asked_rows
from services.triage.entrypoints.web.shown.stages import stage_of
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.handlers.pause_helper import PauseHelper
from services.triage.handlers.resume_helper import ResumeHelper
from services.triage.queries.my_help import my_help
from shared.ids import PersonId
from shared.pack.working_time import civil
from shared.web.access import PUBLIC, SIGNED_IN, route
from shared.web.forms import Form, blank, read_form, with_error
from shared.web.sessions import signed_in, somebody


def help_room(triage: Triage, words: PackWords) -> Blueprint:
    room = Blueprint("help", __name__, url_prefix="/help")

    def on_duty() -> object:
        return triage.neighbourhood.on_call(triage.clock.now())

    def mine(form: Form) -> str:
        person = signed_in()
        now = triage.clock.now()
        found = my_help(person.person_id, cases=triage.cases, helpers=triage.helpers, now=now) if person else None
        if found is None:
            return render_template("help/welcome.html", is_signed_in=person is not None)
        return render_template(
            "help/home.html",
            mine=found,
            tasks=[
                {
                    "case_id": one.case_id,
                    "title": words.task(one.category, one.task),
                    "stage": stage_of(one.assignment),
                }
                for one in found.tasks
            ],
            asked_rows=asked_rows(found.asked, words),
            weekly_limit=triage.pack.limits.invitations_a_week,
            answers=on_duty(),
            form=form,
        )

    @route(room, "", access=PUBLIC)
    def home() -> ResponseReturnValue:
        return mine(blank())

    @route(room, "/guide", access=PUBLIC)
    def guide() -> ResponseReturnValue:
        limit = triage.pack.limits.invitations_a_week
        return render_template("help/guide.html", answers=on_duty(), weekly_limit=limit)

    @route(room, "/unsafe", access=SIGNED_IN)
    def unsafe() -> ResponseReturnValue:
        at_once = words.say(triage.pack.common.at_once)
        return render_template("help/unsafe.html", answers=on_duty(), at_once=at_once)

    @route(room, "/pause", access=SIGNED_IN, methods=("POST",))
    def pause() -> ResponseReturnValue:
        form = read_form(PauseForm(), request.form)
        until = _end_of(form, triage)
        if form.is_valid and until is not None and until <= triage.clock.now():
            form = with_error(form, "until", _("Choose a day that is still to come."))
        if form.errors:
            return mine(form), 422
        triage.pause_helper(PauseHelper(person_id=PersonId(somebody().person_id), until=until))
        flash(_("Enjoy your break. Nobody asks you until you are back."))
        return redirect(url_for("help.home"), code=303)

    @route(room, "/resume", access=SIGNED_IN, methods=("POST",))
    def resume() -> ResponseReturnValue:
        triage.resume_helper(ResumeHelper(person_id=PersonId(somebody().person_id)))
        flash(_("Welcome back. We ask you when something suits you."))
        return redirect(url_for("help.home"), code=303)

    return room


def _end_of(form: Form, triage: Triage) -> datetime | None:
    """The break ends when the chosen day begins."""
    day = form.data["until"] if form.is_valid else None
    return civil(day, time(0), triage.pack.common.neighbourhood.zone) if day else None
