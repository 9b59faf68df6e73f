"""Every message of notify, as it is put into words for somebody."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

from joserfc.jwk import OKPKey

from services.notify.adapters.jinja_letters import JinjaLetters, Stationery, nowhere
from services.notify.adapters.letter_links import LetterLinks
from services.notify.domain.delivery import Audience, Delivery, Priority, Recipient
from services.notify.domain.letter import Letter
from shared.pack import load_for_notify
from shared.pack.values import Texts
from shared.sessions import LinkIssuer
from shared.web.catalogues import words
from tests.factories.notify import ADA_CONTACT, NOON, REFERENCE, delivery, matter, reader

REPO = Path(__file__).parents[2]
LOCALES = REPO / "services/notify/locales"
LANGUAGES = ("en", "da")
ORIGIN = "https://nabo.example"
KEY = OKPKey.generate_key("Ed25519", {"kid": "k1", "use": "sig"}, private=True)
SECRET, TOKEN, WORDS = "s3cret-of-the-page", "t0ken-of-the-link", "New lamp.\nTell us: does it shine?"
TOMORROW = NOON + timedelta(days=1)
DECIDED = {"team": "works", "route": "professional", "deadline_at": TOMORROW}
ANSWERED = {
    "language": "da",
    "helps": False,
    **dict.fromkeys(("is_danger", "is_over", "left_out", "has_attachments"), False),
    "photos": 0,
    "photos_missing": "",
    "reference": REFERENCE,
}
FACTS: Mapping[tuple[str, str], Mapping[str, Any]] = {
    ("asking", "reporter"): {**DECIDED, "reason_codes": []},
    ("routed", "reporter"): {**DECIDED, "reason_codes": ["no_consent"], "is_urgent": True},
    ("rerouted", "reporter"): {**DECIDED, "was": "neighbours", "reason_codes": ["nobody_accepted"]},
    ("accepted", "reporter"): {"helper": "alma", "expected_by": NOON + timedelta(hours=5)},
    ("handed_back", "reporter"): {},
    ("resolved", "reporter"): {"team": "works", "by_helper": False, "action": "", "answer_by": TOMORROW},
    ("reopened", "reporter"): {**DECIDED, "reason": "not_fixed"},
    ("escalated", "reporter"): {"team": "works", "reason": "deadline_passed"},
    ("escalated", "caseworker"): {"is_taken": False},
    ("escalated", "coordinator"): {},
    ("urgent", "caseworker"): {"is_taken": False},
    ("urgent", "coordinator"): {},
    ("closed_unconfirmed", "reporter"): {},
    ("referred_out", "reporter"): {"body": "The railway"},
    ("message", "reporter"): {"team": "works", "by_helper": False, "helper": None},
    ("message", "helper"): {"team": "works"},
    ("message", "caseworker"): {},
    ("asked_after", "helper"): {},
    ("reporter_wrote", "caseworker"): {},
    ("reporter_wrote", "helper"): {},
    ("reworded", "caseworker"): {},
    ("taken_back", "caseworker"): {"stays_open": False},
    ("no_longer_needed", "caseworker"): {"stays_open": False},
    ("invited", "helper"): {
        "invitation_id": "i1",
        "task": "Could you?",
        "distance_band_m": [200, 400],
        "minutes": 30,
        "why_me": ["lives_near", "their_turn"],
        "risks": ["Ice."],
        "answer_by": TOMORROW,
    },
    ("accepted", "helper"): {"helper": "alma", "expected_by": TOMORROW},
    ("another_team", "caseworker"): {},
    ("stood_down", "helper"): {"reason": "somebody_else_said_yes"},
    ("no_longer_asked", "helper"): {},
    ("refused", "helper"): {},
    ("overdue", "helper"): {"helper": "alma", "expected_by": NOON},
    ("confirmed", "helper"): {},
    ("thanks", "helper"): {"has_words": True},
    ("reopened", "caseworker"): {"deadline_at": TOMORROW},
    ("overdue", "coordinator"): {"helper": "alma", "expected_by": NOON},
    ("unsafe", "coordinator"): {"helper": "alma"},
    ("unsafe", "caseworker"): {"helper": "alma"},
    ("answered_after_unsafe", "coordinator"): {"helper": "alma"},
    ("answered_after_unsafe", "caseworker"): {"helper": "alma"},
    ("revoked", "coordinator"): {"helper": "alma"},
    ("stopped_helping", "coordinator"): {"helper": "alma"},
    ("undelivered", "coordinator"): {"who": "reporter"},
    ("sign_in", "person"): {"language": "da"},
    ("confirm_contact", "person"): {"language": "da"},
    ("ways_changed", "person"): {"language": "da", "change": "email_added"},
    ("farewell", "person"): {"helper": "alma"},
    ("digest", "person"): {"how_many": 2},
    ("reply_taken", "person"): {
        **ANSWERED,
        "reason": "taken",
        "left_out": True,
        "has_attachments": True,
        "is_cut": True,
    },
    ("reply_not_taken", "person"): {**ANSWERED, "reason": "over"},
}


@cache
def letters(reply_to: Callable[[Delivery], str | None] = nowhere, **overrides: str) -> JinjaLetters:
    pack = load_for_notify(REPO / "tests/packs/strict")
    own = {name.replace("_in_", "/") + ".mail": Texts({"en": text, "da": text}) for name, text in overrides.items()}
    pack = replace(pack, overrides=own)
    phrases = {language: words(language, [REPO / "shared/web/locales"]) for language in LANGUAGES}
    links = LetterLinks(ORIGIN, LinkIssuer(KEY.as_dict(private=True)))
    return JinjaLetters(Stationery(pack=pack, folder=LOCALES, phrases=phrases, links=links, reply_to=reply_to))


def written(
    name: tuple[str, str],
    language: str = "en",
    *,
    is_verified: bool = True,
    person_id: str = "",
    office: JinjaLetters | None = None,
    facts: Mapping[str, Any] | None = None,
    **known: Any,  # noqa: ANN401 -- any field of a matter
) -> Letter:
    message, audience = name
    is_person = audience == "person"
    to = Recipient(contact_id=ADA_CONTACT) if audience in {"reporter", "person"} else Recipient(person_id="p1")
    planned = delivery(
        to=to,
        message=message,
        audience=Audience(audience),
        facts=FACTS[name] if facts is None else facts,
        words=WORDS,
        report_id=None if is_person else "report-1",
        priority=Priority.SAFETY if message in {"unsafe", "answered_after_unsafe", "urgent"} else Priority.NEWS,
    )
    opened = {"kind": "email", "address": "ada@nabo.example", "secret": SECRET}
    signing_in = {"token": TOKEN, "code": "042317"} if is_person else {}
    return (office or letters()).write(
        planned,
        {**opened, **signing_in},
        matter=None if is_person else matter(**{"category": "shopping_help", **known}),
        reader=reader(language=language, is_verified=is_verified, person_id=person_id),
        names={"alma": "Alma"},
        at=NOON,
    )


def blocks(**changed: str) -> str:
    said = {"subject": "Ours ({{ reference }})", "text": "Our words.", "button": "Go", **changed}
    return "".join(f"{{% block {name} %}}{words}{{% endblock %}}" for name, words in said.items())
