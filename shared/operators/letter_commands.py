"""`dead-letters` and `replay`: look at what could not be read, and play it again once that is mended."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import click

from shared.kafka.letters import SetAside
from shared.mongo.parking import Parking
from shared.mongo.replays import Replays
from shared.operators.letters import DeadLetterOffice, Outcome, Replayed
from shared.operators.obstacle import Obstacle
from shared.operators.office import Office
from shared.operators.saying import say, say_each


def letter_commands(office: Callable[[], Office]) -> Sequence[click.Command]:
    """Both."""
    return _list(office), _replay(office)


def _list(office: Callable[[], Office]) -> click.Command:
    @click.command("dead-letters")
    def dead_letters() -> None:
        """List messages that could not be read and were not played again yet.

        A JSON object on each line: its id, topic, partition and offset; when and for which reason it was set aside.
        What it says is not shown, for it may be somebody's words.
        """
        say_each(each.described() for each in _letters_of(office()).waiting())

    return dead_letters


def _replay(office: Callable[[], Office]) -> click.Command:
    @click.command("replay")
    @click.argument("letter_ids", metavar="[ID]...", nargs=-1)
    @click.option("--all", "is_all", is_flag=True, help="All that wait, in the order in which they were told.")
    def replay(letter_ids: tuple[str, ...], *, is_all: bool) -> None:
        """Play dead letters again to this service alone, once the cause is mended: by ID, as in dead-letters, or --all.

        What was heard already changes nothing. What still cannot be read is told and stays. Ends with 1 if any stays.
        """
        if bool(letter_ids) == is_all:
            raise click.UsageError("say which: their ids, or --all")
        here = office()
        letters = _letters_of(here)
        chosen = _chosen(letters.waiting(), letter_ids)
        _stays_if_any(_said(letters.replay(chosen, here.handle())))

    return replay


def _letters_of(here: Office) -> DeadLetterOffice:
    return DeadLetterOffice(here.service, here.broker, parking=Parking(here.database), replays=Replays(here.database))


def _chosen(waiting: Sequence[SetAside], wanted: Sequence[str]) -> Sequence[SetAside]:
    unknown = set(wanted) - {each.id for each in waiting}
    if unknown:
        raise Obstacle(f"No dead letter of this id waits here: {', '.join(sorted(unknown))}; see dead-letters.")
    return [each for each in waiting if not wanted or each.id in wanted]


def _said(replayed: Iterable[Replayed]) -> Iterator[Replayed]:
    for each in replayed:
        say_each([_told(each)])
        yield each


def _told(each: Replayed) -> Mapping[str, object]:
    reason = {"reason": each.reason} if each.reason else {}
    return {"id": each.letter.id, "outcome": each.outcome, **reason, "meaning": _MEANINGS[each.outcome]}


def _stays_if_any(replayed: Iterable[Replayed]) -> None:
    all_of_them = list(replayed)
    stay = [each for each in all_of_them if not each.has_gone]
    say(f"{len(all_of_them) - len(stay)} played again, {len(stay)} stay")
    if stay:
        raise Obstacle(f"{len(stay)} of {len(all_of_them)} dead letters stay as they are; nothing else was held up.")


_MEANINGS = {
    Outcome.HANDLED: "it went its way; if it had been heard before, nothing changed",
    Outcome.PARKED: "its subject is not known here yet; it waits and is tried again by itself",
    Outcome.UNREADABLE: "it still cannot be read here; it stays",
    Outcome.GONE: "it was too long to be set aside whole, and its topic has thrown it away since; it stays, empty",
}
