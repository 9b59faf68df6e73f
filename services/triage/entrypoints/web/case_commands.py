"""What can be done with a case at the desk: a form, the command it becomes, and what is said when it is done."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import LazyString, get_locale
from flask_babel import lazy_gettext as _
from marshmallow import Schema

from services.triage.bootstrap import Triage
from services.triage.domain.case import Case
from services.triage.entrypoints.web import forms
from services.triage.handlers.mark_person_named import MarkPersonNamed
from services.triage.handlers.propose_floor_lift import ProposeFloorLift
from services.triage.handlers.raise_protection import RaiseProtection
from services.triage.handlers.refer_out import ReferOut
from services.triage.handlers.resolve_case import ResolveCase
from services.triage.handlers.second_floor_lift import SecondFloorLift
from services.triage.handlers.take_case import TakeCase
from services.triage.handlers.write_message import WriteMessage
from shared.ids import CaseId, PersonId
from shared.repository import Found


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """Somebody at the desk wants something done with a case. data: what their form said."""

    found: Found[Case]
    by: PersonId
    data: Mapping[str, Any]

    @property
    def case_id(self) -> CaseId:
        return CaseId(self.found.id)


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """path: what follows the case's address. said: shown when it is done. letter: the field that others will read."""

    path: str
    schema: Schema
    do: Callable[[Wish], None]
    said: LazyString
    letter: str = ""


def deeds(triage: Triage) -> tuple[Deed, ...]:
    """Everything that has a form on the page of a case."""
    pack = triage.pack
    return (
        Deed(
            path="take",
            schema=forms.TakeForm(),
            do=lambda wish: triage.take_case(TakeCase(case_id=wish.case_id, by=wish.by, known=wish.found)),
            said=_("It is yours now. The others of the team see it."),
        ),
        Deed(
            path="messages",
            schema=forms.MessageForm(),
            do=lambda wish: triage.write_message(_message(wish)),
            said=_("Sent. They read it on their page, and hear that there is something to read."),
            letter="text",
        ),
        Deed(
            path="resolve",
            schema=forms.resolve_form(pack),
            do=lambda wish: triage.resolve_case(_resolution(wish)),
            said=_("Thank you. We ask the reporter now whether it is fixed."),
            letter="words",
        ),
        Deed(
            path="refer",
            schema=forms.ReferForm(),
            do=lambda wish: triage.refer_out(ReferOut(case_id=wish.case_id, by=wish.by, to=wish.data["to"])),
            said=_("Referred. The reporter is told who has it now."),
        ),
        Deed(
            path="protect",
            schema=forms.protect_form(pack),
            do=lambda wish: triage.raise_protection(_protection(wish)),
            said=_("It is for professionals only from now on."),
        ),
        Deed(
            path="lift",
            schema=forms.LiftForm(),
            do=lambda wish: _lift(triage, wish),
            said=_("Noted, with your reasons."),
        ),
        Deed(
            path="named",
            schema=forms.NamedForm(),
            do=lambda wish: triage.mark_person_named(
                MarkPersonNamed(case_id=wish.case_id, by=wish.by, person_id=PersonId(wish.data["person_id"]))
            ),
            said=_("They are not asked on this case."),
        ),
    )


def _message(wish: Wish) -> WriteMessage:
    return WriteMessage(
        case_id=wish.case_id,
        by=wish.by,
        to=wish.data["letter_to"],
        text=wish.data["text"],
        language=str(get_locale()),
    )


def _resolution(wish: Wish) -> ResolveCase:
    return ResolveCase(
        case_id=wish.case_id,
        by=wish.by,
        action=wish.data["action"],
        words=wish.data["words"],
        language=str(get_locale()),
        known=wish.found,
    )


def _protection(wish: Wish) -> RaiseProtection:
    return RaiseProtection(
        case_id=wish.case_id,
        by=wish.by,
        danger_signs=tuple(wish.data["danger_signs"]),
        floor_signs=tuple(wish.data["floor_signs"]),
    )


def _lift(triage: Triage, wish: Wish) -> None:
    """The first to say so proposes it, a second person agrees (rule R2)."""
    proposal = wish.found.state.lift_proposal
    if proposal is None or proposal.person_id == wish.by:
        triage.propose_floor_lift(ProposeFloorLift(case_id=wish.case_id, by=wish.by, reason=wish.data["reason"]))
    else:
        triage.second_floor_lift(SecondFloorLift(case_id=wish.case_id, by=wish.by, reason=wish.data["reason"]))
