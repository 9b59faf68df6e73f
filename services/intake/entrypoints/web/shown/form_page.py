"""The form of a report: what its page shows besides what was typed."""

from typing import Any

from services.intake.entrypoints.web.forms.report_form import ReportForm
from services.intake.entrypoints.web.reception import Reception
from services.intake.entrypoints.web.words.speech import language
from shared.web.languages import NAMES
from shared.web.pointing_out import TYPED_FORM


def form_page(reception: Reception, form: ReportForm) -> dict[str, Any]:
    """As values of its template."""
    words, consent = reception.words, reception.intake.pack.consent
    return {
        "categories": [
            {**each, "asks": reception.intake.catalogue.of(each["value"]).asks_for_whom} for each in words.tiles()
        ],
        "languages": [{"value": code, "label": NAMES.get(code, code)} for code in reception.settings.languages],
        "questions": words.questions(form.word("category")),
        "theirs": words.say(consent.somebody_else) if form.asks_for_whom else "",
        "chosen": words.category(form.word("category")) if form.category else "",
        "consent": {name: words.say(getattr(consent, name)) for name in ("public", "home", "somebody_else")},
        "centre": reception.intake.pack.common.neighbourhood.centre,
        "numbers": reception.advice.numbers(language()),
        "typed_form": TYPED_FORM,
    }
