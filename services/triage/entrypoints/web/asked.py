"""`/help/asked/<id>`: what a neighbour is asked, as little as rule R5 allows; yes or no, by link or signed in."""

from dataclasses import dataclass

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.triage.bootstrap import Triage
from services.triage.domain.invitation import InvitationStatus
from services.triage.domain.reasons import No
from services.triage.entrypoints.web.not_yours import not_now, over
from services.triage.entrypoints.web.shown.distances import band
from services.triage.entrypoints.web.shown.sketch import direction, sketch
from services.triage.entrypoints.web.shown.why_me import why_me
from services.triage.entrypoints.web.tokens import FIELD, Answering, AnswerTokens
from services.triage.entrypoints.web.words import kindly
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.handlers.accept_invitation import AcceptInvitation
from services.triage.handlers.decline_invitation import DeclineInvitation
from services.triage.queries.asked_of_me import Asked, asked_of_me
from shared.errors import DomainError
from shared.ids import CaseId, PersonId
from shared.web.access import SECRET_LINK, route
from shared.web.sessions import signed_in, signed_in_recently

SIGN_IN = "/me/sign-in?next="


def asked_room(triage: Triage, words: PackWords, tokens: AnswerTokens) -> Blueprint:
    room = Blueprint("asked", __name__, url_prefix="/help/asked/<invitation_id>")
    door = Door(triage, words, tokens)

    @route(room, "", access=SECRET_LINK)
    def show(invitation_id: str) -> ResponseReturnValue:
        who = tokens.who(invitation_id)
        return door.page(door.asked(invitation_id, who), who) if who else door.stranger(invitation_id)

    @route(room, "/accept", access=SECRET_LINK, methods=("POST",))
    def accept(invitation_id: str) -> ResponseReturnValue:
        who = tokens.who(invitation_id)
        return door.accept(door.asked(invitation_id, who)) if who else door.stranger(invitation_id)

    @route(room, "/decline", access=SECRET_LINK, methods=("POST",))
    def decline(invitation_id: str) -> ResponseReturnValue:
        who = tokens.who(invitation_id)
        return door.decline(door.asked(invitation_id, who)) if who else door.stranger(invitation_id)

    return room


@dataclass(frozen=True, slots=True)
class Door:
    """One invitation. Raises NotFound for one that is somebody else's as for one that is not there."""

    triage: Triage
    words: PackWords
    tokens: AnswerTokens

    def asked(self, invitation_id: str, who: Answering) -> Asked:
        triage = self.triage
        return asked_of_me(
            invitation_id, who.person_id, cases=triage.cases, helpers=triage.helpers, now=triage.clock.now()
        )

    def stranger(self, invitation_id: str) -> ResponseReturnValue:
        """The same whether there is such an invitation or not."""
        way = f"{SIGN_IN}{url_for('asked.show', invitation_id=invitation_id)}"
        if request.values.get(FIELD):
            return over(kindly.OLD_LINK, sign_in=way), 410
        return redirect(way, code=303)

    def page(self, asked: Asked, who: Answering) -> ResponseReturnValue:
        if asked.has_task:
            return self._yours(asked)
        if asked.status is InvitationStatus.WILLING:
            return over(kindly.WILLING)
        if not asked.stands:
            return over(kindly.OVER.get(asked.status, kindly.LAPSED))
        return render_template(
            "help/asked.html",
            asked=asked,
            task=self.words.task(asked.category, asked.task),
            task_text=self.words.task_text(asked.category),
            risks=self.words.risks(asked.category, asked.risks),
            why_me=why_me(asked.why_me),
            where=_roughly(asked),
            drawing=sketch(asked.home, asked.area),
            carried={FIELD: who.token} if who.token else {},
        )

    def accept(self, asked: Asked) -> ResponseReturnValue:
        if asked.has_task:
            return self._yours(asked)
        command = AcceptInvitation(
            case_id=CaseId(asked.case_id), person_id=PersonId(asked.person_id), invitation_id=asked.invitation_id
        )
        try:
            self.triage.accept_invitation(command)
        except DomainError as no:
            return self._refused(no), 409
        after = self.asked(asked.invitation_id, Answering(person_id=asked.person_id))
        return self._yours(after) if after.has_task else over(kindly.WILLING)

    def decline(self, asked: Asked) -> ResponseReturnValue:
        command = DeclineInvitation(
            case_id=CaseId(asked.case_id), person_id=PersonId(asked.person_id), invitation_id=asked.invitation_id
        )
        try:
            self.triage.decline_invitation(command)
        except DomainError as no:
            return self._refused(no), 409
        return over(kindly.DECLINED)

    def _yours(self, asked: Asked) -> ResponseReturnValue:
        """The place is shown on the task's own page, to somebody who signed in just now."""
        task = url_for("tasks.show", case_id=asked.case_id)
        person = signed_in()
        if person is not None and person.person_id == asked.person_id and signed_in_recently():
            return redirect(task, code=303)
        return render_template(
            "help/yours.html",
            task=self.words.task(asked.category, asked.task),
            sign_in=f"{SIGN_IN}{task}",
            answers=self.triage.neighbourhood.on_call(self.triage.clock.now()),
        )

    def _refused(self, no: DomainError) -> str:
        return not_now(no, kindly.TAKEN.heading if no.code == No.SOMEBODY_ELSE_SAID_YES else kindly.NOT_THIS_TIME)


def _roughly(asked: Asked) -> str:
    said = [band(asked.distance_band_m), direction(asked.home, asked.area) if asked.home else ""]
    return ", ".join(part for part in said if part)
