"""`/help/tasks/<id>`: the task of the helper who has it, from setting out to done, with a number that answers."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _

from services.triage.bootstrap import Triage
from services.triage.entrypoints.web.after_unsafe import letters_after_unsafe
from services.triage.entrypoints.web.before_sending import before_sending
from services.triage.entrypoints.web.danger import call_first, noticed_in, what_to_do
from services.triage.entrypoints.web.forms import DoneForm, MessageForm
from services.triage.entrypoints.web.not_yours import attempt, not_now, not_yours
from services.triage.entrypoints.web.shown.photos import As, photo_links
from services.triage.entrypoints.web.shown.task_page import letter_to, task_page
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.handlers.abort_unsafe import AbortUnsafe
from services.triage.handlers.arrive import Arrive
from services.triage.handlers.block_contact import BlockContact
from services.triage.handlers.complete_task import CompleteTask
from services.triage.handlers.hand_back import HandBack
from services.triage.handlers.set_out import SetOut
from services.triage.handlers.show_task import ShowTask
from services.triage.handlers.write_message import WriteMessage
from services.triage.queries.my_help import is_mine
from services.triage.queries.written_after_unsafe import written_after_unsafe
from shared.errors import DomainError, NotFound
from shared.ids import CaseId, PersonId
from shared.signed_addresses import SignedAddresses
from shared.signs.signs import NO_SIGNS, Signs
from shared.web.access import SIGNED_IN, route
from shared.web.forms import Form, blank, read_form
from shared.web.pointing_out import wants_to_change
from shared.web.sessions import signed_in_recently, somebody, way_to_sign_in


def task_room(triage: Triage, words: PackWords, addresses: SignedAddresses) -> Blueprint:
    """Looking needs a sign-in of the last fifteen minutes; saying how it goes, and "unsafe" above all, does not."""
    room = Blueprint("tasks", __name__, url_prefix="/help/tasks/<case_id>")
    mine = Tasks(triage, words, addresses)
    room.register_error_handler(NotFound, not_yours)

    @route(room, "", access=SIGNED_IN.recently())
    def show(case_id: str) -> ResponseReturnValue:
        return mine.show(CaseId(case_id))

    def says(path: str, do: Callable[[CaseId, PersonId], None], said: LazyString, *, ends: bool = False) -> None:
        def act(case_id: str) -> ResponseReturnValue:
            return mine.do(CaseId(case_id), do, said, ends=ends)

        route(room, f"/{path}", access=SIGNED_IN, methods=("POST",), endpoint=path.replace("-", "_"))(act)

    says("on-way", lambda case, me: triage.set_out(SetOut(case_id=case, person_id=me)), _("Good. Take your time."))
    says("on-site", lambda case, me: triage.arrive(Arrive(case_id=case, person_id=me)), _("Noted that you are there."))
    says(
        "hand-back",
        lambda case, me: triage.hand_back(HandBack(case_id=case, person_id=me)),
        _("All right. We ask somebody else; you need do nothing more."),
        ends=True,
    )
    says(
        "block",
        lambda case, me: triage.block_contact(BlockContact(case_id=case, person_id=me)),
        _("We do not ask you for this person any more. They are not told."),
    )

    @route(room, "/done", access=SIGNED_IN, methods=("POST",))
    def done(case_id: str) -> ResponseReturnValue:
        return mine.done(CaseId(case_id))

    @route(room, "/messages", access=SIGNED_IN, methods=("POST",))
    def messages(case_id: str) -> ResponseReturnValue:
        return mine.write(CaseId(case_id))

    @route(room, "/messages", access=SIGNED_IN, endpoint="letters")
    def after_unsafe(case_id: str) -> ResponseReturnValue:
        return letters_after_unsafe(triage, case_id, by=_me())

    @route(room, "/unsafe", access=SIGNED_IN, methods=("POST",))
    def unsafe(case_id: str) -> ResponseReturnValue:
        attempt(lambda: triage.abort_unsafe(AbortUnsafe(case_id=CaseId(case_id), person_id=_me())))
        return redirect(url_for("help.unsafe"), code=303)

    return room


@dataclass(frozen=True, slots=True)
class Tasks:
    """A helper's task. Raises NotFound for one that is not, or no longer, theirs."""

    triage: Triage
    words: PackWords
    addresses: SignedAddresses

    def show(self, case_id: CaseId) -> ResponseReturnValue:
        """Whoever left it because it was not safe is led to what was written to them since."""
        try:
            return self.page(case_id, blank())
        except NotFound:
            if not written_after_unsafe(case_id, _me(), cases=self.triage.cases):
                raise
            return redirect(url_for("tasks.letters", case_id=case_id), code=303)

    def page(self, case_id: CaseId, form: Form) -> str:
        """The showing is logged before anything is shown."""
        task = attempt(lambda: self.triage.show_task(ShowTask(case_id=case_id, person_id=_me())))
        at = self.triage.clock.now()
        photos = photo_links(task.photos, self.addresses, by=_me(), role=As.HELPER, at=at)
        shown = task_page(task, me=_me(), words=self.words, photos=photos)
        return render_template("help/task.html", task=shown, form=form)

    def do(
        self,
        case_id: CaseId,
        do: Callable[[CaseId, PersonId], None],
        said: LazyString,
        *,
        ends: bool,
        signs: Signs = NO_SIGNS,
    ) -> ResponseReturnValue:
        """What they say about their task; then the task again, or home when it has ended with that.

        signs: in their words; then what to do at once comes before all else (rule R1).
        """
        try:
            attempt(lambda: do(case_id, _me()))
        except NotFound:
            call_first(self.triage, signs)
            raise
        except DomainError as no:
            call_first(self.triage, signs)
            return not_now(no), 409
        if signs:
            return what_to_do("helper", signs)
        flash(str(said))
        at_home = ends or not signed_in_recently()
        return redirect(url_for("help.home") if at_home else url_for("tasks.show", case_id=case_id), code=303)

    def done(self, case_id: CaseId) -> ResponseReturnValue:
        form = read_form(DoneForm(), request.form)

        def do(case: CaseId, me: PersonId) -> None:
            minutes, said, language = form.data["minutes"], form.data["words"], str(get_locale())
            self.triage.complete_task(
                CompleteTask(case_id=case, person_id=me, minutes=minutes, words=said, language=language)
            )

        signs = noticed_in(self.triage, form.value("words"))
        said = _("Thank you. We ask the person whether all is well now.")
        return self._first(case_id, form, "done", "words", signs) or self.do(case_id, do, said, ends=True, signs=signs)

    def write(self, case_id: CaseId) -> ResponseReturnValue:
        form = read_form(MessageForm(), request.form)
        signs = noticed_in(self.triage, form.value("text"))
        if not is_mine(case_id, _me(), cases=self.triage.cases):
            call_first(self.triage, signs)
            raise NotFound(request.path)

        def do(case: CaseId, me: PersonId) -> None:
            to, text, language = form.data["letter_to"], form.data["text"], str(get_locale())
            self.triage.write_message(WriteMessage(case_id=case, by=me, to=to, text=text, language=language))

        said = _("Sent. They read it on their own page.")
        return self._first(case_id, form, "messages", "text", signs) or self.do(
            case_id, do, said, ends=False, signs=signs
        )

    def _first(self, case_id: CaseId, form: Form, what: str, field: str, signs: Signs) -> ResponseReturnValue | None:
        """What must be seen before these words are kept, or the form again; nothing for whoever has no such task.

        Whoever writes of danger is asked nothing else.
        """
        if not form.is_valid:
            call_first(self.triage, signs)
            return self._again(case_id, form, what), 422
        if not is_mine(case_id, _me(), cases=self.triage.cases):
            return None
        if wants_to_change(request.form):
            return self._again(case_id, form, what)
        return None if signs else before_sending(form.value(field))

    def _again(self, case_id: CaseId, form: Form, what: str) -> str:
        """What is to be corrected; without the task for whoever signed in long ago, for it shows the place."""
        if signed_in_recently():
            return self.page(case_id, form)
        if not is_mine(case_id, _me(), cases=self.triage.cases):
            raise NotFound(request.path)
        return render_template(
            "help/again.html", case_id=case_id, form=form, what=what, letter_to=letter_to(), sign_in=way_to_sign_in()
        )


def _me() -> PersonId:
    return PersonId(somebody().person_id)
