"""The page of one person's roles, and what administrators do on it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from services.triage.bootstrap import Triage
from services.triage.domain.reasons import No
from services.triage.domain.roles import USUALLY, Roles, needs_two
from services.triage.entrypoints.web.forms import TakeBackForm, grant_form
from services.triage.entrypoints.web.shown.roles import RolesShown, fields_of
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.refusals import REFUSALS
from services.triage.entrypoints.web.words.roles import GIVEN, ROLES, TAKEN
from services.triage.entrypoints.web.words.speech import _
from services.triage.handlers.drop_role_proposal import DropRoleProposal
from services.triage.handlers.grant_role import GrantRole
from services.triage.handlers.revoke_role import RevokeRole
from services.triage.handlers.second_role import SecondRole
from services.triage.queries.is_known_here import is_known_here
from services.triage.queries.roles_of_person import roles_of_person
from shared.errors import DomainError, NotFound
from shared.events.triage_people import Grant, Role
from shared.ids import PersonId
from shared.pack.working_time import end_of
from shared.repository import Found
from shared.web.forms import Form, blank, read_form, with_error
from shared.web.sessions import somebody

FIELD_OF: Mapping[str, str] = {
    No.TEAM_NEEDED: "team",
    No.NO_TEAM: "team",
    No.END_PASSED: "until",
    No.END_TOO_FAR: "until",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """Of a role that is held, or waits. is_there: whether it is as meant. said: when it is done."""

    meant: Grant
    is_there: bool
    said: str


@dataclass(frozen=True, slots=True)
class Giving:
    """All raise NotFound for a person whom nobody here knows, and for a role that they do not have."""

    triage: Triage
    words: PackWords

    def knows(self, person_id: str) -> bool:
        triage = self.triage
        return is_known_here(person_id, roles=triage.roles, helpers=triage.helpers, contacts=triage.contacts)

    def find(self, person_id: str) -> Found[Roles]:
        if not self.knows(person_id):
            raise NotFound(person_id)
        return self.triage.roles.find(person_id)

    def page(self, found: Found[Roles], form: Form | None = None, refusal: str = "") -> str:
        triage, me = self.triage, _me()
        view = roles_of_person(found, roles=triage.roles, now=triage.clock.now())
        shown = RolesShown(self.words, me)
        return render_template(
            "desk/person_roles.html",
            person_id=found.id,
            is_me=found.id == me,
            held=[shown.held(one) for one in view.held],
            waiting=[shown.held(one) for one in view.waiting],
            happened=shown.timeline(view.history),
            form=form or blank(until=self._in_a_year()),
            refusal=refusal,
            roles=_options(ROLES),
            teams=[{"value": "", "label": _("No team in particular")}]
            + [{"value": one.code, "label": self.words.say(one.name)} for one in triage.pack.common.teams],
            reasons=_options(GIVEN),
        )

    def give(self, found: Found[Roles]) -> ResponseReturnValue:
        form = read_form(grant_form(self.triage.pack), request.form)
        if not form.is_valid:
            return self.page(found, form), 422
        zone = self.triage.pack.common.neighbourhood.zone
        grant = Grant(role=form.data["role"], team=form.data["team"], expires_at=end_of(form.data["until"], zone))
        command = GrantRole(person_id=PersonId(found.id), by=_me(), grant=grant, reason=form.data["reason"])
        waits = needs_two(found.state, grant, at=self.triage.clock.now())
        said = _("Proposed. Another administrator has to agree.") if waits else _("Given. It holds from now on.")
        return self._try(found, lambda: self.triage.grant_role(command), said, form)

    def agree(self, found: Found[Roles]) -> ResponseReturnValue:
        command = SecondRole(person_id=PersonId(found.id), by=_me(), grant=_meant())
        return self._try(found, lambda: self.triage.second_role(command), _("Given. It holds from now on."))

    def take_back(self, found: Found[Roles]) -> ResponseReturnValue:
        meant, person_id = _meant(), PersonId(found.id)
        command = partial(RevokeRole, person_id=person_id, by=_me(), role=meant.role, team=meant.team)
        held = any((one.role, one.team) == (meant.role, meant.team) for one in found.state.grants)
        return self._end(
            found,
            Ending(meant=meant, is_there=held, said=_("Taken back. It holds no more from now on.")),
            lambda reason: self.triage.revoke_role(command(reason=reason)),
        )

    def let_go(self, found: Found[Roles]) -> ResponseReturnValue:
        meant, person_id = _meant(), PersonId(found.id)
        command = partial(DropRoleProposal, person_id=person_id, by=_me(), grant=meant)
        waits = any(one.grant == meant for one in found.state.proposals)
        return self._end(
            found,
            Ending(meant=meant, is_there=waits, said=_("It is not given.")),
            lambda reason: self.triage.drop_role_proposal(command(reason=reason)),
        )

    def _end(self, found: Found[Roles], ending: Ending, act: Callable[[str], None]) -> ResponseReturnValue:
        """First a page that asks why; what is sent twice is done once."""
        if request.method == "GET":
            if not ending.is_there:
                raise NotFound(found.id)
            return self._why(found, ending.meant, blank())
        form = read_form(TakeBackForm(), request.form)
        if not form.is_valid:
            return self._why(found, ending.meant, form), 422
        return self._try(found, lambda: act(form.data["reason"]), ending.said)

    def _why(self, found: Found[Roles], meant: Grant, form: Form) -> str:
        return render_template(
            "desk/role_end.html",
            person_id=found.id,
            name=RolesShown(self.words, _me()).name(meant),
            fields=fields_of(meant),
            form=form,
            reasons=_options(TAKEN),
            is_held=request.endpoint == "roles.take_back",
        )

    def _try(
        self, found: Found[Roles], act: Callable[[], None], said: str, form: Form | None = None
    ) -> ResponseReturnValue:
        """A refusal stands beside its field where there is one, else on top."""
        try:
            act()
        except DomainError as no:
            words, field = str(REFUSALS.get(no.code, no.code)), FIELD_OF.get(no.code)
            if form is not None and field is not None:
                return self.page(found, with_error(form, field, words)), 422
            return self.page(self.triage.roles.find(found.id), form, refusal=words), 409
        flash(said)
        return redirect(url_for("roles.person", person_id=found.id), code=303)

    def _in_a_year(self) -> str:
        return str(self.triage.neighbourhood.local(self.triage.clock.now() + USUALLY).date())


def _meant() -> Grant:
    """The role that a page of ours named. Raises: NotFound for what is none."""
    sent = request.values
    ends = sent.get("until", "")
    try:
        return Grant(
            role=Role(sent.get("role", "")),
            team=sent.get("team") or None,
            expires_at=datetime.fromisoformat(ends) if ends else None,
        )
    except ValueError:
        raise NotFound(request.path) from None


def _me() -> PersonId:
    return PersonId(somebody().person_id)


def _options(words: Mapping[Any, object]) -> list[dict[str, object]]:
    return [
        {"value": "", "label": _("Choose")},
        *({"value": code.value, "label": said} for code, said in words.items()),
    ]
