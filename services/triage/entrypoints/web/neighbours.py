"""`/help`: my tasks now, what is asked of me, my week; the guide; and what to do at once when it is not safe."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web.forms import PauseForm
from services.triage.entrypoints.web.shown.asked_rows import asked_rows
from services.triage.entrypoints.web.shown.stages import stage_of
from services.triage.entrypoints.web.shown.tasks import tasks_shown
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from services.triage.handlers.pause_helper import PauseHelper
from services.triage.handlers.resume_helper import ResumeHelper
from services.triage.ports import OnCall
from services.triage.queries.my_help import MyHelp, my_help, my_thanks
from shared.ids import PersonId
from shared.pack.working_time import civil
from shared.web.access import PUBLIC, SIGNED_IN, route
from shared.web.downloads import as_file
from shared.web.forms import Form, blank, read_form, with_error
from shared.web.sessions import signed_in, somebody

Thanks = Sequence[Mapping[str, object]]


def help_room(triage: Triage, words: PackWords) -> Blueprint:
    room = Blueprint("help", __name__, url_prefix="/help")
    home = Home(triage, words)

    @route(room, "", access=PUBLIC, endpoint="home")
    def show() -> ResponseReturnValue:
        return home.page(blank())

    @route(room, "/guide", access=PUBLIC)
    def guide() -> ResponseReturnValue:
        limit = triage.pack.limits.invitations_a_week
        return render_template("help/guide.html", answers=home.on_duty(), weekly_limit=limit, note=home.note)

    @route(room, "/unsafe", access=SIGNED_IN)
    def unsafe() -> ResponseReturnValue:
        return render_template("help/unsafe.html", answers=home.on_duty())

    @route(room, "/me/data.json", access=SIGNED_IN.recently())
    def my_data() -> ResponseReturnValue:
        """Notify's page `/me/data` leads here, for helpers and reporters alike."""
        return as_file("nabo-triage.json", triage.my_data(somebody().person_id))

    @route(room, "/pause", access=SIGNED_IN, methods=("POST",))
    def pause() -> ResponseReturnValue:
        return home.pause()

    @route(room, "/resume", access=SIGNED_IN, methods=("POST",))
    def resume() -> ResponseReturnValue:
        triage.resume_helper(ResumeHelper(person_id=PersonId(somebody().person_id)))
        flash(_("Welcome back. We ask you when something suits you."))
        return redirect(url_for("help.home"), code=303)

    return room


@dataclass(frozen=True, slots=True)
class Home:
    """A helper's own page."""

    triage: Triage
    words: PackWords

    @property
    def note(self) -> str:
        """What is to be known of the limits here; empty where nothing is."""
        said = self.triage.pack.limits.note
        return self.words.say(said) if said else ""

    def on_duty(self) -> OnCall | None:
        return self.triage.neighbourhood.on_call(self.triage.clock.now())

    def page(self, form: Form) -> str:
        """For somebody who has not offered to help, what helping is about."""
        person, triage = signed_in(), self.triage
        if person is None:
            return self._welcome()
        found = my_help(person.person_id, cases=triage.cases, helpers=triage.helpers, now=triage.clock.now())
        thanks = self._thanks(person.person_id)
        return self._mine(found, form, thanks) if found else self._welcome(is_signed_in=True, thanks=thanks)

    def _thanks(self, person_id: str) -> Thanks:
        found = my_thanks(person_id, cases=self.triage.cases, helpers=self.triage.helpers)
        return [{"title": self.words.category(one.category), "text": one.text, "at": one.at} for one in found]

    def _welcome(self, *, is_signed_in: bool = False, thanks: Thanks = ()) -> str:
        pack = self.triage.pack
        return render_template(
            "help/welcome.html",
            is_signed_in=is_signed_in,
            thanks=thanks,
            tasks=tasks_shown(pack, self.words),
            limits=pack.limits,
            note=self.note,
            coordinator=pack.coordinator or pack.on_call[0],
        )

    def pause(self) -> ResponseReturnValue:
        form = read_form(PauseForm(), request.form)
        until = self._end_of_break(form)
        if until is not None and until <= self.triage.clock.now():
            form = with_error(form, "until", _("Choose a day that is still to come."))
        if form.errors:
            return self.page(form), 422
        self.triage.pause_helper(PauseHelper(person_id=PersonId(somebody().person_id), until=until))
        flash(_("Enjoy your break. Nobody asks you until you are back."))
        return redirect(url_for("help.home"), code=303)

    def _end_of_break(self, form: Form) -> datetime | None:
        """It ends when the chosen day begins."""
        day = form.data["until"] if form.is_valid else None
        return civil(day, time(0), self.triage.pack.common.neighbourhood.zone) if day else None

    def _mine(self, mine: MyHelp, form: Form, thanks: Thanks) -> str:
        words = self.words
        tasks = [
            {"case_id": one.case_id, "title": words.category(one.category), "stage": stage_of(one.assignment)}
            for one in mine.tasks
        ]
        return render_template(
            "help/home.html",
            mine=mine,
            tasks=tasks,
            thanks=thanks,
            asked_rows=asked_rows(mine.asked, words),
            weekly_limit=self.triage.pack.limits.invitations_a_week,
            note=self.note,
            answers=self.on_duty(),
            form=form,
        )
