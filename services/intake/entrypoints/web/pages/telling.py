"""What `/report` and `/report/for-someone` have in common: from what was typed to a report, or back to the form."""

import hashlib
import hmac
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus

from flask import flash, render_template, request

from services.intake.domain.adding import Shows
from services.intake.domain.draft import Draft, Problem, Unacceptable, problems_of, signs_of
from services.intake.domain.wrong import Wrong
from services.intake.entrypoints.web.caller import caller
from services.intake.entrypoints.web.forms.report_form import (
    AS_WRITTEN,
    ReportForm,
    field_of,
    is_of_answer,
    place_on_the_page,
)
from services.intake.entrypoints.web.forms.typed import typed_in
from services.intake.entrypoints.web.language_code import language_meant
from services.intake.entrypoints.web.pages.warning import page_before, wants_the_form
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.sent_photos import (
    CHOSEN,
    Sent,
    are_named,
    are_sent,
    made_anew,
    not_added,
    sent_photos,
)
from services.intake.entrypoints.web.sentences import said
from services.intake.entrypoints.web.shown.form_page import form_page
from services.intake.entrypoints.web.words.speech import _, language
from services.intake.handlers.receive_report import Receipt, ReceiveReport, Request
from shared.events.intake import Channel
from shared.signs.signs import Signs
from shared.web.forms import Form
from shared.web.pointing_out import as_before
from shared.web.sessions import signed_in

Shown = tuple[str, int]


@dataclass(frozen=True, slots=True)
class Telling:
    """One sending of the form. key: under which sendings are known, so that sending twice is sending once."""

    reception: Reception
    key: bytes
    template: str
    channel: Channel
    entered_by: str | None = None
    form: ReportForm = field(init=False)

    def __post_init__(self) -> None:
        catalogue, zone = self.reception.intake.catalogue, self.reception.settings.zone
        chosen = {CHOSEN: "yes"} if are_sent() or are_named() else {}
        sent = typed_in(request.form, catalogue)
        typed = {**sent, **chosen, **as_before(sent), **language_meant(sent, language())}
        object.__setattr__(self, "form", ReportForm(typed, catalogue, zone, by_staff=self.entered_by is not None))

    def receive(self) -> Receipt | Shown:
        """The receipt of a report that was taken; else a page and its status."""
        draft = self.form.draft(self.channel, language=self._language())
        intake = self.reception.intake
        signs = signs_of(draft, catalogue=intake.catalogue, words=intake.words)
        words = draft.text, *draft.answers.values()
        before = page_before(self.reception, signs, self.form.typed, *words, is_report=True)
        if before:
            return before, 200
        if wants_the_form(self.form.typed):
            return self.show(), 200
        return self._taken(draft, signs)

    def show(self, errors: Mapping[str, str] | None = None, **more: object) -> str:
        """The form with what was typed."""
        form = Form(typed=self.form.typed, errors=errors or {})
        return render_template(self.template, form=form, **form_page(self.reception, self.form), **more)

    def _taken(self, draft: Draft, signs: Signs) -> Receipt | Shown:
        problems = self._problems(draft, signs)
        suggestions = [] if signs or problems else self._other_addresses(draft)
        if suggestions:
            error = _("We do not know this address. Choose the one you mean, or say that it is as you wrote it.")
            return self.show({"address": error}, suggestions=suggestions), 422
        if self.form.asks_more and not signs and not [each for each in problems if not is_of_answer(each)]:
            return self.show(is_asking_more=True, more=self._open_questions()), 200
        if problems:
            return self.show(self._errors(problems)), 422
        return self._counted(draft, signs)

    def _counted(self, draft: Draft, signs: Signs) -> Receipt | Shown:
        """Nothing is wrong with it. Photos take seconds: it is counted before, and in danger taken before, too."""
        if not signs and not self._has_room():
            return self.show({"text": _too_many()}), HTTPStatus.TOO_MANY_REQUESTS
        intake = self.reception.intake
        sent = sent_photos()
        if not signs and intake.catalogue.of(draft.category).takes_photos:
            sent = made_anew(intake, sent)
        if sent.problem and not signs:
            return self.show(self._errors((sent.problem,))), 422
        try:
            receipt = intake.receive_report(self._command(draft))
        except Unacceptable as error:
            return self.show(self._errors(error.problems)), 422
        self._add(receipt, sent)
        return receipt

    def _has_room(self) -> bool:
        """Staff write down what others tell them, one call after the other."""
        return self.entered_by is not None or self.reception.intake.admit_anybody(caller()).has_room

    def _add(self, receipt: Receipt, sent: Sent) -> None:
        """The report is taken, and no photo changes that; whoever may be in danger is asked for nothing else."""
        if self.form.word(CHOSEN) and not are_sent():
            flash(
                _("Your photos did not come along, for a browser sends them only once. You can add them here."),
                "warning",
            )
        elif refused := not_added(self.reception.intake, receipt.report_id, sent, Shows()):
            flash(refused, "warning")

    def _open_questions(self) -> int:
        asked = self.form.category.questions if self.form.category else ()
        return len(asked) + (2 if self.form.asks_for_whom and not self.form.says_for_whom else 0)

    def _problems(self, draft: Draft, signs: Signs) -> tuple[Problem, ...]:
        intake = self.reception.intake
        served = draft.place is None or intake.places.serves(draft.place)
        now = intake.clock.now()
        return (
            *self.form.problems(),
            *(() if signs else self.form.unanswered()),
            *problems_of(draft, signs, catalogue=intake.catalogue, served=served, now=now),
            *(() if signs else intake.contact_problems(self.form.contact())),
        )

    def _command(self, draft: Draft) -> ReceiveReport:
        command = ReceiveReport(
            draft=draft,
            consent=self.form.consent(self.reception.intake.pack.consent.version),
            private=self.form.word("private") == "yes",
            contact=self.form.contact(),
            entered_by=self.entered_by,
            own_contacts=self._own_contacts(),
        )
        return replace(command, request=self._request(command))

    def _own_contacts(self) -> Sequence[str]:
        """What staff write down is told by somebody else."""
        person = signed_in() if self.entered_by is None else None
        return self.reception.intake.people.contacts(person.person_id) if person else ()

    def _language(self) -> str:
        wished = self.form.word("language")
        return wished if wished in self.reception.settings.languages else language()

    def _request(self, command: ReceiveReport) -> Request | None:
        """The same words sent twice from one page are one report; other words are another."""
        if not self.form.word("once"):
            return None
        content = self._hash(repr(command))
        return Request(name=self._hash(f"form {self.form.word('once')} {content}"), content=content)

    def _hash(self, words: str) -> str:
        return hmac.digest(self.key, words.encode(errors="replace"), hashlib.sha256).hex()

    def _other_addresses(self, draft: Draft) -> list[dict[str, str]]:
        """Addresses that may be meant by one that we do not know."""
        places = self.reception.intake.places
        if draft.place or not draft.address or self.form.address_is_meant or places.place_of(draft.address):
            return []
        known = [{"value": text, "label": text} for text in places.addresses_like(draft.address)]
        return [*known, {"value": AS_WRITTEN, "label": _("It is as I wrote it")}] if known else []

    def _errors(self, problems: tuple[Problem, ...]) -> dict[str, str]:
        """One sentence for each field; the neighbourhood's own for a place outside it."""
        errors = {field_of(problem): said(problem) for problem in reversed(problems)}
        outside = self.reception.words.outside()
        if outside and any(problem.wrong is Wrong.OUTSIDE for problem in problems):
            errors["address"] = outside
        return dict(sorted(errors.items(), key=lambda each: place_on_the_page(each[0])))


def _too_many() -> str:
    return _(
        "Very many reports have come from your connection in the last minute. What you wrote is still here: please"
        " send it again in a minute, or call us."
    )
