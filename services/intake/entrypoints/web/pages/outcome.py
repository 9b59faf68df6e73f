"""`/my/<secret>/outcome`: is it fixed? Two buttons; looking at them changes nothing (rule R17)."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from services.intake.domain.draft import Unacceptable
from services.intake.entrypoints.web.pages.warning import page_before, typed_here, wants_the_form
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.sentences import said
from services.intake.entrypoints.web.shown.my_page import my_page
from services.intake.handlers.confirm_outcome import ConfirmOutcome
from services.intake.handlers.dispute_outcome import DisputeOutcome
from services.intake.queries.my_report import MyReport
from shared.errors import IllegalMove
from shared.web.access import SECRET_LINK, route
from shared.web.forms import Form, blank


def outcome_room(reception: Reception) -> Blueprint:
    room = Blueprint("outcome", __name__)
    intake = reception.intake

    @route(room, "/my/<secret>/outcome", access=SECRET_LINK)
    def ask(secret: str) -> str:
        return _page(reception, intake.my_report(secret), secret, blank())

    @route(room, "/my/<secret>/outcome", access=SECRET_LINK, methods=("POST",))
    def answer(secret: str) -> ResponseReturnValue:
        mine = intake.my_report(secret)
        typed = typed_here()
        signs = intake.words.in_words(typed.get("reason", ""), language=mine.report.language)
        before = page_before(reception, signs, typed, typed.get("reason", ""))
        if before:
            return before
        if wants_the_form(typed):
            return _page(reception, mine, secret, Form(typed=typed))
        try:
            _answer(reception, mine, typed)
        except Unacceptable as error:
            wrong = {problem.field: said(problem) for problem in error.problems}
            return _page(reception, mine, secret, Form(typed=typed, errors=wrong)), 422
        except IllegalMove:
            return _page(reception, intake.my_report(secret), secret, blank()), 409
        return redirect(url_for("outcome.ask", secret=secret), code=303)

    return room


def _answer(reception: Reception, mine: MyReport, typed: dict[str, str]) -> None:
    match typed.get("answer"):
        case "fixed":
            reception.intake.confirm_outcome(ConfirmOutcome(report_id=mine.report_id))
        case "not_fixed":
            reception.intake.dispute_outcome(DisputeOutcome(report_id=mine.report_id, reason=typed.get("reason", "")))
        case _:
            return


def _page(reception: Reception, mine: MyReport, secret: str, form: Form) -> str:
    """The question; or, where nothing waits for an answer, what the answer was and how it stands."""
    return render_template(
        "intake/outcome.html",
        form=form,
        is_answered=bool(mine.report.answered),
        is_fixed=mine.report.is_fixed,
        **my_page(reception, mine, secret),
    )
