"""`rotate-keys`: close every sealed box anew under the newest key."""

from collections.abc import Callable, Iterable, Mapping

import click

from services.notify.bootstrap import Notify
from services.notify.handlers.rotate_keys import RotateKeys, Turned
from shared.operators.obstacle import Obstacle
from shared.operators.saying import say, say_each


def rotate_keys_command(notify: Callable[[], Notify]) -> click.Command:
    @click.command("rotate-keys")
    @click.option("--reseal", is_flag=True, help="Do it; without this it is only counted what there is to do.")
    @click.option("--step", default=200, show_default=True, type=click.IntRange(1, 5000), help="Documents in a step.")
    def rotate(*, reseal: bool, step: int) -> None:
        """Close every sealed address, and every copy of a message, anew under the newest key.

        The newest key is the `current` one of box_public_keys.json; the old ones must still be in
        box_private_keys.json. The service runs on. Stopped halfway, it goes on where it was. A JSON object for each
        collection; ends with 1 if a box could not be opened, and names its document.
        """
        told(notify().reaching.rotate_keys(RotateKeys(is_trial=not reseal, step=step)))

    return rotate


def told(progress: Iterable[Turned]) -> None:
    """Raises: Obstacle."""
    unreadable = 0
    for turned in progress:
        if turned.is_done:
            unreadable += len(turned.unreadable)
            say_each([_figures(turned), *({"kind": turned.name, "unreadable": each} for each in turned.unreadable)])
        else:
            say(f"{turned.name}: {turned.documents} documents, {turned.resealed} boxes sealed anew")
    if unreadable:
        raise Obstacle(f"{unreadable} documents hold a box that no key here opens; their ids are above.")


def _figures(turned: Turned) -> Mapping[str, object]:
    return {
        "kind": turned.name,
        "documents": turned.documents,
        "boxes_by_key": dict(turned.by_key),
        "resealed": turned.resealed,
        "overtaken": turned.overtaken,
        "unreadable": len(turned.unreadable),
    }
