"""A coordinator writes to a helper who left because it was not safe, until somebody has seen to the alarm (rule R8)."""

from collections.abc import Sequence
from typing import Protocol

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from services.triage.bootstrap import Triage
from services.triage.domain.alarms import left_unsafe, said_after_unsafe
from services.triage.domain.case import Case
from services.triage.entrypoints.web.before_sending import before_sending
from services.triage.entrypoints.web.danger import call_first, noticed_in, what_to_do
from services.triage.entrypoints.web.forms import MessageForm
from services.triage.entrypoints.web.reader import Reader
from services.triage.entrypoints.web.shown.alarms import AlarmShown
from services.triage.entrypoints.web.shown.letters import Letter, letters
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.words.speech import _
from services.triage.handlers.write_message import WriteMessage
from shared.errors import NotFound
from shared.ids import CaseId, PersonId
from shared.repository import Found
from shared.web.forms import Form, read_form
from shared.web.pointing_out import wants_to_change


class Desk(Protocol):
    """Where the form stands."""

    @property
    def triage(self) -> Triage: ...

    def page(self, found: Found[Case], reader: Reader, form: Form) -> str:
        """Raises: NotFound for whoever does not coordinate, or where no alarm stands."""


def ask_after(desk: Desk, found: Found[Case], reader: Reader) -> ResponseReturnValue:
    """Raises: NotFound, as where nobody left; DomainError."""
    form = read_form(MessageForm(), request.form)
    to, text = form.value("letter_to"), form.value("text")
    signs = noticed_in(desk.triage, text)
    if not reader.coordinates_for(found.state) or to not in left_unsafe(found.state):
        call_first(desk.triage, signs)
        raise NotFound(found.state.reference)
    if not form.is_valid or wants_to_change(request.form):
        call_first(desk.triage, signs)
        return desk.page(found, reader, form), 200 if form.is_valid else 422
    pointed_out = None if signs else before_sending(text)
    if pointed_out:
        return pointed_out
    desk.triage.write_message(
        WriteMessage(
            case_id=CaseId(found.id), by=PersonId(reader.person_id), to=to, text=text, language=str(get_locale())
        )
    )
    if signs:
        return what_to_do("staff", signs)
    flash(_("Sent. They hear of it at once."))
    return redirect(url_for("case.show", reference=found.state.reference), code=303)


def reachable(alarms: Sequence[AlarmShown], case: Case) -> list[dict[str, str]]:
    """Whoever of them can be written to, for a choice of the form."""
    there = left_unsafe(case)
    found = {one.seen_to["person_id"]: one.name for one in alarms if one.seen_to["person_id"] in there}
    return [{"value": person_id, "label": name} for person_id, name in found.items()]


def asked_so_far(case: Case, alarms: Sequence[AlarmShown], *, me: str) -> list[Letter]:
    """What was written to them since they left, and what they answered; nothing from before."""
    names = {one.seen_to["person_id"]: one.name for one in alarms}
    return letters(said_after_unsafe(case, left_unsafe(case)), People(me=me, names=names, team=_("the team")))
