"""The page of one case at the desk: what was said, what is due, the decision, who helps, messages, history."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from services.triage.domain.alarms import left_unsafe
from services.triage.domain.case import Case
from services.triage.domain.moves import TABLE, Cell, Move
from services.triage.domain.reasons import Reopened
from services.triage.domain.shelves import is_with_neighbours
from services.triage.entrypoints.web.reader import Reader
from services.triage.entrypoints.web.shown.decision import DecisionShown, shown_decision
from services.triage.entrypoints.web.shown.due import Due, due_on
from services.triage.entrypoints.web.shown.helping import Helping, helping_on
from services.triage.entrypoints.web.shown.history import Entry, timeline
from services.triage.entrypoints.web.shown.letters import Letter, letter
from services.triage.entrypoints.web.shown.past import past_of
from services.triage.entrypoints.web.shown.people import People
from services.triage.entrypoints.web.shown.said import Said, said_in
from services.triage.entrypoints.web.words import statuses
from services.triage.entrypoints.web.words.pack import PackWords
from services.triage.entrypoints.web.words.reasons import REOPENED
from services.triage.entrypoints.web.words.speech import _
from services.triage.queries.case_at_desk import CaseAtDesk
from shared.events.triage import REPORTER, CaseStatus, PlaceDisclosed, Route


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    text: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePage:
    """showings: who was shown protected facts, and when. moves: what the reader may do now.

    choices: by field, `{value, label}` for forms. version: of the case, for a stale view.
    """

    reference: str
    version: int
    title: str
    stage: str
    tags: list[Tag]
    said: Said
    due: list[Due]
    decision: DecisionShown
    earlier: list[DecisionShown]
    helping: list[Helping]
    messages: list[Letter]
    is_texted: bool
    history: list[Entry]
    showings: list[Entry]
    moves: frozenset[Move]
    is_with_neighbours: bool
    taken: str
    lift: str
    has_lift_fallen: bool
    is_seconding: bool
    choices: Mapping[str, list[dict[str, str]]]


def case_page(view: CaseAtDesk, *, reader: Reader, words: PackWords, with_place: bool) -> CasePage:
    """What this reader sees of it, and what they can do."""
    case, me, now = view.case, reader.person_id, reader.at
    people = People(me=me, names=view.names, team=words.team(case.decision.team))
    past = past_of(view.history, people=people, words=words)
    helping, moves = helping_on(case, people), _moves(case, reader)
    return CasePage(
        reference=case.reference,
        version=view.version,
        title=words.category(case.told.category),
        stage=_stage(case),
        tags=list(_tags(case, now)),
        said=said_in(case, words, with_place=with_place),
        due=list(due_on(case, people=people, now=now)),
        decision=shown_decision(case.decision, words),
        earlier=[shown_decision(one, words) for one in reversed(case.decisions[:-1])],
        helping=helping,
        messages=[letter(one, past.before(one.at)) for one in case.messages],
        is_texted=any(one.by_sms for one in case.messages),
        history=timeline((one for one in view.history if one.kind is not PlaceDisclosed), past),
        showings=timeline((one for one in view.history if one.kind is PlaceDisclosed), past),
        moves=moves,
        is_with_neighbours=is_with_neighbours(case) and case.decision.route is Route.NEIGHBOURS,
        taken=_taken(case, people),
        lift=_lift(case, people, words),
        has_lift_fallen=bool(case.lift_fell_for),
        is_seconding=case.lift_proposal is not None and case.lift_proposal.person_id != me,
        choices={**_choices(case, helping, words), "letter_to": _letter_to(case, helping, moves)},
    )


def _stage(case: Case) -> str:
    if case.status is CaseStatus.CLOSED and case.close_reason is not None:
        return _first_up(str(statuses.CLOSED[case.close_reason]))
    if case.status is CaseStatus.REOPENED and case.reopened_for is not None:
        return _first_up(str(REOPENED[Reopened(case.reopened_for)]))
    is_taken = case.status is CaseStatus.ROUTED and case.taken_by is not None
    return _first_up(str(statuses.TAKEN if is_taken else statuses.CASE[case.status]))


def _first_up(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."


def _tags(case: Case, now: datetime) -> Iterator[Tag]:
    if case.deadline_at is not None and case.deadline_at < now and not case.is_over and case.outcome is None:
        yield Tag(text=_("late"), kind="error")
    if case.decision.is_urgent:
        yield Tag(text=_("urgent"), kind="error")
    if case.reopened_for is not None:
        yield Tag(text=_("opened again"), kind="warning")
    if case.bears_floor or case.bears_danger:
        yield Tag(text=_("professionals only"), kind="warning")
    if case.told.private:
        yield Tag(text=_("private"), kind="info")


def _moves(case: Case, reader: Reader) -> frozenset[Move]:
    """What the table allows, less what would say nothing new."""
    allowed = {move for move in reader.moves(case) if TABLE[move][case.status] is Cell.MAY}
    if case.taken_by == reader.person_id or (case.active and case.decision.route is Route.NEIGHBOURS):
        allowed.discard(Move.TAKE)
    if not case.bears_floor:
        allowed.discard(Move.LIFT_FLOOR)
    if case.is_withdrawn:
        allowed.discard(Move.WRITE)
    if not left_unsafe(case):
        allowed.discard(Move.ASK_AFTER)
    return frozenset(allowed)


def _taken(case: Case, people: People) -> str:
    if case.taken_by is None:
        return _("Nobody has taken it yet.")
    if case.taken_by == people.me:
        return _("You have taken it.")
    return _("%(name)s has taken it.", name=people.begins(case.taken_by))


def _lift(case: Case, people: People, words: PackWords) -> str:
    proposal = case.lift_proposal
    if case.lift_fell_for:
        return _(
            "What was proposed fell, because this came after it: %(signs)s. Read what was written since. "
            "Two people must agree anew, one of them the safeguarding lead; write down why.",
            signs=words.signs(case.lift_fell_for),
        )
    if proposal is None:
        return _("Two people must agree, one of them the safeguarding lead. You would be the first; write down why.")
    name = people.begins(proposal.person_id)
    return _("%(name)s proposed it: “%(reason)s”. A second person must agree.", name=name, reason=proposal.reason)


def _choices(case: Case, helping: list[Helping], words: PackWords) -> Mapping[str, list[dict[str, str]]]:
    common = words.pack.common
    first = {"value": "", "label": _("Choose")}
    return {
        "actions": [first, *({"value": code, "label": name} for code, name in words.actions())],
        "floor_signs": [{"value": one.code, "label": words.say(one.name)} for one in common.floor_signs],
        "danger_signs": [{"value": one.code, "label": words.say(one.name)} for one in common.danger_signs],
        "people": [
            first,
            *({"value": one.person_id, "label": one.who} for one in helping if one.person_id not in case.named),
        ],
    }


def _letter_to(case: Case, helping: list[Helping], moves: frozenset[Move]) -> list[dict[str, str]]:
    """To whom this reader may write."""
    to = (case.active.keys() if Move.WRITE in moves else set()) | (
        left_unsafe(case) if Move.ASK_AFTER in moves else set()
    )
    reporter = [{"value": REPORTER, "label": _("The reporter")}] if Move.WRITE in moves else []
    return [*reporter, *({"value": one.person_id, "label": one.who} for one in helping if one.person_id in to)]
