"""Roles as administrators see them: which, of whom, until when, and who gave them and why."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from services.triage.entrypoints.web.shown.history import Entry
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.roles import HAPPENED, ROLES, role_reason
from services.triage.entrypoints.web.words.speech import _
from services.triage.queries.roles_of_person import RoleHeld, RoleStep, Standing
from services.triage.queries.who_has_a_role import RoleRow
from shared.events.triage_people import Grant
from shared.web.words import phrases_of_the_page


@dataclass(frozen=True, slots=True)
class RolesShown:
    """me: the reader's person_id."""

    words: PackWords
    me: str

    def name(self, grant: Grant) -> str:
        """The role, and the team where it is for one."""
        role = str(ROLES[grant.role])
        return _("%(role)s, %(team)s", role=role, team=self.words.team(grant.team)) if grant.team else role

    def who(self, person: str) -> str:
        """By their number, or by the name under which they work at the machine."""
        return _("you") if person == self.me else person

    def until(self, grant: Grant) -> str:
        if grant.expires_at is None:
            return _("with no end")
        return _("until %(day)s", day=phrases_of_the_page().before(grant.expires_at))

    def rows(self, rows: Iterable[RoleRow]) -> list[dict[str, object]]:
        """What `ui.cards` shows."""
        return [
            {
                "href": url_for("roles.person", person_id=row.person_id),
                "title": row.person_id,
                "under": _("you") if row.person_id == self.me else "",
                "cells": [self.name(row.grant), self._standing(row.standing, row.grant)],
                "is_late": row.standing is Standing.ENDED,
            }
            for row in rows
        ]

    def held(self, held: RoleHeld) -> Mapping[str, Any]:
        """A role of somebody. facts: until when; who, when and why."""
        told = held.told
        facts = [(_("Until"), self._standing(held.standing, held.grant))]
        if told is not None:
            by = _("Proposed by") if held.standing is Standing.WAITS else _("Given by")
            facts += [(by, self.who(told.by)), (_("When"), phrases_of_the_page().moment(told.at))]
            facts += [(_("Why"), role_reason(told.reason))] if told.reason else []
        return {
            "name": self.name(held.grant),
            "facts": facts,
            "fields": fields_of(held.grant),
            "is_mine": told is not None and told.by == self.me,
        }

    def timeline(self, steps: Iterable[RoleStep]) -> list[Entry]:
        return [
            Entry(
                text=str(HAPPENED[step.kind]) % {"role": self.name(step.grant), "until": self.until(step.grant)},
                at=step.at,
                who=self.who(step.by),
                more=role_reason(step.reason),
            )
            for step in steps
        ]

    def _standing(self, standing: Standing, grant: Grant) -> str:
        return _("It has ended by itself") if standing is Standing.ENDED else self.until(grant)


def fields_of(grant: Grant) -> dict[str, str]:
    """What a form sends back to mean this role."""
    ends = grant.expires_at.isoformat() if grant.expires_at else ""
    return {"role": grant.role.value, "team": grant.team or "", "until": ends}
