"""`/help/profile`: what a helper offers, for them to see and to change at any time."""

from dataclasses import dataclass

from babel.dates import get_day_names
from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import get_locale

from services.triage.bootstrap import Triage
from services.triage.domain.offering import Offer
from services.triage.entrypoints.web.offer_form import RADII_M, OfferForm
from services.triage.entrypoints.web.shown.distances import length
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.speech import _
from services.triage.handlers.change_offer import ChangeOffer
from services.triage.queries.my_offer import MyOffer, my_offer
from shared.errors import NotFound
from shared.ids import PersonId
from shared.web.access import SIGNED_IN, route
from shared.web.forms import Form
from shared.web.languages import NAMES
from shared.web.sessions import somebody


def profile_room(triage: Triage, words: PackWords) -> Blueprint:
    room = Blueprint("profile", __name__, url_prefix="/help/profile")
    profile = Profile(triage, words)

    @route(room, "", access=SIGNED_IN)
    def show() -> ResponseReturnValue:
        mine = profile.mine()
        if mine is None:
            return redirect(url_for("help.home"), code=303)
        asked = OfferForm(triage.pack, mine)
        return profile.page(mine, asked, asked.filled_in())

    @route(room, "", access=SIGNED_IN, methods=("POST",))
    def change() -> ResponseReturnValue:
        return profile.change()

    return room


@dataclass(frozen=True, slots=True)
class Profile:
    """A helper's offer."""

    triage: Triage
    words: PackWords

    def mine(self) -> MyOffer | None:
        return my_offer(somebody().person_id, helpers=self.triage.helpers)

    def change(self) -> ResponseReturnValue:
        """Raises: NotFound for somebody who has not offered to help."""
        mine = self.mine()
        if mine is None:
            raise NotFound(request.path)
        asked = OfferForm(self.triage.pack, mine)
        form, offer = asked.read(request.form)
        return self._keep(offer) if offer else (self.page(mine, asked, form), 422)

    def page(self, mine: MyOffer, asked: OfferForm, form: Form) -> str:
        """asked: the questions. form: what stands in their fields, and what is wrong with it."""
        spoken = dict.fromkeys((*self.triage.pack.common.neighbourhood.languages, *mine.languages))
        days = get_day_names("wide", "stand-alone", str(get_locale()))
        return render_template(
            "help/profile.html",
            mine=mine,
            form=form,
            capabilities=[{"value": code, "label": name} for code, name in self.words.capabilities()],
            languages=[{"value": code, "label": NAMES.get(code, code)} for code in spoken],
            radii=[{"value": str(one), "label": length(one)} for one in sorted({*RADII_M, mine.radius_m})],
            days=[{"value": str(day), "label": days[day]} for day in range(7)],
            stretches=asked.stretches,
        )

    def _keep(self, offer: Offer) -> ResponseReturnValue:
        self.triage.change_offer(ChangeOffer(person_id=PersonId(somebody().person_id), offer=offer))
        flash(_("Noted. We ask you accordingly from now on."))
        return redirect(url_for("profile.show"), code=303)
