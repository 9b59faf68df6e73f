"""Close every sealed box anew under the newest key, in small steps, so that an old key can be thrown away."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from services.notify.ports.boxes import Boxed, Opens, Shelf
from services.notify.ports.people import Seals
from shared.sealing import Unreadable, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class RotateKeys:
    """is_trial: only look. step: so many documents between two words about how far it is."""

    is_trial: bool
    step: int = 200


@dataclass(slots=True, kw_only=True)
class Turned:
    """How far it is with one kind of document. Boxes are counted, but for `unreadable`: ids of documents.

    by_key: how many lay under which key when they were read. overtaken: somebody put another one there meanwhile.
    """

    name: str
    documents: int = 0
    resealed: int = 0
    overtaken: int = 0
    by_key: Counter[str] = field(default_factory=Counter)
    unreadable: list[str] = field(default_factory=list)
    is_done: bool = False


def rotate_keys(command: RotateKeys, *, shelves: Sequence[Shelf], opens: Opens, seals: Seals) -> Iterator[Turned]:
    """Tells how far it is after each step. Whoever stops it and begins again finds less to do, and nothing twice.

    What somebody writes meanwhile is sealed under the newest key by itself. Raises: TryAgain.
    """
    for shelf in shelves:
        turned, last = Turned(name=shelf.name), ""
        while batch := shelf.boxed(after=last, limit=command.step):
            for each in batch:
                _turn(each, turned, command, shelf, opens, seals)
            last = batch[-1].id
            yield turned
        turned.is_done = True
        yield turned


def _turn(boxed: Boxed, turned: Turned, command: RotateKeys, shelf: Shelf, opens: Opens, seals: Seals) -> None:
    turned.documents += 1
    turned.by_key.update(map(key_of, boxed.boxes.values()))
    old = {place: box for place, box in boxed.boxes.items() if key_of(box) != seals.key_id}
    try:
        fresh = {place: seals.seal(opens.open(box)) for place, box in old.items()}
    except Unreadable:
        turned.unreadable.append(boxed.id)
        return
    if not fresh or command.is_trial:
        return
    if shelf.put(boxed, fresh):
        turned.resealed += len(fresh)
    else:
        turned.overtaken += len(fresh)
