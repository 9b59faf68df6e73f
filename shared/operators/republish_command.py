"""`republish`: tell the other services again what happened to something here."""

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime

import click

from shared.kafka import connect as kafka
from shared.kafka.publisher import Publisher
from shared.mongo.aggregates import Aggregates
from shared.operators.obstacle import Obstacle
from shared.operators.office import Office
from shared.operators.republishing import Told, republish
from shared.operators.saying import say, say_each
from shared.operators.words import INSTANT

CLOSE_SECONDS = 5.0
EVERY = 1000


def republish_command(office: Callable[[], Office]) -> click.Command:
    @click.command("republish")
    @click.argument("aggregate_ids", metavar="[ID]...", nargs=-1)
    @click.option("--since", type=INSTANT, help="All that changed since, as 2026-05-04T10:00:00+03:00.")
    @click.option("--only", help="Of one kind alone, by the name of its collection.")
    def again(aggregate_ids: tuple[str, ...], since: datetime | None, only: str | None) -> None:
        """Publish the events of something again, with its newest state: by ID, or of all that changed --since.

        Whoever heard them overlooks them; whoever missed them, or lost its copy, has the newest state afterwards.
        People's words are kept in no history, so that some events go without: `wordless` counts them.
        """
        if bool(aggregate_ids) == bool(since):
            raise click.UsageError("say which: ids, or --since")
        here = office()
        kinds = _kinds(here, only)
        publisher = Publisher(kafka.producer(here.broker))
        try:
            _republish(here, kinds, aggregate_ids, since, publisher)
        finally:
            publisher.close(CLOSE_SECONDS)

    return again


def _kinds(here: Office, only: str | None) -> Sequence[Aggregates]:
    kinds = [each for each in here.told if only in {None, each.name}]
    if not kinds:
        raise Obstacle(f"There is no kind named {only}; there are: {', '.join(each.name for each in here.told)}.")
    return kinds


def _republish(
    here: Office, kinds: Sequence[Aggregates], ids: Sequence[str], since: datetime | None, publisher: Publisher
) -> None:
    found: set[str] = set()
    for number, (kind, aggregate_id) in enumerate(_each(kinds, ids, since), 1):
        told = republish(kind, aggregate_id, publisher, source=here.source)
        if told is not None:
            found.add(aggregate_id)
            _say(kind, aggregate_id, told)
        if number % EVERY == 0:
            say(f"{number} looked at")
    missing = sorted(set(ids) - found)
    say(f"{len(found)} told again")
    if missing:
        raise Obstacle(f"Nothing of this id is here: {', '.join(missing)}.")


def _each(kinds: Sequence[Aggregates], ids: Sequence[str], since: datetime | None) -> Iterator[tuple[Aggregates, str]]:
    for kind in kinds:
        chosen = ids if since is None else kind.changed_since(since)
        yield from ((kind, each) for each in chosen)


def _say(kind: Aggregates, aggregate_id: str, told: Told) -> None:
    counts = {"events": told.events, "wordless": told.wordless, "unsaid": told.unsaid}
    say_each([{"kind": kind.name, "id": aggregate_id, **counts}])
