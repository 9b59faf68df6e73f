"""What can be wrong with triage.yaml as a whole: nobody answers, rules never reached, waves that end too late."""

from collections.abc import Callable, Mapping
from datetime import timedelta

import holidays

from shared.events.triage import Route
from shared.pack.checks import Check, Found, each_once, twice
from shared.pack.rules import Fact, Owner, Rule
from shared.pack.triage import Calendar, Limits, OnCall, TaskWork, TeamWork, Timings, Wave
from shared.pack.values import Deadline, DeadlineUnit


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
        known = [task.category for task in tasks]
        yield from ((("tasks",), f"lacks {code}, which has task words") for code in sorted(declared - set(known)))
        yield from ((("tasks",), f"{code} stands twice") for code in twice(known))

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


def _known_subdivision(calendar: Calendar) -> Found:
    known = holidays.list_supported_countries().get(calendar.country, [])
    if calendar.subdivision is not None and calendar.subdivision not in known:
        yield ("calendar", "subdivision"), f"{calendar.subdivision} is no part of {calendar.country} with holidays"


def _somebody_answers(tasks: tuple[TaskWork, ...], on_call: tuple[OnCall, ...]) -> Found:
    if not on_call and any(task.on_site for task in tasks):
        yield ("on_call",), "names nobody, but tasks send neighbours out"


def _answered_while_kept(shortest: timedelta | None) -> Callable[..., Found]:
    def check(timings: Timings) -> Found:
        if shortest is not None and timings.confirm_within > shortest:
            said = f"is longer than categories.yaml keeps what a report is about ({shortest.days} days)"
            yield ("timings", "confirm_within"), said

    return check


def triage(
    teams: frozenset[str], categories: frozenset[str], tasks: frozenset[str], *, kept: timedelta | None = None
) -> tuple[Check, ...]:
    """Give the checks of triage.yaml, which must say how everything works that categories.yaml names.

    kept: how long, at least, what belongs to a report.
    """
    return (
        each_once("teams"),
        each_once("routing"),
        (("teams",), _everybody_works(teams)),
        (("owners",), _every_category(categories)),
        (("tasks",), _every_task(tasks)),
        (("routing",), _total),
        (("routing", "tasks"), _tasks_for_rules),
        (("calendar", "owners", "routing", "waves", "limits"), _waves_end_in_time),
        (("calendar",), _known_subdivision),
        (("tasks", "on_call"), _somebody_answers),
        (("timings",), _answered_while_kept(kept)),
    )
