"""Every sealed box is closed anew under the newest key, step by step, and nothing is lost on the way."""

from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

import pytest
from nacl.public import PrivateKey

from services.notify.entrypoints.cli.keys import told
from services.notify.handlers.rotate_keys import RotateKeys, Turned, rotate_keys
from services.notify.ports.boxes import Boxed
from shared.operators.obstacle import Obstacle
from shared.sealing import Opener, Sealer, key_of

OLD, NEW = PrivateKey.generate(), PrivateKey.generate()
PUBLIC = {"old": b64encode(bytes(OLD.public_key)).decode(), "new": b64encode(bytes(NEW.public_key)).decode()}
SEALED_BEFORE = Sealer({"current": "old", "keys": PUBLIC})
SEALS = Sealer({"current": "new", "keys": PUBLIC})
OPENS = Opener({"keys": {"old": b64encode(bytes(OLD)).decode(), "new": b64encode(bytes(NEW)).decode()}})
ONLY_NEW = Opener({"keys": {"new": b64encode(bytes(NEW)).decode()}})


def box(number: int, sealer: Sealer = SEALED_BEFORE) -> str:
    return sealer.seal({"kind": "email", "address": f"p{number}@nabo.example"})


@dataclass(slots=True)
class FakeShelf:
    """Passes as `ports.boxes.Shelf`. meanwhile: what somebody else puts there right before we do."""

    kept: dict[str, Boxed]
    name: str = "people"
    meanwhile: dict[str, Boxed] = field(default_factory=dict)

    def boxed(self, *, after: str, limit: int) -> Sequence[Boxed]:
        return [self.kept[each] for each in sorted(self.kept) if each > after][:limit]

    def put(self, was: Boxed, fresh: Mapping[str, str]) -> bool:
        if was.id in self.meanwhile:
            self.kept[was.id] = self.meanwhile[was.id]
        if self.kept[was.id] != was:
            return False
        self.kept[was.id] = replace(was, boxes={**was.boxes, **fresh})
        return True

    @property
    def keys(self) -> list[str]:
        return [key_of(each) for one in self.kept.values() for each in one.boxes.values()]


def shelf(count: int) -> FakeShelf:
    return FakeShelf(
        {f"p{each}": Boxed(id=f"p{each}", boxes={"a": box(each), "b": box(each)}) for each in range(count)}
    )


def turn(one: FakeShelf, *, is_trial: bool = False, step: int = 2) -> Turned:
    *_, last = rotate_keys(RotateKeys(is_trial=is_trial, step=step), shelves=[one], opens=OPENS, seals=SEALS)
    return last


def test_looking_first_changes_nothing_and_tells_how_much_lies_under_which_key() -> None:
    one = shelf(5)
    before = dict(one.kept)
    turned = turn(one, is_trial=True)
    assert (turned.documents, turned.by_key, turned.resealed) == (5, {"old": 10}, 0)
    assert one.kept == before


def test_all_is_sealed_anew_and_opens_to_the_same() -> None:
    one = shelf(5)
    assert turn(one).resealed == 10
    assert set(one.keys) == {"new"}
    assert [ONLY_NEW.open(each.boxes["b"])["address"] for each in one.kept.values()] == [
        f"p{each}@nabo.example" for each in range(5)
    ]


def test_doing_it_again_changes_nothing() -> None:
    one = shelf(3)
    turn(one)
    before = dict(one.kept)
    turned = turn(one)
    assert (turned.resealed, turned.by_key) == (0, {"new": 6})
    assert one.kept == before


def test_whoever_stops_halfway_goes_on_with_what_is_left() -> None:
    one = shelf(5)
    steps = rotate_keys(RotateKeys(is_trial=False, step=2), shelves=[one], opens=OPENS, seals=SEALS)
    assert [each.documents for each in islice(steps, 1)] == [2]
    assert one.keys.count("new") == 4
    assert turn(one).resealed == 6
    assert set(one.keys) == {"new"}


def test_what_somebody_writes_meanwhile_stands() -> None:
    one = shelf(1)
    theirs = Boxed(id="p0", boxes={"a": box(7, SEALS)})
    one.meanwhile["p0"] = theirs
    turned = turn(one)
    assert (turned.resealed, turned.overtaken) == (0, 2)
    assert one.kept["p0"] == theirs


def test_a_box_that_no_key_opens_stays_is_named_and_holds_up_no_other(capsys: pytest.CaptureFixture[str]) -> None:
    one = shelf(2)
    one.kept["p0"] = Boxed(id="p0", boxes={"a": "lost.AAAA"})
    steps = rotate_keys(RotateKeys(is_trial=False), shelves=[one], opens=OPENS, seals=SEALS)
    with pytest.raises(Obstacle, match="1 documents hold a box"):
        told(steps)
    said = capsys.readouterr().out
    assert '"unreadable":"p0"' in said.replace(" ", "")
    assert one.kept["p0"].boxes == {"a": "lost.AAAA"}
    assert one.keys.count("new") == 2
