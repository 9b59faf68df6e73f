"""What became of reports, in MongoDB: one document for each report."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any, TypeVar

from pymongo import UpdateOne
from pymongo.database import Database
from pymongo.errors import DuplicateKeyError

from services.intake.domain.forgetting import message_without, shown_without, step_without
from services.intake.domain.story import Message, Shown, Step, Story
from services.intake.ports import Told
from shared.events.codec import dump
from shared.events.schema import schema
from shared.events.triage import CaseState
from shared.mongo.connect import Document, answers
from shared.mongo.grouping import grouped_writes

NAME = "stories"
Thing = TypeVar("Thing")


class MongoStories:
    """Passes as `Stories`. Blocks on the database; raises TryAgain when it is away."""

    def __init__(self, database: Database[Document]) -> None:
        self._stories = database[NAME]
        self._write = grouped_writes(self._stories)

    def keep(self, told: Told) -> None:
        try:
            self._keep(told)
        except DuplicateKeyError:
            self._keep(told)  # Somebody else began this story in between; now it is there.

    def forget(self, report_id: str, person_ids: Sequence[str]) -> None:
        """Thing by thing: what is told meanwhile stays."""
        story, gone = self.of(report_id), frozenset(person_ids)
        if story is None:
            return
        helped = any(step.person_id in gone for step in story.steps)
        left = {
            **{f"steps.{each.version}": _step_without(each, gone, helped=helped) for each in story.steps},
            **{f"messages.{each.version}": message_without(each, gone) for each in story.messages},
            **{f"shown.{each.version}": shown_without(each, gone) for each in story.shown},
        }
        with answers():
            self._stories.update_one(
                {"_id": report_id},
                {"$set": {"as_of": story.as_of, **{name: dump(each) for name, each in left.items()}}},
            )

    def empty(self, report_id: str) -> None:
        """The version up to which nothing holds words any more stands in it: what is told again finds it there."""
        with answers():
            found = self._stories.find_one({"_id": report_id})
            if found is None:
                return
            story = _story(found)
            steps = {f"steps.{each.version}.words": "" for each in story.steps if each.words}
            messages = {f"messages.{each.version}.text": "" for each in story.messages}
            newest = max((*map(int, (*found.get("steps", {}), *found.get("messages", {}))), found["version"]))
            self._stories.update_one({"_id": report_id}, {"$set": {**steps, **messages, "wordless_until": newest}})

    def of(self, report_id: str) -> Story | None:
        return self.of_all([report_id]).get(report_id)

    def of_all(self, report_ids: Sequence[str]) -> Mapping[str, Story]:
        with answers():
            found = list(self._stories.find({"_id": {"$in": list(report_ids)}}))
        return {each["_id"]: _story(each) for each in found}

    def _keep(self, told: Told) -> None:
        with answers():
            self._write(UpdateOne({"_id": told.state.report_id}, [{"$set": _changes(told)}], upsert=True))


def _changes(told: Told) -> Document:
    """Computed in the database from what is there; people's words stand in $literal, lest they pass for formulas."""
    newer = {"$gt": [told.state_version, {"$ifNull": ["$version", 0]}]}
    later = {"$max": ["$as_of", told.at]}
    things = (
        ("steps", told.step, told.step and replace(told.step, words="")),
        ("messages", told.message, told.message and replace(told.message, text="")),
        ("shown", told.shown, told.shown),
    )
    is_emptied = {"$lte": [told.version, {"$ifNull": ["$wordless_until", 0]}]}
    return {
        "case_id": told.case_id,
        "state": {"$cond": [newer, {"$literal": dump(told.state)}, "$state"]},
        "version": {"$max": ["$version", told.state_version]},
        "as_of": later,
        **{
            f"{name}.{told.version}": {"$cond": [is_emptied, {"$literal": dump(wordless)}, {"$literal": dump(thing)}]}
            for name, thing, wordless in things
            if thing is not None and wordless is not None
        },
    }


def _step_without(step: Step, gone: frozenset[str], *, helped: bool) -> Step:
    """What helpers wrote at the end names nobody: where one of these helped, it may be theirs."""
    left = step_without(step, gone)
    return replace(left, words="") if helped and left.by_helper else left


def _story(document: Document) -> Story:
    as_of: datetime = document["as_of"]
    return Story(
        case_id=document["case_id"],
        state=schema(CaseState, unknown="exclude").load(document["state"]),
        as_of=as_of,
        steps=_in_order(Step, document.get("steps", {})),
        messages=_in_order(Message, document.get("messages", {})),
        shown=_in_order(Shown, document.get("shown", {})),
    )


def _in_order(form: type[Thing], kept: Mapping[str, Any]) -> tuple[Thing, ...]:
    reads = schema(form, unknown="exclude")
    return tuple(reads.load(kept[version]) for version in sorted(kept, key=int))
