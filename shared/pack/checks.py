"""What no single value shows: codes that stand twice, rules that are never reached, waves that end too late."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import timedelta
from typing import Any

from shared.events.triage import Route
from shared.pack.common import Category, Coded, Datatype, Named, Question
from shared.pack.mistakes import Path
from shared.pack.rules import Fact, Owner, Rule
from shared.pack.triage import Calendar, Limits, TaskWork, TeamWork, Wave
from shared.pack.values import Deadline, DeadlineUnit

Found = Iterator[tuple[Path, str]]
Check = tuple[tuple[str, ...], Callable[..., Found]]

# The matters of rule R2 of the design; a pack may add to them.
FLOOR = frozenset(
    {
        "adult_at_risk",
        "child_at_risk",
        "complaint_about_person",
        "drugs_and_medicine",
        "harassment",
        "hate",
        "hoarding",
        "home_entry",
        "money",
        "qualified_trade",
        "self_harm",
        "violence",
    }
)
_LISTS = {Datatype.SINGLE_VALUE_LIST, Datatype.MULTI_VALUE_LIST}


def run(checks: Iterable[Check], sections: Mapping[str, Any]) -> Found:
    """Run the checks whose sections are all well."""
    for names, check in checks:
        if all(name in sections for name in names):
            yield from check(*(sections[name] for name in names))


def each_once(section: str) -> Check:
    """Check that no code of a section stands twice."""
    return ((section,), lambda things: codes_twice((section,), things))


def codes_twice(path: Path, things: Iterable[Coded]) -> Found:
    """Name the later ones of things with the same code."""
    seen: Counter[str] = Counter()
    for index, thing in enumerate(things):
        seen[thing.code] += 1
        if seen[thing.code] > 1:
            yield (*path, index, "code"), f"{thing.code} stands twice"


def _every_floor_sign(floor_signs: tuple[Named, ...]) -> Found:
    for code in sorted(FLOOR - {sign.code for sign in floor_signs}):
        yield ("floor_signs",), f"lacks {code}, which is for professionals only everywhere"


def _categories(categories: tuple[Category, ...]) -> Found:
    for index, category in enumerate(categories):
        path: Path = ("categories", index)
        if category.task and (category.floor or category.danger):
            yield (*path, "task"), "is for neighbours, but the category bears a sign that is for professionals only"
        yield from codes_twice((*path, "questions"), category.questions)
        for number, question in enumerate(category.questions):
            yield from _question((*path, "questions", number), question)


def _question(path: Path, question: Question) -> Found:
    if (question.datatype in _LISTS) != bool(question.choices):
        yield path, "has choices if, and only if, its datatype is a list of values"
    if question.required and not question.variable:
        yield (*path, "required"), "cannot be: text to read has no answer"
    keys = Counter(choice.key for choice in question.choices)
    yield from (((*path, "choices"), f"{key} stands twice") for key, count in keys.items() if count > 1)


def _everybody_works(declared: frozenset[str]) -> Callable[..., Found]:
    def check(teams: tuple[TeamWork, ...]) -> Found:
        for code in sorted(declared - {team.code for team in teams}):
            yield ("teams",), f"lacks {code}, which categories.yaml names"

    return check


def _every_category(declared: frozenset[str]) -> Callable[..., Found]:
    def check(owners: Mapping[str, Owner]) -> Found:
        for code in sorted(declared - owners.keys()):
            yield ("owners",), f"lacks {code}: nobody answers for it"

    return check


def _every_task(declared: frozenset[str]) -> Callable[..., Found]:
    def check(tasks: tuple[TaskWork, ...]) -> Found:
        counts = Counter(task.category for task in tasks)
        yield from ((("tasks",), f"lacks {code}, which has task words") for code in sorted(declared - counts.keys()))
        yield from ((("tasks",), f"{code} stands twice") for code, count in counts.items() if count > 1)

    return check


def _total(routing: tuple[Rule, ...]) -> Found:
    last = len(routing) - 1
    for index, rule in enumerate(routing[:-1]):
        if rule.always_holds:
            yield ("routing", index), f"{rule.code} always holds, so the rules after it are never asked"
    if not routing[-1].always_holds or routing[-1].then.route is not Route.PROFESSIONAL:
        yield ("routing", last), "the last rule must always hold and name the professional route"
    for index, rule in enumerate(routing):
        if rule.then.route is not Route.PROFESSIONAL and not _chosen(rule):
            yield ("routing", index, "when"), f"{rule.code} asks neighbours without naming categories with a task"


def _chosen(rule: Rule) -> tuple[str, ...]:
    return next((condition.one_of for condition in rule.when.all if condition.fact is Fact.CATEGORY), ())


def _tasks_for_rules(routing: tuple[Rule, ...], tasks: tuple[TaskWork, ...]) -> Found:
    known = {task.category for task in tasks}
    for index, rule in enumerate(routing):
        lacking = sorted(set(_chosen(rule)) - known) if rule.then.route is not Route.PROFESSIONAL else []
        yield from ((("routing", index, "when", "all", "category"), f"{code} has no task") for code in lacking)


def _waves_end_in_time(
    calendar: Calendar, owners: Mapping[str, Owner], routing: tuple[Rule, ...], waves: tuple[Wave, ...], limits: Limits
) -> Found:
    asking = sum((wave.within + limits.draw_window for wave in waves), timedelta())
    for index, rule in enumerate(routing):
        if rule.then.route is Route.PROFESSIONAL:
            continue
        own = rule.then.deadline
        lengths = [own] if own else [owners[code].deadline for code in _chosen(rule) if code in owners]
        if any(_shortest(length, calendar) <= asking for length in lengths):
            yield (
                ("routing", index, "then"),
                f"asking neighbours takes {asking}, no less than a deadline of {rule.code}",
            )


def _shortest(length: Deadline, calendar: Calendar) -> timedelta:
    """Give the least time that can pass before a deadline: working days end at closing time."""
    if not length.working or length.unit is not DeadlineUnit.DAYS:
        return length.length
    closing = min((opening.until_minute for opening in calendar.hours.openings), default=0)
    return timedelta(days=length.amount - 1, minutes=closing)


COMMON: tuple[Check, ...] = (
    *map(
        each_once,
        ("categories", "groups", "teams", "capabilities", "actions", "reasons", "danger_signs", "floor_signs"),
    ),
    (("floor_signs",), _every_floor_sign),
    (("categories",), _categories),
)


def triage(teams: frozenset[str], categories: frozenset[str], tasks: frozenset[str]) -> tuple[Check, ...]:
    """Give the checks of triage.yaml, which must say how everything works that categories.yaml names."""
    return (
        each_once("teams"),
        each_once("routing"),
        (("teams",), _everybody_works(teams)),
        (("owners",), _every_category(categories)),
        (("tasks",), _every_task(tasks)),
        (("routing",), _total),
        (("routing", "tasks"), _tasks_for_rules),
        (("calendar", "owners", "routing", "waves", "limits"), _waves_end_in_time),
    )
