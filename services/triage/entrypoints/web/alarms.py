"""What alarms a coordinator about one case: for whoever does not work on it, and seeing to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.triage.bootstrap import Triage
from services.triage.domain.alarms import Alarm, Raised
from services.triage.domain.case import Case
from services.triage.entrypoints.web.asking_after import asked_so_far, reachable
from services.triage.entrypoints.web.forms import SeenToForm
from services.triage.entrypoints.web.reader import Reader
from services.triage.entrypoints.web.shown.alarms import alarms_shown
from services.triage.entrypoints.web.shown.said import where
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from services.triage.handlers.acknowledge_alarm import AcknowledgeAlarm
from services.triage.handlers.show_unsafe_place import ShowUnsafePlace
from services.triage.queries.alarms_now import Alarmed, alarms_on
from shared.errors import NotFound
from shared.ids import CaseId, PersonId
from shared.repository import Found
from shared.web.forms import Form, read_form
from shared.web.sessions import signed_in_recently, somebody, way_to_sign_in


def raised_on(found: Found[Case], triage: Triage) -> Sequence[Alarmed]:
    return alarms_on(found.id, found.state, cases=triage.cases, helpers=triage.helpers)


@dataclass(frozen=True, slots=True)
class AlarmDesk:
    """The page of a case that alarms, and no more of it. All raise NotFound for whoever does not coordinate it."""

    triage: Triage
    words: PackWords

    def page(self, found: Found[Case], reader: Reader, form: Form) -> str:
        """For a coordinator: what is wrong, and where only if it is not safe there, logged first; no more than that.

        A protected place needs a sign-in of the last fifteen minutes here, too. form: what was typed to who left.
        """
        raised = raised_on(found, self.triage)
        if not raised or not reader.coordinates_for(found.state):
            raise NotFound(found.state.reference)
        is_unsafe = any(one.alarm is Alarm.UNSAFE for one in raised)
        may_see = signed_in_recently() or not found.state.is_protected
        shown = alarms_shown(raised, self.words)
        return render_template(
            "desk/alarm.html",
            alarms=shown,
            form=form,
            letter_to=reachable(shown, found.state),
            messages=asked_so_far(found.state, shown, me=reader.person_id),
            reference=found.state.reference,
            what=self.words.category(found.state.told.category),
            place=self._unsafe_place(found, reader) if is_unsafe and may_see else "",
            sign_in=way_to_sign_in() if is_unsafe and not may_see else "",
        )

    def see_to(self, found: Found[Case]) -> ResponseReturnValue:
        """To whoever may not, or where no such alarm is, there is nothing to see to."""
        form = read_form(SeenToForm(), request.form)
        if not form.is_valid:
            raise NotFound(found.state.reference)
        raised, me = Raised(alarm=form.data["alarm"], person_id=form.data["person_id"]), somebody().person_id
        self.triage.acknowledge_alarm(AcknowledgeAlarm(case_id=CaseId(found.id), by=PersonId(me), raised=raised))
        flash(_("Noted. The alarm is off the list; the history of the case keeps it."))
        return redirect(url_for("desk.queue"), code=303)

    def _unsafe_place(self, found: Found[Case], reader: Reader) -> str:
        command = ShowUnsafePlace(case_id=CaseId(found.id), by=PersonId(reader.person_id))
        unsafe = self.triage.show_unsafe_place(command)
        return where(unsafe.place, unsafe.address)
