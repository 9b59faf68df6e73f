"""What others told intake of reports and of people, in memory."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from services.intake.domain.forgetting import message_without, shown_without, step_without
from services.intake.domain.story import Message, Shown, Step, Story
from services.intake.ports import (
    Told,
)
from shared.events.triage_people import Grant


class FakeStories:
    """Passes as `Stories`."""

    def __init__(self) -> None:
        self._told: dict[str, dict[int, Told]] = {}
        self._wordless_until: dict[str, int] = {}

    def keep(self, told: Told) -> None:
        is_emptied = told.version <= self._wordless_until.get(told.state.report_id, 0)
        self._told.setdefault(told.state.report_id, {})[told.version] = _wordless(told) if is_emptied else told

    def forget(self, report_id: str, person_ids: Sequence[str]) -> None:
        gone, told = frozenset(person_ids), self._told.get(report_id, {})
        helped = any(each.step and each.step.person_id in gone for each in told.values())
        for version, each in told.items():
            step = each.step and step_without(each.step, gone)
            told[version] = replace(
                each,
                step=replace(step, words="") if step and helped and step.by_helper else step,
                message=each.message and message_without(each.message, gone),
                shown=each.shown and shown_without(each.shown, gone),
            )

    def empty(self, report_id: str) -> None:
        told = self._told.get(report_id, {})
        self._wordless_until[report_id] = max(told, default=0)
        for version, each in told.items():
            told[version] = _wordless(each)

    def of(self, report_id: str) -> Story | None:
        return self.of_all([report_id]).get(report_id)

    def of_all(self, report_ids: Sequence[str]) -> Mapping[str, Story]:
        return {each: _story(self._told[each]) for each in report_ids if each in self._told}


class FakePeople:
    """Passes as `People`."""

    def __init__(self) -> None:
        self._roles: dict[str, tuple[int, Sequence[Grant]]] = {}
        self._names: dict[str, tuple[int, str]] = {}
        self._contacts: dict[str, tuple[int, Sequence[str]]] = {}
        self._opens_from: dict[str, Mapping[str, datetime]] = {}
        self._revoked: set[str] = set()

    def keep_roles(self, person_id: str, grants: Sequence[Grant], *, version: int) -> None:
        if version > self._roles.get(person_id, (0, ()))[0]:
            self._roles[person_id] = (version, tuple(grants))

    def roles(self, person_id: str) -> Sequence[Grant]:
        return self._roles.get(person_id, (0, ()))[1]

    def keep_name(self, person_id: str, first_name: str, *, version: int) -> None:
        if version > self._names.get(person_id, (0, ""))[0]:
            self._names[person_id] = (version, first_name)

    def names(self, person_ids: Sequence[str]) -> Mapping[str, str]:
        return {each: self._names[each][1] for each in person_ids if each in self._names}

    def keep_contacts(
        self, person_id: str, contact_ids: Sequence[str], *, opens_from: Mapping[str, datetime], version: int
    ) -> None:
        if version > self._contacts.get(person_id, (0, ()))[0]:
            self._contacts[person_id] = (version, tuple(contact_ids))
            self._opens_from[person_id] = dict(opens_from)

    def contacts(self, person_id: str) -> Sequence[str]:
        return self._contacts.get(person_id, (0, ()))[1]

    def opens_from(self, person_id: str) -> Mapping[str, datetime]:
        return self._opens_from.get(person_id, {})

    def revoke_session(self, session_id: str, at: datetime) -> None:  # noqa: ARG002 -- the port's shape
        self._revoked.add(session_id)

    def is_revoked(self, session_id: str) -> bool:
        return session_id in self._revoked


def _wordless(told: Told) -> Told:
    return replace(
        told,
        step=told.step and replace(told.step, words=""),
        message=told.message and replace(told.message, text=""),
    )


def _story(told: Mapping[int, Told]) -> Story:
    in_order = [told[version] for version in sorted(told)]
    newest = max(in_order, key=lambda each: each.state_version)
    steps: list[Step] = [each.step for each in in_order if each.step]
    messages: list[Message] = [each.message for each in in_order if each.message]
    shown: list[Shown] = [each.shown for each in in_order if each.shown]
    return Story(
        case_id=newest.case_id,
        state=newest.state,
        as_of=max(each.at for each in in_order),
        steps=tuple(steps),
        messages=tuple(messages),
        shown=tuple(shown),
    )
