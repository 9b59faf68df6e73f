"""The cookies of signing in: the session, what a browser that asks keeps, and by what it is known next time."""

from dataclasses import dataclass
from datetime import timedelta

from flask import request
from werkzeug.wrappers import Response

from services.notify.domain.sign_in import STANDS_FOR
from services.notify.handlers.ask_sign_in import Asked
from services.notify.handlers.begin_ceremony import CEREMONY_STANDS_FOR
from services.notify.handlers.enter import Entered
from services.notify.ports.sign_in import Purpose
from shared.sessions import LENGTH, SessionIssuer
from shared.web.settings import WebSettings

_ASKED = "sign_in"
_SESSION = "session"
_KNOWN = "known"
_KNOWN_FOR = timedelta(days=365)
_ENROLMENT = "enrolment"
_ENROLMENT_KEPT_FOR = timedelta(hours=1)
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Cookies:
    """No script reads them, and no other site sends them along but by a link that somebody follows."""

    settings: WebSettings
    issuer: SessionIssuer

    def keep_session(self, answer: Response, entered: Entered) -> None:
        """Without a mail there is nothing by which this browser is known to an address; what it kept of one stays."""
        cookie = self.issuer.issue(entered.person_id, entered.session_id, entered.at, entered.method)
        self._set(answer, _SESSION, cookie, int(LENGTH.total_seconds()))
        if entered.known_as:
            self._set(answer, _KNOWN, entered.known_as, int(_KNOWN_FOR.total_seconds()))
        for name in (_ASKED, *Purpose):
            self._forget(answer, name)

    def forget_session(self, answer: Response) -> None:
        self._forget(answer, _SESSION)

    def forget_all(self, answer: Response) -> None:
        """Nothing in this browser tells any more that somebody was here."""
        for name in (_SESSION, _KNOWN, _ASKED, *Purpose, _ENROLMENT):
            self._forget(answer, name)

    def keep_asked(self, answer: Response, asked: Asked) -> None:
        self._set(answer, _ASKED, f"{asked.sign_in_id}.{asked.browser}", int(STANDS_FOR.total_seconds()))

    def asked(self) -> Asked | None:
        """What this browser asked for, if it did so lately."""
        kept = request.cookies.get(self.settings.cookie(_ASKED), "")[:_LONGEST]
        sign_in_id, _, browser = kept.partition(".")
        return Asked(sign_in_id=sign_in_id, browser=browser) if browser else None

    def keep_begun(self, answer: Response, purpose: Purpose, token: str) -> None:
        """What binds a ceremony to this browser."""
        self._set(answer, purpose, token, int(CEREMONY_STANDS_FOR.total_seconds()))

    def begun(self, purpose: Purpose) -> str:
        return request.cookies.get(self.settings.cookie(purpose), "")[:_LONGEST]

    def keep_enrolment(self, answer: Response, token: str) -> None:
        """So that no later address holds it, nor any page that one signs in by meanwhile."""
        self._set(answer, _ENROLMENT, token, int(_ENROLMENT_KEPT_FOR.total_seconds()))

    def forget_enrolment(self, answer: Response) -> None:
        self._forget(answer, _ENROLMENT)

    def enrolment(self) -> str:
        return request.cookies.get(self.settings.cookie(_ENROLMENT), "")[:_LONGEST]

    def known_as(self) -> str:
        """What this browser keeps of its last sign-in; it gives a right to a mail, and to nothing else."""
        return request.cookies.get(self.settings.cookie(_KNOWN), "")[:_LONGEST]

    def _set(self, answer: Response, name: str, value: str, seconds: int) -> None:
        answer.set_cookie(
            self.settings.cookie(name),
            value,
            max_age=seconds,
            path="/",
            secure=self.settings.is_production,
            httponly=True,
            samesite="Lax",
        )

    def _forget(self, answer: Response, name: str) -> None:
        answer.delete_cookie(
            self.settings.cookie(name), path="/", secure=self.settings.is_production, httponly=True, samesite="Lax"
        )
