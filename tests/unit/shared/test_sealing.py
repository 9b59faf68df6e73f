"""What is sealed for notify can be opened by notify alone."""

import base64

import pytest
from nacl.public import PrivateKey

from shared.sealing import Opener, Sealer, Unreadable

PLAIN = {"kind": "email", "address": "ada@nabo.example", "language": "da", "secret": "s3cret"}


def rings(*names: str) -> tuple[dict[str, object], dict[str, object]]:
    """Public and private keys as the secret files hold them; the last name is the current one."""
    keys = {name: PrivateKey.generate() for name in names}
    public = {name: base64.b64encode(bytes(key.public_key)).decode() for name, key in keys.items()}
    private = {name: base64.b64encode(bytes(key)).decode() for name, key in keys.items()}
    return {"current": names[-1], "keys": public}, {"current": names[-1], "keys": private}


def test_what_is_sealed_can_be_opened() -> None:
    public, private = rings("k1")
    assert Opener(private).open(Sealer(public).seal(PLAIN)) == PLAIN


def test_a_box_names_its_key_and_tells_nothing() -> None:
    public, _ = rings("k1")
    box = Sealer(public).seal(PLAIN)
    assert box.startswith("k1.")
    assert "ada" not in box
    assert Sealer(public).seal(PLAIN) != box


def test_old_boxes_open_after_the_key_changed() -> None:
    public, private = rings("k1", "k2")
    old = Sealer({**public, "current": "k1"}).seal(PLAIN)
    new = Sealer(public).seal(PLAIN)
    assert new.startswith("k2.")
    assert Opener(private).open(old) == Opener(private).open(new) == PLAIN


def test_a_box_of_an_unknown_key_is_unreadable() -> None:
    public, _ = rings("k1")
    _, other = rings("k2")
    with pytest.raises(Unreadable, match="unknown_key"):
        Opener(other).open(Sealer(public).seal(PLAIN))


@pytest.mark.parametrize("damaged", ["k1.", "k1.?", "k1.AAAA", "k1", ""])
def test_a_damaged_box_is_unreadable(damaged: str) -> None:
    _, private = rings("k1")
    with pytest.raises(Unreadable):
        Opener(private).open(damaged)


def test_a_box_that_was_cut_or_altered_is_unreadable() -> None:
    public, private = rings("k1")
    box = Sealer(public).seal(PLAIN)
    for spoilt in (box[:-8], box[:-6] + "AAAA==", box.replace(box[10], "x" if box[10] != "x" else "y", 1)):
        with pytest.raises(Unreadable):
            Opener(private).open(spoilt)
