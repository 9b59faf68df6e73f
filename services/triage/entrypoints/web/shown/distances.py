"""How far something is, as a band and never a point."""

from collections.abc import Sequence

from services.triage.entrypoints.web.words.speech import _

KILOMETRE = 1000


def band(metres: Sequence[int]) -> str:
    """`200 to 400 m from you`, `1 to 2 km from you`."""
    near, far = metres[0], metres[-1]
    if near <= 0:
        return _("less than %(far)s from you", far=length(far))
    if far < KILOMETRE:
        return _("%(near)s to %(far)s m from you", near=near, far=far)
    return _("%(near)s to %(far)s from you", near=length(near), far=length(far))


def length(metres: int) -> str:
    """`200 m`, `1.5 km`."""
    if metres < KILOMETRE:
        return _("%(number)s m", number=metres)
    return _("%(number)s km", number=f"{metres / KILOMETRE:g}")
