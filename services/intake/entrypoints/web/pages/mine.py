"""`/my/<secret>`: everything about a report for whoever made it, and what they may do."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.draft import Unacceptable
from services.intake.entrypoints.web.pages.warning import page_before, typed_here, wants_the_form
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.sentences import said
from services.intake.entrypoints.web.shown.my_page import my_page
from services.intake.entrypoints.web.words.speech import _
from services.intake.handlers.edit_report import EditReport
from services.intake.handlers.write_message import WriteMessage
from services.intake.queries.my_report import MyReport
from shared.signs.signs import Signs
from shared.web.access import SECRET_LINK, route
from shared.web.forms import Form, blank

PAGE = "intake/my.html"


def mine_room(reception: Reception) -> Blueprint:
    room = Blueprint("mine", __name__)
    intake = reception.intake

    @route(room, "/my/<secret>", access=SECRET_LINK)
    def page(secret: str) -> str:
        return _page(reception, secret, blank())

    @route(room, "/my/<secret>/write", access=SECRET_LINK, methods=("POST",))
    def write(secret: str) -> ResponseReturnValue:
        def send(mine: MyReport, text: str, _signs: Signs) -> None:
            intake.write_message(WriteMessage(report_id=mine.report_id, text=text))
            flash(_("Sent. Whoever works on it reads it."))

        return Writing(reception, secret, "text", PAGE).do(send)

    @route(room, "/my/<secret>/edit", access=SECRET_LINK)
    def words(secret: str) -> str:
        mine = intake.my_report(secret)
        return render_template(
            "intake/edit.html", form=blank(text=mine.report.text), **my_page(reception, mine, secret)
        )

    @route(room, "/my/<secret>/edit", access=SECRET_LINK, methods=("POST",))
    def edit(secret: str) -> ResponseReturnValue:
        def send(mine: MyReport, text: str, _signs: Signs) -> None:
            intake.edit_report(EditReport(report_id=mine.report_id, text=text))
            flash(_("Kept. Whoever works on it reads your new words."))

        return Writing(reception, secret, "text", "intake/edit.html").do(send)

    return room


@dataclass(frozen=True, slots=True)
class Writing:
    """Words that were sent from a page of the reporter's: first what to do if they tell of danger, then kept."""

    reception: Reception
    secret: str
    name: str
    template: str

    def do(self, send: Callable[[MyReport, str, Signs], None]) -> ResponseReturnValue:
        mine = self.reception.intake.my_report(self.secret)
        typed = typed_here()
        signs = self.reception.intake.words.in_words(typed.get(self.name, ""), language=mine.report.language)
        before = page_before(self.reception, signs, typed, typed.get(self.name, ""))
        if before:
            return before
        if wants_the_form(typed):
            return self._show(mine, Form(typed=typed))
        try:
            send(mine, typed.get(self.name, ""), signs)
        except Unacceptable as error:
            wrong = {problem.field: said(problem) for problem in error.problems}
            return self._show(mine, Form(typed=typed, errors=wrong)), 422
        return back_to(self.secret)

    def _show(self, mine: MyReport, form: Form) -> str:
        return render_template(self.template, form=form, **my_page(self.reception, mine, self.secret))


def _page(reception: Reception, secret: str, form: Form) -> str:
    mine = reception.intake.my_report(secret)
    return render_template(PAGE, form=form, **my_page(reception, mine, secret))


def back_to(secret: str) -> ResponseReturnValue:
    """To the personal page."""
    return redirect(url_for("mine.page", secret=secret), code=303)
