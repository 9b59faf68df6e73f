"""How one wants to be reached: what comes at once, once a day or not at all, and when nothing comes."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from services.notify.bootstrap import Notify
from services.notify.domain.preferences import Pace, Preferences, Subject
from services.notify.entrypoints.web.forms.contact_forms import PreferencesForm, typed, zones
from services.notify.handlers.choose_preferences import ChoosePreferences
from shared.web.access import SIGNED_IN, route
from shared.web.forms import Form, blank, read_form
from shared.web.sessions import somebody

INVALID = 422


def preferences_room(notify: Notify) -> Blueprint:
    room = Blueprint("preferences", __name__, url_prefix="/me/preferences")

    @route(room, "", access=SIGNED_IN)
    def page() -> ResponseReturnValue:
        chosen = notify.reaching.my_preferences(somebody().person_id)
        return _shown(blank(**dict(typed(chosen, notify.pack.common.neighbourhood.zone))))

    @route(room, "", access=SIGNED_IN, methods=("POST",))
    def choose() -> ResponseReturnValue:
        form = read_form(PreferencesForm(), request.form)
        if not form.is_valid:
            return _shown(form), INVALID
        notify.reaching.choose_preferences(
            ChoosePreferences(person_id=somebody().person_id, wish=Preferences(**form.data))
        )
        flash(_("Saved. It counts from the next message on."))
        return redirect(url_for("preferences.page"), code=303)

    def _shown(form: Form) -> str:
        return render_template(
            "notify/preferences.html",
            form=form,
            subjects=_subjects(),
            paces=_paces(),
            zones=[{"value": each, "label": each.replace("_", " ")} for each in zones()],
        )

    return room


def _subjects() -> list[tuple[str, str, str]]:
    """Name, legend and what must be known of it."""
    return [
        (
            Subject.REPORTS.value,
            _("About my reports"),
            _("We always ask whether it is fixed: if you want nothing else, then in a daily mail."),
        ),
        (
            Subject.CALLS.value,
            _("Calls to help"),
            _("One that has to be answered sooner than you would read it stands among your messages alone."),
        ),
        (Subject.THANKS.value, _("Thanks and news"), ""),
    ]


def _paces() -> list[dict[str, str]]:
    return [
        {"value": Pace.AT_ONCE.value, "label": _("At once")},
        {"value": Pace.DAILY.value, "label": _("Once a day, all in one mail")},
        {"value": Pace.NEVER.value, "label": _("Not at all; it stands among my messages")},
    ]
