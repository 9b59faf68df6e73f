"""`/desk/cases/<reference>`: one case, and everything that can be done with it."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.triage.bootstrap import Triage
from services.triage.domain.case import Case
from services.triage.entrypoints.web.alarms import AlarmDesk, raised_on
from services.triage.entrypoints.web.asking_after import ask_after
from services.triage.entrypoints.web.before_sending import before_sending
from services.triage.entrypoints.web.case_commands import Deed, Wish, deeds
from services.triage.entrypoints.web.danger import call_first, noticed_in, what_to_do
from services.triage.entrypoints.web.desk import DESK
from services.triage.entrypoints.web.reader import Reader, reader_of
from services.triage.entrypoints.web.shown.alarms import alarms_shown
from services.triage.entrypoints.web.shown.case_page import case_page
from services.triage.entrypoints.web.shown.history import timeline
from services.triage.entrypoints.web.shown.past import past_of
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.shown.photos import As, photo_links, with_their_coming
from services.triage.entrypoints.web.shown.wanted import wanted
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.refusals import REFUSALS
from services.triage.entrypoints.web.words.speech import _
from services.triage.handlers.show_case import ShowCase, photos_shown
from services.triage.queries.case_at_desk import Step, case_at_desk, changes_since, steps
from shared.errors import DomainError, NotFound
from shared.events.triage_people import Role
from shared.ids import CaseId, PersonId, read_reference
from shared.repository import Found
from shared.signed_addresses import SignedAddresses
from shared.signs.signs import Signs
from shared.web.access import role, route
from shared.web.forms import Form, blank, read_form
from shared.web.pointing_out import wants_to_change
from shared.web.sessions import signed_in_recently, way_to_sign_in

Answer = Callable[[], ResponseReturnValue]


def case_room(triage: Triage, words: PackWords, addresses: SignedAddresses) -> Blueprint:
    room = Blueprint("case", __name__, url_prefix="/desk/cases/<reference>")
    desk, alarms = CaseDesk(triage, words, addresses), AlarmDesk(triage, words)

    @route(room, "", access=DESK)
    def show(reference: str) -> ResponseReturnValue:
        found, reader = desk.find(reference), reader_of(triage)
        if reader.reads(found.state):
            return desk.page(found, reader, blank())
        return alarms.page(found, reader, blank())

    @route(room, "/seen-to", access=role(Role.COORDINATOR), methods=("POST",))
    def seen_to(reference: str) -> ResponseReturnValue:
        return alarms.see_to(desk.find(reference))

    @route(room, "/to-helper", access=role(Role.COORDINATOR), methods=("POST",))
    def to_helper(reference: str) -> ResponseReturnValue:
        return ask_after(alarms, desk.find(reference), reader_of(triage))

    for deed in deeds(triage):
        route(room, f"/{deed.path}", access=DESK, methods=("POST",), endpoint=deed.path)(_acting(desk, deed))
    return room


def _acting(desk: "CaseDesk", deed: Deed) -> Callable[..., ResponseReturnValue]:
    def act(reference: str) -> ResponseReturnValue:
        return desk.act(reference, deed)

    return act


@dataclass(frozen=True, slots=True)
class CaseDesk:
    """The pages of one case. All raise NotFound for whoever does not work on it."""

    triage: Triage
    words: PackWords
    addresses: SignedAddresses

    def find(self, reference: str) -> Found[Case]:
        """What cannot be a reference is not found either."""
        try:
            return self.triage.cases.by_reference(read_reference(reference))
        except ValueError:
            raise NotFound(reference) from None

    def page(self, found: Found[Case], reader: Reader, form: Form, refusal: str = "") -> str:
        """The case; that a protected one is shown is logged first. Its place needs a sign-in of the last 15 minutes.

        refusal: why something could not be done; somebody else may have been faster, so the case is read anew.
        """
        is_recent, me = signed_in_recently(), PersonId(reader.person_id)
        known = None if refusal else found
        shown = self.triage.show_case(ShowCase(case_id=CaseId(found.id), by=me, with_place=is_recent, known=known))
        with_place = is_recent or not shown.state.is_protected
        view = case_at_desk(shown, cases=self.triage.cases, helpers=self.triage.helpers)
        photos = photos_shown(shown.state, with_place=with_place)
        links = photo_links(photos, self.addresses, by=me, role=As.TEAM, at=self.triage.clock.now())
        alarms = raised_on(shown, self.triage) if reader.coordinates_for(shown.state) else ()
        return render_template(
            "desk/case.html",
            page=case_page(view, reader=reader, words=self.words, with_place=with_place),
            photos=with_their_coming(photos, links, view.history),
            form=form,
            refusal=refusal,
            alarms=alarms_shown(alarms, self.words),
            sign_in="" if with_place else way_to_sign_in(),
        )

    def act(self, reference: str, deed: Deed) -> ResponseReturnValue:
        found, reader = self.find(reference), reader_of(self.triage)
        if not reader.reads(found.state):
            raise NotFound(reference)
        form = read_form(deed.schema, request.form)
        words = form.value(deed.letter)
        signs = noticed_in(self.triage, words)
        answer = self._before(found, reader, form, deed)
        if answer is not None:
            call_first(self.triage, signs)
            return answer()
        pointed_out = None if signs else before_sending(words)  # Who writes of danger is asked nothing else.
        return pointed_out or self._do(found, reader, form, deed, signs)

    def _before(self, found: Found[Case], reader: Reader, form: Form, deed: Deed) -> Answer | None:
        """What stands against doing it now."""
        if not form.is_valid:
            return lambda: (self.page(found, reader, form), 422)
        if wants_to_change(request.form):
            return lambda: self.page(found, reader, form)
        changes = self._changes(found, reader, form)
        return (lambda: (self._changed(found, reader, form, deed, changes), 412)) if changes else None

    def _do(self, found: Found[Case], reader: Reader, form: Form, deed: Deed, signs: Signs) -> ResponseReturnValue:
        try:
            deed.do(Wish(found=found, by=PersonId(reader.person_id), data=form.data))
        except DomainError as no:
            call_first(self.triage, signs)
            return self.page(found, reader, form, refusal=str(REFUSALS.get(no.code, no.code))), 409
        reference = found.state.reference
        if signs:
            is_theirs = reader.reads(self.find(reference).state)
            return what_to_do("staff", signs, case=reference if is_theirs else None)
        flash(str(deed.said))
        return self._onward(reference, reader)

    def _onward(self, reference: str, reader: Reader) -> ResponseReturnValue:
        """Back to the case, or to the queue where another team has the case now."""
        if reader.reads(self.find(reference).state):
            return redirect(url_for("case.show", reference=reference), code=303)
        flash(_("Another team has the case now, so that it does not stand on your desk any more."))
        return redirect(url_for("desk.queue"), code=303)

    def _changes(self, found: Found[Case], reader: Reader, form: Form) -> Sequence[Step]:
        seen = form.data.get("version")
        if seen is None or seen >= found.version:
            return ()
        return changes_since(seen, reader.person_id, history=steps(found.id, cases=self.triage.cases))

    def _changed(self, found: Found[Case], reader: Reader, form: Form, deed: Deed, changes: Sequence[Step]) -> str:
        view = case_at_desk(found, cases=self.triage.cases, helpers=self.triage.helpers)
        team = self.words.team(found.state.decision.team)
        people = People(me=reader.person_id, names=view.names, team=team)
        return render_template(
            "desk/changed.html",
            reference=found.state.reference,
            version=found.version,
            changes=timeline(changes, past_of(view.history, people=people, words=self.words)),
            again=url_for(f"case.{deed.path}", reference=found.state.reference),
            typed=[(name, one) for name in deed.schema.fields if name != "version" for one in form.values(name)],
            wanted=wanted(deed.path, form, self.words, people),
        )
