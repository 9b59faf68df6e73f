"""One's own page: what one is called, where one is reached, and what one hears about."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.entrypoints.web.forms.about_me import about_me_form
from services.notify.entrypoints.web.words import report_rows
from services.notify.handlers.describe_person import DescribePerson
from services.notify.handlers.enter import STAFF
from shared.events.triage_people import Role
from shared.web.access import SIGNED_IN, route
from shared.web.forms import Form, blank, read_form
from shared.web.languages import NAMES
from shared.web.sessions import somebody

INVALID = 422


def me_room(notify: Notify, languages: Sequence[str]) -> Blueprint:
    room = Blueprint("me", __name__)

    @route(room, "/me", access=SIGNED_IN)
    def page() -> ResponseReturnValue:
        return _shown(None)

    @route(room, "/me", access=SIGNED_IN, methods=("POST",))
    def describe() -> ResponseReturnValue:
        form = read_form(about_me_form(languages), request.form)
        if not form.is_valid:
            return _shown(form), INVALID
        notify.describe_person(DescribePerson(person_id=somebody().person_id, **form.data))
        flash(_("Saved. From now on we write to you like that."))
        return redirect(url_for("me.page"), code=303)

    def _shown(form: Form | None) -> str:
        person_id = somebody().person_id
        mine = notify.my_page(person_id)
        return render_template(
            "notify/me.html",
            mine=mine,
            number=person_id,
            form=form or blank(name=mine.name, language=mine.language),
            languages=[{"value": code, "label": NAMES.get(code, code)} for code in languages],
            reports=report_rows(mine.reports, notify.pack, str(get_locale())),
            is_staff=bool(mine.roles & STAFF),
            is_helper=Role.HELPER in mine.roles,
            sessions=len(notify.my_sessions(person_id)),
        )

    return room
